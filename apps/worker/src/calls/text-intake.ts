import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import { ConsentService, contactWish } from '#consent';
import type { InquiryEntity } from '#inquiries';
import { ActivityService } from '#leads';
import { normalisePhone, PeopleService } from '#people';
import { IntakeService } from '../intake/intake.service.js';
import { InquiryOutcomes } from './inquiry-outcomes.js';
import type { TextEvent } from './phone-event.js';

/** Makes of a text what it is: a request for help, or the wish to be left alone. */
@Injectable()
export class TextIntake {
  constructor(
    private readonly intake: IntakeService,
    private readonly people: PeopleService,
    private readonly consent: ConsentService,
    private readonly activities: ActivityService,
    private readonly outcomes: InquiryOutcomes,
  ) {}

  async takeIn(
    manager: EntityManager,
    inquiry: InquiryEntity,
    text: TextEvent,
    now: Date,
  ): Promise<void> {
    if (text.phone !== null && contactWish(text.text) === 'stop') {
      await this.#stop(manager, inquiry, { ...text, phone: text.phone }, now);
      return;
    }
    await this.intake.takeInCaller(manager, {
      inquiry,
      kind: 'sms',
      phone: text.phone,
      message: text.text,
      trackingPhone: text.ourPhone ? normalisePhone(text.ourPhone) : null,
      state: text.state,
      zip: text.zip,
      receivedAt: inquiry.receivedAt,
      now,
    });
  }

  /**
   * Takes every consent back in this transaction, for everybody at this number: a number that stops
   * is stopped. It opens no lead, and closes none: what was promised by phone, a human decides.
   */
  async #stop(
    manager: EntityManager,
    inquiry: InquiryEntity,
    text: TextEvent & { phone: string },
    now: Date,
  ): Promise<void> {
    const point = { kind: 'phone', value: text.phone } as const;
    await this.people.lockContacts(manager, [point]);
    const known = await this.people.findByContact(manager, 'phone', text.phone);
    const people = known.length > 0 ? known : [await this.#stranger(manager, point, now)];
    for (const { personId } of people) {
      const revoked = {
        personId,
        wording: text.text.trim(),
        at: inquiry.receivedAt,
        origin: 'sms',
        inquiryId: inquiry.id,
      };
      await this.consent.revokeContact(manager, revoked, SYSTEM, now);
    }
    const leads = await this.#openLeads(
      manager,
      people.map(({ personId }) => personId),
    );
    for (const leadId of leads) {
      await this.activities.record(
        manager,
        {
          leadId,
          kind: 'consent.recorded',
          payload: { scope: 'call, sms, email', decision: 'revoked' },
          at: inquiry.receivedAt,
          actor: { kind: 'person' },
          subjectId: inquiry.id,
        },
        now,
      );
    }
    await this.outcomes.note(manager, inquiry, leads[0] ?? null, now);
  }

  /** Nobody we know: kept all the same, so that a later request from this number finds the wish. */
  #stranger(
    manager: EntityManager,
    point: { kind: 'phone'; value: string },
    now: Date,
  ): Promise<{ personId: string }> {
    return this.people.recordPerson(manager, { points: [point] }, now);
  }

  async #openLeads(manager: EntityManager, personIds: string[]): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT l.id FROM lead l WHERE l.closed_at IS NULL AND (l.patient_id = ANY($1::uuid[])
         OR EXISTS (SELECT 1 FROM lead_contact c WHERE c.lead_id = l.id AND c.person_id = ANY($1::uuid[])))
       ORDER BY l.id`,
      [personIds],
    );
    return rows.map(({ id }) => id);
  }
}
