import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, staffIdOf } from '#audit';
import {
  lockScreenText,
  type MessageChannel,
  type MessageMedia,
  type MessagePurpose,
  unsafeWord,
} from '#contract';
import { ActivityService, checkVersion } from '#leads';
import { newId } from '#platform';
import { enqueueJob } from '#queue';
import { SEND_MESSAGE } from './jobs.js';
import { MessageEntity } from './message.entity.js';
import { messageError } from './message-errors.js';
import { MessageSteps } from './message-steps.js';
import { type MailPart, MessageWords } from './message-words.js';

/** A message to somebody on a lead. */
export interface NewMessage {
  leadId: string | null;
  personId: string;
  contactPointId: string;
  channel: MessageChannel;
  /** Of an e-mail. */
  subject?: string | null;
  body: string;
  language?: string;
  templateTextId?: string | null;
  purpose?: MessagePurpose;
  /** The same key again gives the message that is there: a planned step is sent once. */
  intentKey?: string | null;
  inReplyTo?: string | null;
  retryOf?: string | null;
}

/** A message that came in. */
export interface ReceivedMessage {
  leadId: string | null;
  personId: string | null;
  contactPointId: string | null;
  channel: MessageChannel;
  subject?: string | null;
  body: string;
  media: MessageMedia[];
  /** Of an e-mail. */
  mail?: MailPart;
  /** Of an e-mail: our mail server vouches for its address. */
  senderProven?: boolean;
  /** The message of ours that it answers. */
  inReplyTo?: string | null;
  language: string;
  provider: string;
  /** Unique with the provider: the same message again is not kept twice. */
  providerMessageId: string;
  inquiryId: string;
  receivedAt: Date;
  /** Nobody needs to answer it: a stop word, say. */
  handled: boolean;
}

/** Keeps messages. Every method belongs into the caller's transaction; nudge the relay after the commit. */
@Injectable()
export class MessageService {
  constructor(
    private readonly words: MessageWords,
    private readonly steps: MessageSteps,
    private readonly activities: ActivityService,
  ) {}

