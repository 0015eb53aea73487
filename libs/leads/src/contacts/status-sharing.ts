import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#audit';
import { STATUS_SHARING_WORDING, type StatusSharingInput, ourLanguage } from '#contract';
import { leadError, lockLead } from '../lead-lock.js';
import { renderVisitors } from '../visitor-pages.js';
import { LeadConsents } from './lead-consents.js';

/** The patient's word on whether somebody who asked for them may follow how it stands (R10, docs/domain.md "Person"). */
@Injectable()
export class StatusSharing {
  constructor(private readonly consents: LeadConsents) {}

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
    const wording = STATUS_SHARING_WORDING[ourLanguage(lead.language)];
    const said = {
      personId: lead.patientId,
      contactPointIds: points.map(({ id }) => id),
      scope: 'relative' as const,
      decision,
      wording,
      origin: 'desk',
    };
    await this.consents.record(manager, leadId, said, actor, now);
    await renderVisitors(manager, leadId, now);
  }
}
