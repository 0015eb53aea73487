import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type ActOutcome, type FacilityAct, FacilityPage } from '#contract';
import { OrganisationService } from '#content';
import { beforeCommit } from '#platform';
import { sealToCapability, Vault } from '#vault';
import { ReferralEntity } from '../entities/referral.entity.js';
import type { ReferralLinkEntity } from '../entities/referral-link.entity.js';
import { facilityActs } from '../links/link-rules.js';
import { Places } from '../places/places.js';
import { seals } from '../seals.js';
import { maskedAddress } from './mask.js';

/** What came of the last thing sent from a link's page. */
export interface Latest {
  act: FacilityAct;
  outcome: ActOutcome;
  at: Date;
}

type LinkRow = Pick<ReferralLinkEntity, 'id'> & {
  public_key: Buffer;
  expires_at: Date;
  sent_to_enc: string | null;
  code_hash: Buffer | null;
  code_expires_at: Date | null;
};

/** Writes what the pages behind facilities' links show, each sealed to its own token. */
@Injectable()
export class ReferralPages {
  /** What the pages are to say of the last answer, until they are written at the end of the transaction. */
  readonly #latest = new WeakMap<EntityManager, Map<string, Latest>>();

  constructor(
    private readonly vault: Vault,
    private readonly places: Places,
    private readonly organisation: OrganisationService,
  ) {}

  /** Writes them anew at the end of the transaction, once, however much of the referral changes. */
  refresh(manager: EntityManager, referralId: string, now: Date): Promise<void> {
    return beforeCommit(manager, `referral-pages:${referralId}`, () =>
      this.#write(manager, referralId, now),
    );
  }

  /** The same, where one link's page has to say what came of what was sent from it. */
  async answered(
    manager: EntityManager,
    referralId: string,
    linkId: string,
    latest: Latest,
    now: Date,
  ): Promise<void> {
    const said = this.#latest.get(manager) ?? new Map<string, Latest>();
    this.#latest.set(manager, said.set(linkId, latest));
    await this.refresh(manager, referralId, now);
  }

  async #write(manager: EntityManager, referralId: string, now: Date): Promise<void> {
    const links = await manager.query<LinkRow[]>(
      `SELECT id, public_key, expires_at, sent_to_enc, code_hash, code_expires_at FROM referral_link
       WHERE referral_id = $1 AND revoked_at IS NULL AND expires_at > $2`,
      [referralId, now],
    );
    if (links.length === 0) return;
    const referral = await manager.findOneByOrFail(ReferralEntity, { id: referralId });
    const place = await this.places.ofProgram(manager, referral.programId);
    const { timeZone } = await this.organisation.workingTime(manager);
    const [notes] = await manager.query<{ answered: boolean }[]>(
      `SELECT EXISTS (SELECT 1 FROM referral_note WHERE referral_id = $1 AND sender = 'staff') AS answered`,
      [referralId],
    );
    for (const link of links) {
      const latest = this.#latest.get(manager)?.get(link.id);
      const sentTo = this.vault.decryptNullable(seals.linkSentTo(link.id), link.sent_to_enc);
      const page = FacilityPage.parse({
        state: referral.state,
        programName: place.programName,
        facilityName: place.facilityName,
        sentAt: referral.sentAt?.toISOString() ?? null,
        arrivalAt: referral.arrivalAt?.toISOString() ?? null,
        expiresAt: link.expires_at.toISOString(),
        acts: facilityActs(referral.state),
        latest: latest ? { ...latest, at: latest.at.toISOString() } : null,
        codeGoesTo: sentTo ? maskedAddress(sentTo) : null,
        codeWaiting:
          link.code_hash !== null && link.code_expires_at !== null && link.code_expires_at > now,
        answered: notes?.answered ?? false,
        timeZone,
        updatedAt: now.toISOString(),
      } satisfies FacilityPage);
      const sealed = sealToCapability(link.public_key, Buffer.from(JSON.stringify(page)));
      await manager.query('UPDATE referral_link SET sealed = $2, sealed_at = $3 WHERE id = $1', [
        link.id,
        sealed,
        now,
      ]);
    }
  }
}
