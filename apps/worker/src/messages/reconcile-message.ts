import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  type ListedSms,
  MessageEntity,
  MessageWords,
  RECONCILE_MESSAGE,
  SendOutcomes,
  SmsPort,
} from '#messages';
import { ContactPoints } from '#people';
import { inTransaction } from '#platform';
import { enqueueJob, type JobContext } from '#queue';
import { MessageFollowThrough } from './message-follow-through.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Our clock and the provider's may differ by so much. */
const CLOCKS_DIFFER = 30 * SECOND;
/** A message that the provider's list does not show by then is left to a human. */
const LOOKED_FOR = 10 * MINUTE;
const LOOK_AGAIN_AFTER = 2 * MINUTE;

/** Finds out at the provider what became of a message whose answer was lost. It never sends anything. */
@Injectable()
export class ReconcileMessage {
  constructor(
    private readonly source: DataSource,
    private readonly words: MessageWords,
    private readonly points: ContactPoints,
    private readonly sms: SmsPort,
    private readonly outcomes: SendOutcomes,
    private readonly followThrough: MessageFollowThrough,
  ) {}

  async handle({ messageId }: { messageId: string }, context: JobContext): Promise<void> {
    const { manager } = this.source;
    const message = await manager.findOneBy(MessageEntity, { id: messageId, state: 'unknown' });
    if (!message) return;
    // A mail server keeps no list that could be asked.
    const found =
      message.channel === 'sms' ? await this.#found(message, context) : 'nothing to ask';
    if (found === 'nothing to ask') return this.#giveToHuman(message, context.now);
    const [only] = found;
    if (only && found.length === 1) return this.#settle(message, only, context.now);
    const waited = context.now.getTime() - (message.sendingAt ?? message.createdAt).getTime();
    if (found.length === 0 && waited < LOOKED_FOR) {
      const dueAt = new Date(context.now.getTime() + LOOK_AGAIN_AFTER);
      await enqueueJob(manager, RECONCILE_MESSAGE, { messageId }, { dueAt });
      return;
    }
    await this.#giveToHuman(message, context.now);
  }

  async #found(
    message: MessageEntity,
    { attempt }: JobContext,
  ): Promise<ListedSms[] | 'nothing to ask'> {
    const { manager } = this.source;
    const to = await this.#numberOf(manager, message);
    const began = (message.sendingAt ?? message.createdAt).getTime();
    const since = new Date(began - CLOCKS_DIFFER);
    let listed: ListedSms[];
    try {
      listed = await this.sms.list({ to, body: this.words.open(message).body, since });
    } catch (error) {
      if (attempt < RECONCILE_MESSAGE.attempts) throw error;
      return 'nothing to ask';
    }
    const ids = listed.map(({ providerMessageId }) => providerMessageId);
    const known = await manager.query<{ id: string }[]>(
      `SELECT provider_message_id AS id FROM message WHERE provider = $1 AND provider_message_id = ANY($2)`,
      [this.sms.provider, ids],
    );
    const others = new Set(known.map(({ id }) => id));
    return listed.filter(({ providerMessageId }) => !others.has(providerMessageId));
  }

  async #settle(message: MessageEntity, listed: ListedSms, now: Date): Promise<void> {
    const { providerMessageId, status, errorCode: code } = listed;
    const { provider } = this.sms;
    await inTransaction(this.source, async (manager) => {
      const report = { provider, providerMessageId, messageId: message.id, status, code };
      const settled = await this.outcomes.settle(manager, report, now);
      if (settled) await this.followThrough.settled(manager, settled, now);
    });
  }

  async #giveToHuman(message: MessageEntity, now: Date): Promise<void> {
    await inTransaction(this.source, (manager) =>
      this.followThrough.unknown(manager, message, now),
    );
  }

  async #numberOf(manager: EntityManager, { contactPointId }: MessageEntity): Promise<string> {
    const [row] = await manager.query<{ id: string; value_enc: string }[]>(
      'SELECT id, value_enc FROM contact_point WHERE id = $1',
      [contactPointId],
    );
    if (!row) throw new Error('A message went to no contact point');
    return this.points.valueOf(row);
  }
}
