import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type ContactChannel, mayContact } from '#consent';
import type { ChannelView } from '#contract';
import { PeopleService, type PersonView } from '#people';
import { closedSentence } from './sending/closed-sentence.js';
import { ContactFactsQueries } from './sending/contact-facts.js';
import { UnprocessedInbounds } from './sending/unprocessed-inbound.js';

/** Which ways to reach the people on a lead are open now, and why the others are not. */
@Injectable()
export class ChannelQueries {
  constructor(
    private readonly people: PeopleService,
    private readonly facts: ContactFactsQueries,
    private readonly inbound: UnprocessedInbounds,
  ) {}

  /** Every number by call and text, every address by e-mail; the patient first. */
  async ofLead(manager: EntityManager, leadId: string, now: Date): Promise<ChannelView[]> {
    const members = await manager.query<{ person_id: string; relationship: string }[]>(
      `SELECT l.patient_id AS person_id, 'self' AS relationship, 0 AS n FROM lead l WHERE l.id = $1
       UNION ALL
       SELECT c.person_id, c.relationship, 1 FROM lead_contact c JOIN lead l ON l.id = c.lead_id
       WHERE c.lead_id = $1 AND c.ended_at IS NULL AND c.person_id <> l.patient_id ORDER BY n, person_id`,
      [leadId],
    );
    const people = await this.people.view(
      manager,
      members.map(({ person_id }) => person_id),
    );
    const channels: ChannelView[] = [];
    for (const { person_id, relationship } of members) {
      const person = people.get(person_id);
      if (person) channels.push(...(await this.#of(manager, leadId, person, relationship, now)));
    }
    return channels;
  }

  /** Whether a message may go to this point now. */
  async decide(
    manager: EntityManager,
    at: {
      leadId: string | null;
      personId: string;
      contactPointId: string;
      channel: ContactChannel;
    },
    now: Date,
  ) {
    const person = (await this.people.view(manager, [at.personId])).get(at.personId);
    const point = person?.points.find(({ id }) => id === at.contactPointId);
    const unprocessed = person ? await this.#unprocessed(manager, person) : false;
    const phone = point?.kind === 'phone' ? point.value : null;
    const facts = await this.facts.of(manager, { ...at, phone, planned: false }, unprocessed, now);
    return mayContact(facts, now);
  }

  async #of(
    manager: EntityManager,
    leadId: string,
    person: PersonView,
    relationship: string,
    now: Date,
  ): Promise<ChannelView[]> {
    const unprocessed = await this.#unprocessed(manager, person);
    const views: ChannelView[] = [];
    for (const { id: contactPointId, kind, value } of person.points) {
      const phone = kind === 'phone' ? value : null;
      const ways: ContactChannel[] = phone === null ? ['email'] : ['call', 'sms'];
      for (const channel of ways) {
        const at = { leadId, personId: person.id, contactPointId, channel };
        const facts = await this.facts.of(
          manager,
          { ...at, phone, planned: false },
          unprocessed,
          now,
        );
        const decision = mayContact(facts, now);
        const because = decision.allowed ? null : decision.because;
        views.push({
          id: `${person.id}:${contactPointId}:${channel}`,
          personId: person.id,
          personName: person.name,
          relationship,
          contactPointId,
          address: value,
          channel,
          open: decision.allowed,
          because,
          sentence: closedSentence(because),
          opensAt: decision.allowed ? null : (decision.opensAt?.toISOString() ?? null),
        });
      }
    }
    return views;
  }

  async #unprocessed(manager: EntityManager, person: PersonView): Promise<boolean> {
    return (await this.inbound.earliest(manager, person)) !== null;
  }
}
