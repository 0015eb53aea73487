import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type LedgerRow, MAINLAND_ZONES, PROMISE_MINUTES, stands } from '#consent';
import { OrganisationService } from '#content';
import { LIVE_DISPOSITIONS } from '#contract';
import type { LeadEntity } from '#leads';
import { ContactFactsQueries, UnprocessedInbounds } from '#messages';
import { PeopleService, type PersonView } from '#people';
import { groupBy, together } from '#platform';
import type { EnrolmentFacts } from './next-step.js';
import type { Reach, Way } from './step-rules.js';

/** What of a lead decides how its plan goes on, whichever plan that is. */
export interface LeadSituation {
  happened: Pick<
    EnrolmentFacts,
    'attempts' | 'heardAt' | 'conversationAt' | 'stoppedAt' | 'closedAt'
  >;
  reach: Reach;
  /** Where they live as far as we know; days of the plan are counted there. */
  zone: string;
  placeFrom: 'zip' | 'phone' | 'unknown';
  /** Somebody is on the phone with them this minute. */
  onThePhone: boolean;
}

interface HappenedRow {
  attempts: Date[];
  heard_at: Date | null;
  conversation_at: Date | null;
  promised_at: Date | null;
  on_the_phone: boolean;
}

/** Reads, fresh, what the next step of a lead's plan depends on. */
@Injectable()
export class EnrolmentFactsQueries {
  constructor(
    private readonly people: PeopleService,
    private readonly contact: ContactFactsQueries,
    private readonly inbound: UnprocessedInbounds,
    private readonly organisation: OrganisationService,
  ) {}

  async of(manager: EntityManager, lead: LeadEntity, now: Date): Promise<LeadSituation> {
    const happened = await together(manager, 'happened to lead', lead.id, (leadIds) =>
      happenedToAll(manager, leadIds, now),
    );
    const ways = await this.#ways(manager, lead, now);
    const working = await this.organisation.workingTime(manager);
    const zone = zoneOf(ways) ?? working.timeZone;
    return {
      happened: {
        attempts: happened.attempts,
        heardAt: happened.heard_at,
        conversationAt: latest(happened.conversation_at, lead.lastContactAt),
        stoppedAt: stoppedAt(ways),
        closedAt: lead.closedAt,
      },
      reach: {
        asOf: now,
        ways,
        working,
        promisedAt: happened.promised_at,
        urgent: lead.urgency === 'P0' || lead.urgency === 'P1',
      },
      zone,
      placeFrom: placeFrom(lead.zip, ways),
      onThePhone: happened.on_the_phone,
    };
  }

  /** Every number and address of the people on the lead, whoever asked first. */
  async #ways(manager: EntityManager, lead: LeadEntity, now: Date): Promise<Way[]> {
    const members = await together(manager, 'people on leads', lead.id, (leadIds) =>
      peopleOn(manager, leadIds),
    );
    const ids = [...new Set([...members, lead.patientId])];
    const people = await this.people.view(manager, ids);
    const ways: Way[] = [];
    for (const id of ids) {
      const person = people.get(id);
      if (person) ways.push(...(await this.#waysOf(manager, lead.id, person, now)));
    }
    return ways;
  }

  async #waysOf(
    manager: EntityManager,
    leadId: string,
    person: PersonView,
    now: Date,
  ): Promise<Way[]> {
    const { id: personId, points } = person;
    const unread = (await this.inbound.earliest(manager, person)) !== null;
    const ways: Way[] = [];
    for (const { id: contactPointId, kind, value } of points) {
      const phone = kind === 'phone' ? value : null;
      const channel = phone === null ? 'email' : 'call';
      const subject = { leadId, personId, contactPointId, phone, channel, planned: true } as const;
      const facts = await this.contact.of(manager, subject, unread, now);
      const way = { contactPointId, personId, facts };
      // Call and text of one number differ by nothing that is read here.
      if (phone === null) ways.push({ ...way, channel });
      else ways.push({ ...way, channel: 'call' }, { ...way, channel: 'sms' });
    }
    return ways;
  }
}

