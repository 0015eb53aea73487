import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce } from '#audit';
import { ConsentService } from '#consent';
import { PAYER_CONSENT_WORDING, PAYER_CONSENT_WORDING_ES, type PayerConsentInput } from '#contract';
import { ActivityService, lockLead } from '#leads';

/** The patient's word on whether anybody may speak with their insurance (R10). */
@Injectable()
export class PayerConsents {
  constructor(
    private readonly consent: ConsentService,
    private readonly activities: ActivityService,
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
    const wording = lead.language === 'es' ? PAYER_CONSENT_WORDING_ES : PAYER_CONSENT_WORDING;
    const given = {
      personId: lead.patientId,
      scope: 'payer' as const,
      decision,
      wording,
      at: now,
      origin: how === 'spoken' ? 'call' : 'desk',
    };
    await this.consent.record(manager, given, actor, now);
    const payload = { scope: 'payer', decision };
    const activity = { leadId, kind: 'consent.recorded', payload, at: now, actor } as const;
    await this.activities.record(manager, activity, now);
    announce(manager, { event: 'lead.changed', id: leadId, leadId, created: false });
  }

  /** Whether the patient of a lead has agreed, and not taken it back. */
  async stands(manager: EntityManager, patientId: string): Promise<boolean> {
    return (await this.consent.standing(manager, [patientId])).has(patientId, 'payer');
  }
}
