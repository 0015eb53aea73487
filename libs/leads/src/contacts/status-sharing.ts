import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce } from '#audit';
import { ConsentService } from '#consent';
import { STATUS_SHARING_WORDING, type StatusSharingInput } from '#contract';
import { leadError, lockLead } from '../lead-lock.js';
import { ActivityService } from '../timeline/activity.service.js';
import { renderVisitors } from '../visitor-pages.js';

/** The patient's word on whether somebody who asked for them may follow how it stands (R10, docs/domain.md "Person"). */
@Injectable()
export class StatusSharing {
  constructor(
    private readonly consent: ConsentService,
    private readonly activities: ActivityService,
  ) {}

  /**
   * Adds rows to the ledger, one for each way this contact is reached, in the words the patient was read or shown.
   * Throws `lead.not_found`, `lead.contact_not_found`.
   */
  async record(
    manager: EntityManager,
    leadId: string,
    personId: string,
    { decision }: StatusSharingInput,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const lead = await lockLead(manager, leadId);
    const points = await manager.query<{ id: string }[]>(
      `SELECT pc.contact_point_id AS id FROM lead_contact c
       JOIN person_contact pc ON pc.person_id = c.person_id
       WHERE c.lead_id = $1 AND c.person_id = $2 AND c.ended_at IS NULL AND c.person_id <> $3`,
      [leadId, personId, lead.patientId],
    );
    if (points.length === 0) {
      throw leadError('lead.contact_not_found', 'There is no such contact on this lead.');
    }
    const wording = STATUS_SHARING_WORDING[lead.language === 'es' ? 'es' : 'en'];
    for (const { id: contactPointId } of points) {
      const given = { personId: lead.patientId, contactPointId, scope: 'relative' } as const;
      const said = { decision, wording, at: now, origin: 'desk' };
      await this.consent.record(manager, { ...given, ...said }, actor, now);
    }
    const payload = { scope: 'relative', decision };
    const activity = { leadId, kind: 'consent.recorded', payload, at: now, actor } as const;
    await this.activities.record(manager, activity, now);
    await renderVisitors(manager, leadId, now);
    announce(manager, { event: 'lead.changed', id: leadId, leadId, created: false });
  }
}