/** The people one speaks with, first those who came first. */
async function peopleOn(manager: EntityManager, leadIds: readonly string[]): Promise<string[][]> {
  const rows = await manager.query<{ lead_id: string; person_id: string }[]>(
    `SELECT lead_id, person_id FROM lead_contact WHERE lead_id = ANY($1::uuid[]) AND ended_at IS NULL
     ORDER BY created_at, id`,
    [leadIds],
  );
  const byLead = groupBy(rows, (row) => row.lead_id);
  return leadIds.map((id) => (byLead.get(id) ?? []).map((row) => row.person_id));
}

async function happenedToAll(
  manager: EntityManager,
  leadIds: readonly string[],
  now: Date,
): Promise<HappenedRow[]> {
  const rows = await manager.query<(HappenedRow & { id: string })[]>(
    `SELECT l.id,
       ARRAY(
         SELECT c.started_at FROM call c WHERE c.lead_id = l.id AND c.direction = 'outbound'
         UNION ALL
         SELECT m.sending_at FROM message m WHERE m.lead_id = l.id AND m.direction = 'out'
           AND m.channel = 'sms' AND m.purpose = 'conversation' AND m.sending_at IS NOT NULL
         ORDER BY 1) AS attempts,
       GREATEST(
         (SELECT max(m.received_at) FROM message m WHERE m.lead_id = l.id AND m.direction = 'in'),
         (SELECT max(c.started_at) FROM call c WHERE c.lead_id = l.id AND c.direction = 'inbound')
       ) AS heard_at,
       (SELECT max(coalesce(c.answered_at, c.started_at)) FROM call c WHERE c.lead_id = l.id
         AND (c.disposition = ANY($3) OR (c.direction = 'inbound' AND c.outcome = 'answered'))
       ) AS conversation_at,
       (SELECT min(t.promised_at) FROM task t WHERE t.lead_id = l.id
         AND t.promised_at > $2::timestamptz - make_interval(mins => $4)
         AND t.done_at IS NULL AND t.dropped_at IS NULL) AS promised_at,
       EXISTS (SELECT 1 FROM call c WHERE c.lead_id = l.id AND c.outcome IS NULL AND c.ended_at IS NULL
         AND c.started_at > $2::timestamptz - interval '2 hours') AS on_the_phone
     FROM unnest($1::uuid[]) AS l(id)`,
    [leadIds, now, LIVE_DISPOSITIONS, PROMISE_MINUTES],
  );
  const byLead = new Map(rows.map((row) => [row.id, row]));
  return leadIds.map((id) => {
    const row = byLead.get(id);
    if (!row) throw new Error('A row of facts is always there.');
    return row;
  });
}

/** When they stopped everything: nothing stands any more that once did. */
function stoppedAt(ways: readonly Way[]): Date | null {
  const standing = ways.some(({ channel, contactPointId, facts }) =>
    stands(facts.ledger, channel, contactPointId),
  );
  if (standing) return null;
  const revoked = ways.flatMap(({ facts }) => facts.ledger.filter(isContactStop));
  return revoked.reduce<Date | null>((last, { at }) => latest(last, at), null);
}

function isContactStop({ scope, decision }: LedgerRow): boolean {
  return decision === 'revoked' && (scope === 'call' || scope === 'sms' || scope === 'email');
}

function zoneOf(ways: readonly Way[]): string | undefined {
  const reachable = ways.find(({ channel }) => channel === 'call') ?? ways[0];
  return reachable?.facts.place.zones[0];
}

function placeFrom(zip: string | null, ways: readonly Way[]): LeadSituation['placeFrom'] {
  if (zip) return 'zip';
  const known = ways.some(
    ({ channel, facts }) => channel === 'call' && facts.place.zones.length < MAINLAND_ZONES.length,
  );
  return known ? 'phone' : 'unknown';
}

function latest(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one >= other ? one : other;
}