  /**
   * Writes a message that is not sent yet.
   * @throws DomainError `message.unsafe_content` when a lock screen would show a word it must not, `request.invalid`
   *   for an e-mail without a subject or a contact point that is not this person's
   */
  async draft(
    manager: EntityManager,
    message: NewMessage,
    actor: Actor,
    now: Date,
  ): Promise<{ messageId: string; created: boolean }> {
    refuseUnsafe(message);
    await refuseForeignPoint(manager, message);
    const id = newId();
    const [added] = await manager.query<{ id: string }[]>(
      `INSERT INTO message (id, lead_id, person_id, contact_point_id, channel, direction, purpose, state, subject_enc,
         body_enc, language, template_text_id, intent_key, in_reply_to, retry_of, created_by, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, 'out', $6, 'draft', $7, $8, $9, $10, $11, $12, $13, $14, $15, $15)
       ON CONFLICT (intent_key) WHERE intent_key IS NOT NULL DO NOTHING RETURNING id`,
      [
        id,
        message.leadId,
        message.personId,
        message.contactPointId,
        message.channel,
        message.purpose ?? 'conversation',
        ...sealed(this.words.seal(id, { subject: message.subject ?? null, body: message.body })),
        message.language ?? 'en',
        message.templateTextId ?? null,
        message.intentKey ?? null,
        message.inReplyTo ?? null,
        message.retryOf ?? null,
        staffIdOf(actor),
        now,
      ],
    );
    if (!added) return { messageId: await this.#known(manager, message), created: false };
    const row = await this.steps.lock(manager, id);
    await this.steps.noteEvent(manager, row, now);
    await this.steps.audited(manager, row, 'message.drafted', actor, now);
    announce(manager, { event: 'message.changed', id, leadId: row.leadId, created: true });
    return { messageId: id, created: true };
  }

  /**
   * Hands a draft to be sent, at once or at `sendAt`; whether it may go out is decided then. `dueAt`: since when it is
   * due, where that is longer ago. What it answers is handled. Throws `message.not_found`, `message.not_allowed`, `record.version_conflict`.
   */
  async send(
    manager: EntityManager,
    messageId: string,
    input: { version?: number; sendAt?: Date | null; dueAt?: Date },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const message = await this.steps.lock(manager, messageId);
    checkVersion(message, input.version, { state: message.state }, input);
    const sendAt = input.sendAt && input.sendAt > now ? input.sendAt : null;
    const change = { sendAt, dueAt: input.dueAt ?? sendAt ?? now };
    const moved = await this.steps.move(manager, message, 'queued', change, actor, now);
    if (!moved) throw notAllowed('Only a draft can be sent.');
    await enqueueJob(manager, SEND_MESSAGE, { messageId }, { dueAt: sendAt ?? now });
    if (message.leadId) {
      const { subject, body } = this.words.open(message);
      const payload = {
        messageId,
        channel: message.channel,
        subject,
        body,
        sendAt: sendAt?.toISOString() ?? null,
      };
      const { leadId } = message;
      await this.activities.record(
        manager,
        { leadId, kind: 'message.queued', payload, at: now, actor, subjectId: messageId },
        now,
      );
    }
    if (actor.kind === 'staff') await this.#answered(manager, message, actor, now);
  }

  /** `draft` and `send` in one; a message that an `intentKey` has made before is left as it is. */
  async plan(
    manager: EntityManager,
    message: NewMessage,
    when: { sendAt?: Date | null; dueAt?: Date },
    actor: Actor,
    now: Date,
  ): Promise<{ messageId: string; created: boolean }> {
    const drafted = await this.draft(manager, message, actor, now);
    if (drafted.created) await this.send(manager, drafted.messageId, when, actor, now);
    return drafted;
  }

  /** Calls off what has not left yet. Throws like `send`. */
  async cancel(
    manager: EntityManager,
    messageId: string,
    input: { version?: number },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const message = await this.steps.lock(manager, messageId);
    checkVersion(message, input.version, { state: message.state }, input);
    if (await this.steps.move(manager, message, 'cancelled', {}, actor, now)) return;
    throw notAllowed('This message has left already, or is over.');
  }

  /**
   * Sends the words of a failed message again, as a new message: once, by hand. Never for one whose outcome is not
   * known (rule R12). Gives the new one's id. Throws like `send`.
   */
  async retryByHand(
    manager: EntityManager,
    messageId: string,
    input: { version?: number },
    actor: Actor & { kind: 'staff' },
    now: Date,
  ): Promise<string> {
    const failed = await this.steps.lock(manager, messageId);
    checkVersion(failed, input.version, { state: failed.state }, input);
    const { personId, contactPointId } = failed;
    if (failed.state !== 'failed' || !personId || !contactPointId) {
      throw notAllowed('Only a message that failed can be sent again.');
    }
    const [repeated] = await manager.query<unknown[]>('SELECT 1 FROM message WHERE retry_of = $1', [
      messageId,
    ]);
    if (repeated) throw notAllowed('This message was sent again already.');
    if (!failed.handledAt) await this.#handle(manager, failed, actor, now);
    const { leadId, channel, language, templateTextId, inReplyTo } = failed;
    const { subject, body } = this.words.open(failed);
    const again = {
      leadId,
      personId,
      contactPointId,
      channel,
      language,
      templateTextId,
      inReplyTo,
    };
    const retry = { ...again, subject, body, retryOf: messageId };
    return (await this.plan(manager, retry, {}, actor, now)).messageId;
  }

  /** Keeps a message that came in. Gives its id; null when it is there already. */
  async receive(
    manager: EntityManager,
    message: ReceivedMessage,
    now: Date,
  ): Promise<string | null> {
    const id = newId();
    const words = this.words.seal(id, {
      subject: message.subject ?? null,
      body: message.body,
      media: message.media,
      mail: message.mail ?? null,
    });
    const [added] = await manager.query<{ id: string }[]>(
      `INSERT INTO message (id, lead_id, person_id, contact_point_id, channel, direction, state, subject_enc, body_enc,
         media_enc, language, provider, provider_message_id, inquiry_id, received_at, handled_at, created_at, updated_at,
         mail_enc, in_reply_to, sender_proven)
       VALUES ($1, $2, $3, $4, $5, 'in', 'received', $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16, $17, $18)
       ON CONFLICT (provider, provider_message_id) WHERE provider_message_id IS NOT NULL DO NOTHING RETURNING id`,
      [
        id,
        message.leadId,
        message.personId,
        message.contactPointId,
        message.channel,
        words.subjectEnc,
        words.bodyEnc,
        words.mediaEnc,
        message.language,
        message.provider,
        message.providerMessageId,
        message.inquiryId,
        message.receivedAt,
        message.handled ? now : null,
        now,
        words.mailEnc,
        message.inReplyTo ?? null,
        message.senderProven ?? null,
      ],
    );
    if (!added) return null;
    const row = await this.steps.lock(manager, id);
    await this.steps.noteEvent(manager, row, now);
    await this.steps.audited(manager, row, 'message.received', { kind: 'person' }, now);
    announce(manager, { event: 'message.changed', id, leadId: row.leadId, created: true });
    return id;
  }

  /** Marks what came in, or did not get out, as dealt with; again changes nothing. Throws like `send`. */
  async markHandled(
    manager: EntityManager,
    messageId: string,
    input: { version?: number },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const message = await this.steps.lock(manager, messageId);
    if (message.direction === 'out' && message.state !== 'failed' && message.state !== 'unknown') {
      throw notAllowed('There is nothing to deal with: it came from us, and nothing went wrong.');
    }
    if (message.handledAt) return;
    checkVersion(message, input.version, { handledAt: message.handledAt }, input);
    await this.#handle(manager, message, actor, now);
  }

  async #handle(
    manager: EntityManager,
    message: MessageEntity,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const change = { handledAt: now, handledBy: staffIdOf(actor) };
    await this.steps.save(manager, message, change, now);
    await this.steps.audited(manager, message, 'message.handled', actor, now);
  }

