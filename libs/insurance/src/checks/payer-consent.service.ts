import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#audit';
import { ConsentService } from '#consent';
import { PAYER_CONSENT_WORDING, type PayerConsentInput, ourLanguage } from '#contract';
import { LeadConsents, lockLead } from '#leads';

/** The patient's word on whether anybody may speak with their insurance (R10). */
@Injectable()
export class PayerConsents {
  constructor(
    private readonly ledger: ConsentService,
    private readonly consents: LeadConsents,
  ) {}

  /** Adds a row to the ledger, in the words the patient was read or shown. Throws `lead.not_found`. */
  async record(
    manager: EntityManager,
    leadId: string,
    { decision, how }: PayerConsentInput,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const lead = await lockLead(manager, leadId);
    const said = {
      personId: lead.patientId,
      contactPointIds: [null],
      scope: 'payer' as const,
      decision,
      wording: PAYER_CONSENT_WORDING[ourLanguage(lead.language)],
      origin: how === 'spoken' ? 'call' : 'desk',
    };
    await this.consents.record(manager, leadId, said, actor, now);
  }

  /** Whether the patient of a lead has agreed, and not taken it back. */
  async stands(manager: EntityManager, patientId: string): Promise<boolean> {
    return (await this.ledger.standing(manager, [patientId])).has(patientId, 'payer');
  }
}
