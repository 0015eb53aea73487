import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PacketSection, ReferralPolicy, ReferralState, Stage } from '#contract';
import { ConsentLedger } from '../consent/consent-ledger.js';
import { coveringConsent } from '../consent/covers.js';
import type { ReferralEntity } from '../entities/referral.entity.js';
import { Places } from '../places/places.js';
import { sendingNeeds } from '../states/sending-gate.js';

/** Whether a referral can be sent, and under which consent. */
export interface Readiness {
  needs: string[];
  consentId: string | null;
  sections: PacketSection[];
}

/** Without these two a facility cannot tell whom it is asked about, nor for what. */
const LEAST: readonly PacketSection[] = ['identity', 'needs'];

interface FactsRow {
  stage: Stage;
  patient_id: string;
  policy: ReferralPolicy;
  others: ReferralState[];
  shown: boolean;
}

/** Asks, at the moment of sending, whether everything is there (rules R10 and R14). */
@Injectable()
export class SendingReadiness {
  constructor(
    private readonly ledger: ConsentLedger,
    private readonly places: Places,
  ) {}

  async of(
    manager: EntityManager,
    referral: ReferralEntity,
    { emergency }: { emergency: boolean },
    now: Date,
  ): Promise<Readiness> {
    const [facts] = await manager.query<FactsRow[]>(
      `SELECT l.stage, l.patient_id, o.referral_policy AS policy,
         ARRAY(SELECT state FROM referral k WHERE k.lead_id = l.id AND k.id <> $1) AS others,
         -- A tie that was recorded since was not named: then it has not been shown (rule R14).
         EXISTS (SELECT 1 FROM referral_statement s WHERE s.referral_id = $1
           AND (f.financial_tie IN ('unknown', 'none') OR s.financial_tie = f.financial_tie)) AS shown
       FROM lead l CROSS JOIN organisation o JOIN facility f ON f.id = $3 WHERE l.id = $2`,
      [referral.id, referral.leadId, referral.facilityId],
    );
    if (!facts) throw new Error('A referral has a lead.');
    const place = await this.places.ofProgram(manager, referral.programId);
    const consents = await this.ledger.ofPerson(manager, facts.patient_id);
    const covering = coveringConsent(
      consents,
      {
        patientId: facts.patient_id,
        facilityId: referral.facilityId,
        sections: LEAST,
        purpose: 'treatment',
      },
      now,
    );
    const consent = consents.find(({ id }) => id === covering.consentId);
    return {
      needs: sendingNeeds({
        state: referral.state,
        leadStage: facts.stage,
        policy: facts.policy,
        others: facts.others,
        statementShown: facts.shown,
        consentLacks: covering.lacks,
        emergency,
        programActive: place.active,
      }),
      consentId: covering.consentId,
      sections: consent ? [...consent.sections] : [],
    };
  }
}