  /** Whoever writes back has dealt with what was written before. */
  async #answered(
    manager: EntityManager,
    message: MessageEntity,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const open = await manager.query<{ id: string }[]>(
      `SELECT id FROM message WHERE direction = 'in' AND handled_at IS NULL
         AND ((contact_point_id = $1 AND lead_id IS NOT DISTINCT FROM $2) OR id = $3) ORDER BY id`,
      [message.contactPointId, message.leadId, message.inReplyTo],
    );
    for (const { id } of open) {
      await this.#handle(manager, await this.steps.lock(manager, id), actor, now);
    }
  }

  async #known(manager: EntityManager, { intentKey }: NewMessage): Promise<string> {
    const [row] = await manager.query<{ id: string }[]>(
      'SELECT id FROM message WHERE intent_key = $1',
      [intentKey],
    );
    if (!row) throw new Error('A message was neither made nor found');
    return row.id;
  }
}

function sealed(words: ReturnType<MessageWords['seal']>) {
  return [words.subjectEnc, words.bodyEnc] as const;
}

function notAllowed(sentence: string) {
  return messageError('message.not_allowed', sentence);
}

function refuseUnsafe(message: NewMessage): void {
  if (message.channel === 'email' && !message.subject) {
    const sentence = 'An e-mail needs a subject.';
    throw messageError('request.invalid', sentence, { errors: { subject: sentence } });
  }
  const word = unsafeWord(lockScreenText(message));
  if (word === null) return;
  const sentence = `“${word}” would show on a lock screen. Please say it without this word.`;
  const field =
    message.channel === 'email' && unsafeWord(message.subject ?? '') ? 'subject' : 'body';
  throw messageError('message.unsafe_content', sentence, { errors: { [field]: sentence } });
}

/** The number or address has to be this person's, of the right kind, and the person on the lead. */
async function refuseForeignPoint(manager: EntityManager, message: NewMessage): Promise<void> {
  const kind = message.channel === 'sms' ? 'phone' : 'email';
  const [row] = await manager.query<unknown[]>(
    `SELECT 1 FROM person_contact c JOIN contact_point p ON p.id = c.contact_point_id
     WHERE c.person_id = $1 AND c.contact_point_id = $2 AND p.kind = $3
       AND ($4::uuid IS NULL OR EXISTS (SELECT 1 FROM lead l WHERE l.id = $4 AND (l.patient_id = $1
         OR EXISTS (SELECT 1 FROM lead_contact x WHERE x.lead_id = l.id AND x.ended_at IS NULL AND x.person_id = $1))))`,
    [message.personId, message.contactPointId, kind, message.leadId],
  );
  if (row) return;
  const sentence =
    kind === 'phone'
      ? 'Please choose a phone number of somebody on this lead.'
      : 'Please choose an e-mail address of somebody on this lead.';
  throw messageError('request.invalid', sentence, { errors: { contactPointId: sentence } });
}
