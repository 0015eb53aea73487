import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, staffIdOf } from '#audit';
import { newId } from '#platform';
import { capabilityFromToken, newToken, Vault } from '#vault';
import type { NoticeChannel } from '../entities/facility-notice.entity.js';
import type { ReferralEntity } from '../entities/referral.entity.js';
import { ReferralLinkEntity } from '../entities/referral-link.entity.js';
import { ReferralPages } from '../pages/referral-pages.js';
import { seals } from '../seals.js';
import { linkExpiry } from './link-rules.js';

/** Makes and ends the links of facilities. */
@Injectable()
export class ReferralLinks {
  constructor(
    private readonly vault: Vault,
    private readonly pages: ReferralPages,
  ) {}

  /** A fresh link. Its token is given to the caller alone; only what finds it and seals to it is kept. */
  async create(
    manager: EntityManager,
    referral: ReferralEntity,
    to: { channel: NoticeChannel; address: string } | null,
    actor: Actor,
    now: Date,
  ): Promise<{ linkId: string; token: string; expiresAt: Date }> {
    const linkId = newId();
    const token = newToken();
    const { digest, publicKey } = capabilityFromToken(token);
    const expiresAt = linkExpiry({
      createdAt: now,
      arrivalAt: referral.arrivalAt,
      consentExpiresAt: await consentEnd(manager, referral.consentId),
    });
    await manager.insert(ReferralLinkEntity, {
      id: linkId,
      referralId: referral.id,
      tokenDigest: digest,
      publicKey,
      expiresAt,
      channel: to?.channel ?? null,
      sentToEnc: this.vault.encryptNullable(seals.linkSentTo(linkId), to?.address),
      createdBy: staffIdOf(actor),
      createdAt: now,
    });
    await this.pages.refresh(manager, referral.id, now);
    return { linkId, token, expiresAt };
  }

  /** Ends one link, or all of a referral: what was opened through them closes too. Gives how many were usable. */
  async revoke(
    manager: EntityManager,
    referralId: string,
    now: Date,
    linkId?: string,
  ): Promise<number> {
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `UPDATE referral_link SET revoked_at = $2, sealed = NULL, code_hash = NULL
       WHERE referral_id = $1 AND revoked_at IS NULL AND ($3::uuid IS NULL OR id = $3) RETURNING id`,
      [referralId, now, linkId ?? null],
    );
    return rows.length;
  }

  /** Where the facility was last written to; null when it never was. */
  async lastContact(
    manager: EntityManager,
    referralId: string,
  ): Promise<{ channel: NoticeChannel; address: string } | null> {
    const [row] = await manager.query<
      { id: string; channel: NoticeChannel; sent_to_enc: string }[]
    >(
      `SELECT id, channel, sent_to_enc FROM referral_link
       WHERE referral_id = $1 AND sent_to_enc IS NOT NULL ORDER BY created_at DESC, id DESC LIMIT 1`,
      [referralId],
    );
    if (!row) return null;
    const address = this.vault.decrypt(seals.linkSentTo(row.id), row.sent_to_enc);
    return { channel: row.channel, address };
  }
}

async function consentEnd(manager: EntityManager, consentId: string | null): Promise<Date | null> {
  if (consentId === null) return null;
  const [row] = await manager.query<{ expires_at: Date }[]>(
    `SELECT r.expires_at FROM consent_signature s JOIN consent_request r ON r.id = s.request_id
     WHERE s.id = $1`,
    [consentId],
  );
  return row?.expires_at ?? null;
}
