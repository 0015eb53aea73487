import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { announce, SYSTEM } from '#audit';
import { MailPort, ourNumber, type SendOutcome, SmsPort } from '#messages';
import { inTransaction } from '#platform';
import {
  FacilityNoticeEntity,
  lockReferral,
  noticeMail,
  noticeSms,
  type NoticeSender,
  phoneWords,
  ReferralLinks,
  referralSeals,
} from '#referrals';
import { type JobContext, once } from '#queue';
import { Vault } from '#vault';
import { PublicAddress } from '../messages/send-message.js';

/** What is handed to a provider once the transaction that allowed it is committed. */
interface Ready {
  notice: FacilityNoticeEntity;
  leadId: string;
  to: string;
  sender: NoticeSender;
  from: string | null;
  url: string | null;
  code: string | null;
}

/** Notices with a link to answer at. */
const WITH_LINK = new Set(['referral', 'nudge', 'answer']);

/**
 * Sends one notice to a facility. It leaves `queued`, with a link made for it alone, in one transaction that is committed
 * before the provider is asked: whatever happens then, nothing asks a second time (rule R12).
 */
@Injectable()
export class SendFacilityNotice {
  constructor(
    private readonly source: DataSource,
    private readonly vault: Vault,
    private readonly links: ReferralLinks,
    private readonly sms: SmsPort,
    private readonly mail: MailPort,
    private readonly site: PublicAddress,
  ) {}

  async handle({ noticeId }: { noticeId: string }, context: JobContext): Promise<void> {
    let ready: Ready | null = null;
    const first = await once(this.source, context, async (manager) => {
      ready = await this.#start(manager, noticeId, context.now);
    });
    if (!first || ready === null) return;
    await this.#hand(ready, context.now);
  }

  async #start(manager: EntityManager, noticeId: string, now: Date): Promise<Ready | null> {
    const known = await manager.findOneBy(FacilityNoticeEntity, { id: noticeId });
    if (!known) return null;
    const referral = await lockReferral(manager, known.referralId);
    const notice = await manager.findOneByOrFail(FacilityNoticeEntity, { id: noticeId });
    if (notice.state !== 'queued') return null;
    const { leadId } = referral;
    const sender = await senderOf(manager);
    const from = notice.channel === 'sms' ? await ourNumber(manager, leadId) : null;
    const missing = this.#missing(notice, sender, from, referral.state);
    if (missing) {
      await settle(manager, notice, leadId, { state: 'failed', errorCode: missing });
      return null;
    }
    const to = this.vault.decrypt(referralSeals.noticeTo(notice.id), notice.toEnc);
    const link = WITH_LINK.has(notice.kind)
      ? await this.links.create(
          manager,
          referral,
          { channel: notice.channel, address: to },
          SYSTEM,
          now,
        )
      : null;
    const code = this.vault.decryptNullable(referralSeals.noticeCode(notice.id), notice.codeEnc);
    const linkId = link?.linkId ?? notice.linkId;
    const change = { state: 'sending', sendingAt: now, linkId, codeEnc: null } as const;
    await settle(manager, notice, leadId, change);
    const url = link ? `${this.site.url}/referrals/${link.token}` : null;
    return { notice, leadId, to, sender, from, url, code };
  }

  #missing(
    notice: FacilityNoticeEntity,
    sender: NoticeSender,
    from: string | null,
    state: string,
  ): string | null {
    const port = notice.channel === 'sms' ? this.sms : this.mail;
    if (!port.configured) return 'provider_not_configured';
    if (notice.channel === 'email' && sender.postalAddress.trim() === '') {
      return 'no_postal_address';
    }
    if (notice.channel === 'sms' && from === null) return 'no_number';
    // It was answered, or is over, before the reminder left.
    if (notice.kind === 'nudge' && state !== 'sent') return 'over';
    return WITH_LINK.has(notice.kind) && ENDED.has(state) ? 'over' : null;
  }

  async #hand(ready: Ready, now: Date): Promise<void> {
    const { notice, leadId } = ready;
    const outcome = await this.#ask(ready);
    await inTransaction(this.source, async (manager) => {
      await settle(manager, notice, leadId, settled(outcome, now));
    });
  }

  #ask({ notice, to, sender, from, url, code }: Ready): Promise<SendOutcome> {
    const parts = { kind: notice.kind, url, code };
    if (notice.channel === 'sms') {
      return this.sms.send({ messageId: notice.id, to, from, body: noticeSms(sender, parts) });
    }
    const { subject, text, html } = noticeMail(sender, parts);
    const mail = { messageId: notice.id, to, subject, text, html, language: 'en' };
    return this.mail.send({ ...mail, unsubscribeUrl: null });
  }
}

const ENDED = new Set(['declined', 'withdrawn', 'turned_away']);

function settled(outcome: SendOutcome, now: Date): Partial<FacilityNoticeEntity> {
  switch (outcome.result) {
    case 'accepted':
      return { state: 'sent', sentAt: now, providerMessageId: outcome.providerMessageId };
    case 'unknown':
      return { state: 'unknown' };
    case 'refused':
    case 'unreachable':
      return { state: 'failed', errorCode: outcome.code };
  }
}

async function settle(
  manager: EntityManager,
  { id, referralId }: FacilityNoticeEntity,
  leadId: string,
  change: Partial<FacilityNoticeEntity>,
): Promise<void> {
  await manager.update(FacilityNoticeEntity, { id }, change);
  announce(manager, { event: 'referral.changed', id: referralId, leadId, created: false });
}

async function senderOf(manager: EntityManager): Promise<NoticeSender> {
  const [row] = await manager.query<
    { name: string; postal_address: string; phone: string | null }[]
  >(
    `SELECT o.name, o.postal_address,
       (SELECT phone FROM tracking_number WHERE is_default AND active) AS phone
     FROM organisation o WHERE o.id = 1`,
  );
  return {
    organisation: row?.name ?? '',
    postalAddress: row?.postal_address ?? '',
    phone: phoneWords(row?.phone ?? null),
  };
}
