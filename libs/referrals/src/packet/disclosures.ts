import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditService, staffIdOf } from '#audit';
import type { DisclosureView, DisclosureWay } from '#contract';
import { ActivityService } from '#leads';
import { newId } from '#platform';
import { Vault } from '#vault';
import type { ReferralEntity } from '../entities/referral.entity.js';
import { DisclosureEntity } from '../entities/referral-history.entity.js';
import { seals } from '../seals.js';
import type { Packet } from './packets.js';

interface DisclosureRow {
  id: string;
  referral_id: string;
  facility_id: string;
  facility_name: string;
  way: DisclosureView['way'];
  purpose: DisclosureView['purpose'];
  sections: DisclosureView['sections'];
  consent_id: string | null;
  staff_id: string | null;
  reason_enc: string | null;
  at: Date;
}

/** The accounting of disclosures: what was told to whom, when, under which consent (42 CFR 2.25; kept, never changed). */
@Injectable()
export class Disclosures {
  constructor(
    private readonly vault: Vault,
    private readonly activities: ActivityService,
    private readonly audit: AuditService,
  ) {}

  /** Writes one down, in the transaction that lets it out. */
  async record(
    manager: EntityManager,
    referral: ReferralEntity,
    packet: Packet,
    how: { way: DisclosureWay; linkId?: string; inquiryId?: string },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const id = newId();
    const { id: referralId, leadId, facilityId, consentId, emergencyReasonEnc } = referral;
    const reason = this.vault.decryptNullable(
      seals.emergencyReason(referralId),
      emergencyReasonEnc,
    );
    await manager.insert(DisclosureEntity, {
      id,
      referralId,
      facilityId,
      way: how.way,
      purpose: consentId ? 'treatment' : 'emergency',
      sections: packet.sections,
      consentId,
      linkId: how.linkId ?? null,
      packetHash: packet.hash,
      reasonEnc: this.vault.encryptNullable(seals.disclosureReason(id), reason),
      staffId: staffIdOf(actor),
      inquiryId: how.inquiryId ?? null,
      at: now,
    });
    const { sections } = packet;
    const payload = { referralId, facility: packet.place.facilityName, way: how.way, sections };
    const activity = { leadId, kind: 'disclosure.made', payload, at: now, actor } as const;
    await this.activities.record(manager, { ...activity, subjectId: id }, now);
    const details = { way: how.way, sections, facilityId };
    const entry = { action: 'disclosure.made', resource: 'referral', resourceId: referralId };
    await this.audit.record(manager, { actor, ...entry, leadId, details }, now);
  }

  /** Those of one lead or one referral, latest first; at most 500. */
  async list(
    manager: EntityManager,
    of: { leadId: string } | { referralId: string },
  ): Promise<DisclosureView[]> {
    const [column, value] =
      'leadId' in of ? (['r.lead_id', of.leadId] as const) : (['r.id', of.referralId] as const);
    const rows = await manager.query<DisclosureRow[]>(
      `SELECT d.id, d.referral_id, d.facility_id, f.name AS facility_name, d.way, d.purpose, d.sections,
         d.consent_id, d.staff_id, d.reason_enc, d.at
       FROM disclosure d JOIN referral r ON r.id = d.referral_id JOIN facility f ON f.id = d.facility_id
       WHERE ${column} = $1 ORDER BY d.at DESC, d.id DESC LIMIT 500`,
      [value],
    );
    return rows.map((row) => ({
      id: row.id,
      referralId: row.referral_id,
      facilityId: row.facility_id,
      facilityName: row.facility_name,
      way: row.way,
      purpose: row.purpose,
      sections: row.sections,
      consentId: row.consent_id,
      staffId: row.staff_id,
      reason: this.vault.decryptNullable(seals.disclosureReason(row.id), row.reason_enc),
      at: row.at.toISOString(),
    }));
  }
}
