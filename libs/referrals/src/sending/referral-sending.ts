import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditService } from '#audit';
import type { ReferralSending as Sending } from '#contract';
import { TaskService } from '#follow-up';
import { checkVersion } from '#leads';
import { normaliseEmail, normalisePhone } from '#people';
import { Vault } from '#vault';
import type { ReferralEntity } from '../entities/referral.entity.js';
import { ReferralLinks } from '../links/referral-links.js';
import { ReferralMoves } from '../moves/referral-moves.js';
import { FacilityNotices } from '../notices/facility-notices.js';
import { Disclosures } from '../packet/disclosures.js';
import { Packets } from '../packet/packets.js';
import { lockReferral, referralError } from '../referral-error.js';
import { seals } from '../seals.js';
import { linkUsable } from '../links/link-rules.js';
import { ReferralLinkEntity } from '../entities/referral-link.entity.js';
import { isOnTheWay } from '../states/transitions.js';
import { SendingReadiness } from './readiness.js';

/** A token that was made for a link handed over by hand; null: the worker sends one of its own, or it is a fax. */
export interface Handed {
  token: string | null;
  expiresAt: Date | null;
}

/** Sends referrals to facilities, and more links of them. Every method belongs into the caller's transaction. */
@Injectable()
export class ReferralSending {
  constructor(
    private readonly vault: Vault,
    private readonly moves: ReferralMoves,
    private readonly readiness: SendingReadiness,
    private readonly links: ReferralLinks,
    private readonly notices: FacilityNotices,
    private readonly packets: Packets,
    private readonly disclosures: Disclosures,
    private readonly tasks: TaskService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Sends a draft. Throws `referral.not_found`, `record.version_conflict`, `referral.not_ready` with what is missing in
   * `details.missing` (rules R10, R14), `request.invalid` for an address that is none.
   */
  async send(
    manager: EntityManager,
    referralId: string,
    input: Sending,
    actor: Actor,
    now: Date,
  ): Promise<Handed> {
    const referral = await lockReferral(manager, referralId);
    checkVersion(referral, input.version, { state: referral.state }, { state: 'sent' });
    const emergency = input.emergencyReason !== undefined;
    const { needs, consentId } = await this.readiness.of(manager, referral, { emergency }, now);
    if (needs.length > 0) {
      throw referralError('referral.not_ready', `Sending needs: ${needs.join('; ')}.`, {
        details: { missing: needs },
      });
    }
    // An emergency with a consent is a disclosure by consent.
    referral.consentId = consentId;
    referral.emergencyReasonEnc = consentId
      ? null
      : this.vault.encryptNullable(seals.emergencyReason(referral.id), input.emergencyReason);
    await this.moves.move(manager, referral, { to: 'sent', mover: 'staff' }, actor, now);
    await this.#settleTasks(manager, referral, actor, now);
    if (input.way === 'fax') {
      const packet = await this.packets.of(manager, referral, now);
      await this.disclosures.record(manager, referral, packet, { way: 'fax' }, actor, now);
      return { token: null, expiresAt: null };
    }
    return this.#tell(manager, referral, input.way, input.to, actor, now);
  }

  /** Another link of a referral that was sent; the others go on, or end. Throws `referral.not_ready`. */
  async sendAgain(
    manager: EntityManager,
    referralId: string,
    input: { way: 'email' | 'sms' | 'hand'; to?: string | undefined; revokeOthers: boolean },
    actor: Actor,
    now: Date,
  ): Promise<Handed> {
    const referral = await lockReferral(manager, referralId);
    if (!isOnTheWay(referral.state) && referral.state !== 'arrived') {
      throw referralError('referral.not_ready', 'Only a referral that is under way has links.');
    }
    if (input.revokeOthers) await this.links.revoke(manager, referral.id, now);
    return this.#tell(manager, referral, input.way, input.to, actor, now);
  }

  /** Ends one link. Throws `referral_link.not_found`. */
  async revokeLink(
    manager: EntityManager,
    referralId: string,
    linkId: string,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const referral = await lockReferral(manager, referralId);
    const link = await manager.findOneBy(ReferralLinkEntity, { id: linkId, referralId });
    if (!link) throw referralError('referral_link.not_found', 'There is no such link.');
    if (!linkUsable(link, now)) return;
    await this.links.revoke(manager, referralId, now, linkId);
    const { leadId } = referral;
    const entry = { action: 'referral.link_revoked', resource: 'referral', resourceId: referralId };
    await this.audit.record(manager, { actor, ...entry, leadId, details: { linkId } }, now);
  }

  /** What asked for this to be sent has happened. */
  async #settleTasks(
    manager: EntityManager,
    { leadId, consentId, proposedAfterId }: ReferralEntity,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const open = await manager.query<{ id: string }[]>(
      `SELECT t.id FROM task t WHERE t.lead_id = $1 AND t.done_at IS NULL AND t.dropped_at IS NULL
         AND (t.origin_key = 'referral-next:' || $2::text OR t.origin_key = (SELECT 'consent-signed:' || s.request_id
           FROM consent_signature s WHERE s.id = $3)) ORDER BY t.id`,
      [leadId, proposedAfterId, consentId],
    );
    for (const { id } of open) await this.tasks.complete(manager, id, {}, actor, now);
  }

  async #tell(
    manager: EntityManager,
    referral: ReferralEntity,
    way: 'email' | 'sms' | 'hand',
    to: string | undefined,
    actor: Actor,
    now: Date,
  ): Promise<Handed> {
    const { id: resourceId, leadId } = referral;
    const entry = { action: 'referral.link_made', resource: 'referral', resourceId, leadId };
    await this.audit.record(manager, { actor, ...entry, details: { way } }, now);
    if (way === 'hand') {
      const address = to ? addressOf(to) : null;
      const { token, expiresAt } = await this.links.create(manager, referral, address, actor, now);
      return { token, expiresAt };
    }
    const { channel, address } = addressOf(to ?? '', way);
    await this.notices.queue(manager, { referral, kind: 'referral', channel, address }, actor, now);
    return { token: null, expiresAt: null };
  }
}

/** An e-mail address or a phone number as it was typed. Throws `request.invalid`. */
function addressOf(
  typed: string,
  way?: 'email' | 'sms',
): { channel: 'email' | 'sms'; address: string } {
  const channel = way ?? (typed.includes('@') ? 'email' : 'sms');
  const address = channel === 'email' ? normaliseEmail(typed) : normalisePhone(typed);
  if (address) return { channel, address };
  const sentence =
    channel === 'email'
      ? 'Please give an e-mail address such as admissions@example.org.'
      : 'Please give a phone number such as +15125550100.';
  throw referralError('request.invalid', sentence, { errors: { to: sentence } });
}
