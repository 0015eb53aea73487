import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type CallEntity, CallService } from '#calls';
import { PeopleService } from '#people';
import type { PhoneEvent } from './phone-event.js';

/** Finds whom a call of ours was about. */
@Injectable()
export class OutboundCalls {
  constructor(
    private readonly calls: CallService,
    private readonly people: PeopleService,
  ) {}

  /** Ties a call of ours to the one open lead its number belongs to; with none or several, to none. */
  async attach(manager: EntityManager, call: CallEntity, event: PhoneEvent): Promise<void> {
    if (call.leadId !== null || event.phone === null) return;
    const found = await this.people.findByContact(manager, 'phone', event.phone);
    if (found.length === 0) return;
    const leads = await manager.query<{ id: string }[]>(
      `SELECT l.id FROM lead l WHERE l.closed_at IS NULL AND (l.patient_id = ANY($1::uuid[])
         OR EXISTS (SELECT 1 FROM lead_contact c WHERE c.lead_id = l.id AND c.ended_at IS NULL
           AND c.person_id = ANY($1::uuid[])))
       LIMIT 2`,
      [found.map(({ personId }) => personId)],
    );
    const [lead] = leads;
    if (!lead || leads.length > 1) return;
    const ties = { leadId: lead.id, contactPointId: found[0]?.contactPointId ?? null };
    await this.calls.attach(manager, call.id, ties);
    Object.assign(call, ties);
  }
}
