import type { EntityManager } from 'typeorm';
import type { PacketSection } from '#contract';

/** A signed consent that stands. */
export interface StandingConsent {
  id: string;
  sections: PacketSection[];
  signedAt: Date;
  expiresAt: Date;
}

/** The consent a referral rests on, if it stands at this moment; null for one taken back or run out, and for none. */
export async function standingConsent(
  manager: EntityManager,
  consentId: string | null,
  now: Date,
): Promise<StandingConsent | null> {
  if (consentId === null) return null;
  const [row] = await manager.query<
    { sections: PacketSection[]; signed_at: Date; expires_at: Date }[]
  >(
    `SELECT r.sections, s.signed_at, r.expires_at
     FROM consent_signature s JOIN consent_request r ON r.id = s.request_id
     WHERE s.id = $1 AND s.decision = 'given' AND r.expires_at > $2
       AND NOT EXISTS (SELECT 1 FROM consent_signature v
         WHERE v.request_id = s.request_id AND v.decision = 'revoked')`,
    [consentId, now],
  );
  if (!row) return null;
  const { sections, signed_at: signedAt, expires_at: expiresAt } = row;
  return { id: consentId, sections, signedAt, expiresAt };
}
