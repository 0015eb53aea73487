import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditService, staffIdOf } from '#audit';
import { ConsentService } from '#consent';
import type { DisclosurePurpose, PacketSection } from '#contract';
import { insertRow, newId } from '#platform';
import { Vault } from '#vault';
import { seals } from '../seals.js';
import type { WrittenConsent } from './covers.js';

/** A signature, or its being taken back. */
export interface Decision {
  requestId: string;
  personId: string;
  decision: 'given' | 'revoked';
  way: 'link' | 'paper' | 'desk';
  wordingHash: Buffer;
  name?: string | null;
  signedAt?: Date | null;
  ipDigest?: Buffer | null;
  fileId?: string | null;
  reason?: string | null;
  inquiryId?: string | null;
}

/** Words of the general ledger, which is readable: the signed ones, with names in them, are kept encrypted with the request. */
const LEDGER_WORDS = {
  given: 'Signed a written consent to disclosure (42 CFR 2.31); its exact words are kept with it.',
  revoked: 'Took a written consent to disclosure back.',
};

interface ConsentRow {
  id: string;
  request_id: string;
  patient_id: string;
  discloser: string;
  patient_name_enc: string;
  facility_ids: string[];
  sections: PacketSection[];
  purpose: DisclosurePurpose;
  expires_at: Date;
  name_enc: string | null;
  signed_at: Date | null;
  revoked_at: Date | null;
}

/** The ledger of written consents: rows are added, never changed; what stands is read from all of them. */
@Injectable()
export class ConsentLedger {
  constructor(
    private readonly vault: Vault,
    private readonly consent: ConsentService,
    private readonly audit: AuditService,
  ) {}

  /** Adds a decision, once for each request. Null when it was there already; else the id of its row. */
  async add(
    manager: EntityManager,
    decision: Decision,
    actor: Actor,
    now: Date,
  ): Promise<string | null> {
    const id = newId();
    const added = await insertRow(
      manager,
      'consent_signature',
      {
        id,
        request_id: decision.requestId,
        person_id: decision.personId,
        decision: decision.decision,
        way: decision.way,
        wording_hash: decision.wordingHash,
        name_enc: this.vault.encryptNullable(seals.signedName(id), decision.name),
        signed_at: decision.signedAt ?? null,
        ip_digest: decision.ipDigest ?? null,
        file_id: decision.fileId ?? null,
        reason_enc: this.vault.encryptNullable(seals.signatureReason(id), decision.reason),
        inquiry_id: decision.inquiryId ?? null,
        recorded_by: staffIdOf(actor),
        at: now,
      },
      { onConflict: '(request_id, decision) DO NOTHING' },
    );
    if (!added) return null;
    const { personId, decision: what, way } = decision;
    await this.consent.record(
      manager,
      {
        personId,
        scope: 'disclosure',
        decision: what,
        wording: LEDGER_WORDS[what],
        at: now,
        origin: `disclosure_${way}`,
      },
      actor,
      now,
    );
    await this.audit.record(
      manager,
      {
        actor,
        action: `disclosure_consent.${what}`,
        resource: 'consent_request',
        resourceId: decision.requestId,
        personId,
        details: { way },
      },
      now,
    );
    return id;
  }

  /** Takes a signed consent back, if it is signed and stands. */
  async revoke(
    manager: EntityManager,
    signatureId: string,
    reason: string | null,
    actor: Actor,
    now: Date,
  ): Promise<boolean> {
    const [given] = await manager.query<
      { request_id: string; person_id: string; wording_hash: Buffer }[]
    >(
      `SELECT request_id, person_id, wording_hash FROM consent_signature
       WHERE id = $1 AND decision = 'given'`,
      [signatureId],
    );
    if (!given) return false;
    const revoked = await this.add(
      manager,
      {
        requestId: given.request_id,
        personId: given.person_id,
        decision: 'revoked',
        way: 'desk',
        wordingHash: given.wording_hash,
        reason,
      },
      actor,
      now,
    );
    return revoked !== null;
  }

  /**
   * Every signed consent of a person, and of whoever turned out to be them, as their elements. A facility that was named and
   * turned out to be another one counts as both: it is the same place.
   */
  async ofPerson(manager: EntityManager, personId: string): Promise<WrittenConsent[]> {
    const rows = await manager.query<ConsentRow[]>(
      `SELECT g.id, g.request_id, $1::uuid AS patient_id, r.discloser, r.patient_name_enc,
         r.facility_ids || ARRAY(SELECT f.merged_into_id FROM facility f WHERE f.id = ANY(r.facility_ids)
           AND f.merged_into_id IS NOT NULL) AS facility_ids, r.sections, r.purpose, r.expires_at, g.name_enc, g.signed_at, v.at AS revoked_at
       FROM consent_signature g JOIN consent_request r ON r.id = g.request_id
         LEFT JOIN consent_signature v ON v.request_id = g.request_id AND v.decision = 'revoked'
       WHERE g.decision = 'given' AND g.wording_hash = r.wording_hash
         AND g.person_id IN (SELECT id FROM person WHERE id = $1 OR merged_into_id = $1)`,
      [personId],
    );
    return rows.map((row) => ({
      id: row.id,
      patientId: row.patient_id,
      patientName: this.vault.decrypt(seals.patientName(row.request_id), row.patient_name_enc),
      discloser: row.discloser,
      facilityIds: row.facility_ids,
      sections: row.sections,
      purpose: row.purpose,
      // Every wording this house makes says so; what was signed is what was made (the hashes are compared).
      saysRevocable: true,
      expiresAt: row.expires_at,
      signedName: this.vault.decryptNullable(seals.signedName(row.id), row.name_enc),
      signedAt: row.signed_at,
      revokedAt: row.revoked_at,
    }));
  }
}
