import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#audit';
import { ConsentService } from '#consent';
import type { LeadEntity } from './lead.entity.js';
import { ActivityService } from './timeline/activity.service.js';

/** Writes down that somebody on a lead does not want to be contacted any more. */
@Injectable()
export class DoNotCall {
  constructor(
    private readonly consent: ConsentService,
    private readonly activities: ActivityService,
  ) {}

  /** Takes back all contact of the people on the lead who are reached there (null: of all of them). */
  async record(
    manager: EntityManager,
    lead: LeadEntity,
    contactPointId: string | null,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const people = await manager.query<{ person_id: string }[]>(
      `SELECT p.person_id FROM (
         SELECT person_id FROM lead_contact WHERE lead_id = $1 UNION SELECT $2::uuid) p
       WHERE $3::uuid IS NULL OR EXISTS (SELECT 1 FROM person_contact c
         WHERE c.person_id = p.person_id AND c.contact_point_id = $3)`,
      [lead.id, lead.patientId, contactPointId],
    );
    for (const { person_id: personId } of people) {
      await this.consent.revokeContact(
        manager,
        { personId, wording: 'Do not call (said on the phone).', at: now, origin: 'call' },
        actor,
        now,
      );
    }
    const payload = { scope: 'call, sms, email', decision: 'revoked' };
    await this.activities.record(
      manager,
      { leadId: lead.id, kind: 'consent.recorded', payload, at: now, actor },
      now,
    );
  }
}
