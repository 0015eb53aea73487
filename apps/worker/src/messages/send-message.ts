import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import type { ClosedBecause } from '#contract';
import {
  composeMail,
  MailPort,
  type MailSender,
  mailSender,
  MessageEntity,
  MessageSteps,
  MessageWords,
  ourNumber,
  type Outgoing,
  type SendOutcome,
  SendOutcomes,
  SendStart,
  SmsPort,
  UnsubscribeLinkEntity,
} from '#messages';
import { inTransaction } from '#platform';
import { type JobContext, once } from '#queue';
import { capabilityDigest, newToken } from '#vault';
import { MessageFollowThrough } from './message-follow-through.js';

/** Where the links in e-mails lead. */
export abstract class PublicAddress {
  abstract readonly url: string;
}

/** What is handed to a provider once the transaction that allowed it is committed. */
type Ready = { outgoing: Outgoing } & (
  | { from: string | null }
  | { token: string; sender: MailSender; inReplyTo: string | null }
);

/** Why nothing can be handed over at all. */
type Missing = { closedBecause: ClosedBecause } | { errorCode: string };

/**
 * Sends one message. The message leaves `queued`, and the job is done, in one transaction that is committed before the
 * provider is asked: whatever happens then, nothing asks a second time (rule R12).
 */
@Injectable()
export class SendMessage {
  constructor(
    private readonly source: DataSource,
    private readonly starts: SendStart,
    private readonly outcomes: SendOutcomes,
    private readonly steps: MessageSteps,
    private readonly words: MessageWords,
    private readonly followThrough: MessageFollowThrough,
    private readonly sms: SmsPort,
    private readonly mail: MailPort,
    private readonly site: PublicAddress,
  ) {}

  async handle({ messageId }: { messageId: string }, context: JobContext): Promise<void> {
    let ready: Ready | null = null;
    const first = await once(this.source, context, async (manager) => {
      ready = await this.#start(manager, messageId, context.now);
    });
    if (!first || ready === null) return;
    await this.#hand(ready, context.now);
  }

  async #start(manager: EntityManager, messageId: string, now: Date): Promise<Ready | null> {
    const message = await manager.findOneBy(MessageEntity, { id: messageId, state: 'queued' });
    if (!message) return null;
    const sender = await mailSender(manager);
    const from = await ourNumber(manager, message.leadId);
    const missing = this.#missing(message, sender, from);
    if (missing) {
      await this.#cannot(manager, messageId, missing, now);
      return null;
    }
    const started = await this.starts.start(manager, messageId, now);
    if (!started.go) {
      await this.followThrough.notStarted(manager, started, now);
      return null;
    }
    const { outgoing } = started;
    if (outgoing.channel === 'sms') return { outgoing, from };
    const token = await linkFor(manager, outgoing.message, now);
    return { outgoing, sender, token, inReplyTo: await this.#wireId(manager, outgoing.message) };
  }

  /** The Message-ID of what it answers, so that their program shows both together. */
  async #wireId(manager: EntityManager, { inReplyTo }: MessageEntity): Promise<string | null> {
    if (inReplyTo === null) return null;
    const answered = await manager.findOneBy(MessageEntity, { id: inReplyTo });
    return answered ? (this.words.open(answered).mail?.wireId ?? null) : null;
  }

  #missing(
    { channel }: MessageEntity,
    sender: MailSender,
    from: string | null,
  ): Missing | undefined {
    const port = channel === 'sms' ? this.sms : this.mail;
    if (!port.configured) return { closedBecause: 'provider_not_configured' };
    if (channel === 'email' && sender.postalAddress.trim() === '') {
      return { errorCode: 'no_postal_address' };
    }
    if (channel === 'sms' && from === null) return { errorCode: 'no_number' };
    return undefined;
  }

  async #cannot(
    manager: EntityManager,
    messageId: string,
    missing: Missing,
    now: Date,
  ): Promise<void> {
    const message = await this.steps.lock(manager, messageId);
    if (!(await this.steps.move(manager, message, 'failed', missing, SYSTEM, now))) return;
    await this.followThrough.settled(manager, { message, to: 'failed' }, now);
  }

  async #hand(ready: Ready, now: Date): Promise<void> {
    const { id } = ready.outgoing.message;
    const port = ready.outgoing.channel === 'sms' ? this.sms : this.mail;
    const outcome = await this.#ask(ready);
    await inTransaction(this.source, async (manager) => {
      const settled = await this.outcomes.answered(manager, id, port.provider, outcome, now);
      if (settled) await this.followThrough.settled(manager, settled, now);
    });
  }

  #ask(ready: Ready): Promise<SendOutcome> {
    const { message, to, subject, body } = ready.outgoing;
    if ('from' in ready) {
      return this.sms.send({ messageId: message.id, to, from: ready.from, body });
    }
    const { language } = message;
    const unsubscribeUrl = `${this.site.url}/unsubscribe/${ready.token}`;
    const words = { subject: subject ?? '', body, unsubscribeUrl, language };
    const { text, html } = composeMail(ready.sender, words);
    const mail = { messageId: message.id, to, subject: words.subject, text, html };
    const { inReplyTo } = ready;
    return this.mail.send({ ...mail, unsubscribeUrl, language, inReplyTo });
  }
}

/** A fresh link for this e-mail; only its digest stays here. */
async function linkFor(
  manager: EntityManager,
  { id: messageId, personId, contactPointId }: MessageEntity,
  now: Date,
): Promise<string> {
  if (!personId || !contactPointId) throw new Error('An e-mail leaves for nobody');
  const token = newToken();
  const tokenDigest = capabilityDigest(token);
  const link = { tokenDigest, messageId, personId, contactPointId, createdAt: now };
  await manager.insert(UnsubscribeLinkEntity, link);
  return token;
}
