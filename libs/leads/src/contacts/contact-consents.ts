import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#audit';
import { ConsentService } from '#consent';
import {
  CONTACT_CONSENT_WORDING,
  CONTACT_SCOPES,
  type ContactConsentInput,
  ourLanguage,
} from '#contract';
import { DomainError } from '#platform';
import { leadError, lockLead } from '../lead-lock.js';
import { LeadConsents } from './lead-consents.js';

/** What somebody said to a colleague about being called, texted or written to (R10, R11). */
@Injectable()
export class ContactConsents {
  constructor(
    private readonly ledger: ConsentService,
    private readonly consents: LeadConsents,
  ) {}

  /**
   * Adds a row to the ledger, in the words the person was read. Unlike a request to be called it stands until it is
   * taken back. Throws `lead.not_found`, `lead.contact_not_found`, `request.invalid` for a way that there is not at
   * such a point, `consent.only_start` for texts that were stopped by a text.
   */
  async record(
    manager: EntityManager,
    leadId: string,
    { personId, pointId }: { personId: string; pointId: string },
    { scope, decision }: ContactConsentInput,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const lead = await lockLead(manager, leadId);
    const [point] = await manager.query<{ kind: string }[]>(
      `SELECT cp.kind FROM person_contact pc JOIN contact_point cp ON cp.id = pc.contact_point_id
       WHERE pc.person_id = $2 AND cp.id = $3 AND ($2 = $4 OR EXISTS (SELECT 1 FROM lead_contact c
         WHERE c.lead_id = $1 AND c.person_id = $2 AND c.ended_at IS NULL))`,
      [leadId, personId, pointId, lead.patientId],
    );
    if (!point) throw leadError('lead.contact_not_found', 'There is no such contact on this lead.');
    if (point.kind !== CONTACT_SCOPES[scope]) {
      const message = 'Nobody can be reached there in this way.';
      throw new DomainError('request.invalid', {
        status: 400,
        message,
        errors: { scope: message },
      });
    }
    if (
      scope === 'sms' &&
      decision === 'given' &&
      (await this.ledger.hasTextedStop(manager, personId, pointId))
    ) {
      throw leadError(
        'consent.only_start',
        'They stopped texts by a text. Only START, sent from their own phone, turns them on again.',
      );
    }
    const wording = CONTACT_CONSENT_WORDING[ourLanguage(lead.language)][scope];
    const said = { personId, contactPointIds: [pointId], scope, decision, wording, origin: 'desk' };
    await this.consents.record(manager, leadId, said, actor, now);
  }
}
