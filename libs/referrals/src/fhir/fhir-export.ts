import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#audit';
import { labelOf, SUBSTANCES } from '#contract';
import { CoverageService } from '#insurance';
import { standingConsent } from '../consent/standing-consent.js';
import { Disclosures } from '../packet/disclosures.js';
import { Packets } from '../packet/packets.js';
import { lockReferral, referralError } from '../referral-error.js';
import { type Bundle, referralBundle } from './bundle.js';

interface SenderRow {
  legal_name: string;
  phone: string | null;
}

/** Exports a referral for another system: a disclosure like any other, under the same consent, written down (rule R10). */
@Injectable()
export class FhirExport {
  constructor(
    private readonly packets: Packets,
    private readonly coverages: CoverageService,
    private readonly disclosures: Disclosures,
  ) {}

  /** Throws `referral.not_found`, and `referral.not_ready` for a draft or a referral without a consent that stands. */
  async of(manager: EntityManager, referralId: string, actor: Actor, now: Date): Promise<Bundle> {
    const referral = await lockReferral(manager, referralId);
    const consent = await standingConsent(manager, referral.consentId, now);
    if (referral.state === 'draft' || !consent) {
      throw referralError(
        'referral.not_ready',
        'Only what was sent under a consent that stands can be exported.',
      );
    }
    const packet = await this.packets.of(manager, referral, now);
    const facts = await this.packets.facts(manager, referral);
    const [sender] = await manager.query<SenderRow[]>(
      `SELECT o.legal_name, (SELECT phone FROM tracking_number WHERE is_default AND active) AS phone
       FROM organisation o WHERE o.id = 1`,
    );
    const [lead] = await manager.query<{ patient_id: string }[]>(
      'SELECT patient_id FROM lead WHERE id = $1',
      [referral.leadId],
    );
    const policies = await this.coverages.ofLead(manager, referral.leadId);
    const letOut = (section: (typeof packet.sections)[number]) => packet.sections.includes(section);
    await this.disclosures.record(manager, referral, packet, { way: 'fhir' }, actor, now);
    return referralBundle({
      referralId,
      state: referral.state,
      createdAt: referral.createdAt,
      now,
      urgency: facts.urgency,
      place: packet.place,
      sender: { name: sender?.legal_name ?? '', phone: sender?.phone ?? null },
      patientId: lead?.patient_id ?? '',
      identity: letOut('identity') ? facts : null,
      contact: letOut('contact') ? facts : null,
      needs: letOut('needs') ? facts : null,
      coverages: letOut('coverage')
        ? facts.coverages.map((coverage, at) => ({ ...coverage, id: policies[at]?.id ?? '' }))
        : null,
      arrivalAt: referral.arrivalAt,
      declineReason: referral.declineReason,
      consent,
      substanceLabel: (code) => labelOf(SUBSTANCES, code),
    });
  }
}
