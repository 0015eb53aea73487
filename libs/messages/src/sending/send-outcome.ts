import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import type { MessageState } from '#contract';
import { enqueueJob } from '#queue';
import { RECONCILE_MESSAGE } from '../jobs.js';
import type { MessageEntity } from '../message.entity.js';
import { MessageSteps } from '../message-steps.js';
import type { SendOutcome } from '../providers/ports.js';

/** A provider's word on a message. */
export interface ProviderReport {
  provider: string;
  providerMessageId: string;
  /** Our own id, where the report carries it; of an e-mail it is part of the Message-ID. */
  messageId: string | null;
  /** Twilio's word: `queued`, `sent`, `delivered`, `undelivered`, `failed`, … */
  status: string;
  code: string | null;
}

/** What a word or an answer has changed. */
export interface Settled {
  message: MessageEntity;
  to: MessageState;
}

const SECOND = 1000;
/** The provider's list is read this long after an answer was lost; by then it shows what was taken. */
const RECONCILE_AFTER = 20 * SECOND;
/** A message that is `sending` for so long lost its process: nobody waits for its answer any more. */
export const LOST_AFTER_SECONDS = 60;

/** Source: Twilio's message statuses. Whatever is under way at the provider has been taken by it. */
const STATE_OF_STATUS: Readonly<Record<string, MessageState>> = {
  accepted: 'sent',
  scheduled: 'sent',
  queued: 'sent',
  sending: 'sent',
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
};

/** Writes down what became of messages that have left. Every method belongs into the caller's transaction. */
@Injectable()
export class SendOutcomes {
  constructor(private readonly steps: MessageSteps) {}

  /** The provider's answer to a send. Null when a report was faster and said more. */
  async answered(
    manager: EntityManager,
    messageId: string,
    provider: string,
    outcome: SendOutcome,
    now: Date,
  ): Promise<Settled | null> {
    const message = await this.steps.lock(manager, messageId);
    switch (outcome.result) {
      case 'accepted': {
        const { providerMessageId } = outcome;
        return this.#to(
          manager,
          message,
          'sent',
          { provider, providerMessageId, sentAt: now },
          now,
        );
      }
      case 'refused':
      case 'unreachable':
        return this.#to(manager, message, 'failed', { provider, errorCode: outcome.code }, now);
      case 'unknown':
        return this.#unknown(manager, message, provider, now);
    }
  }

  /** A status callback, in any order and any number. Null when it says nothing new. */
  async settle(manager: EntityManager, report: ProviderReport, now: Date): Promise<Settled | null> {
    const message = await this.#find(manager, report);
    const state = STATE_OF_STATUS[report.status];
    if (!message || !state) return null;
    const { provider, providerMessageId, code } = report;
    return this.#to(
      manager,
      message,
      state,
      {
        provider,
        providerMessageId,
        sentAt: message.sentAt ?? now,
        ...(state === 'delivered' ? { deliveredAt: now } : {}),
        ...(state === 'failed' ? { errorCode: code ?? report.status } : {}),
      },
      now,
    );
  }

  /** Messages whose process ended between asking the provider and writing its answer become `unknown`. */
  async findLost(manager: EntityManager, now: Date): Promise<Settled[]> {
    const before = new Date(now.getTime() - LOST_AFTER_SECONDS * SECOND);
    const lost = await manager.query<{ id: string }[]>(
      `SELECT id FROM message WHERE state = 'sending' AND sending_at < $1 ORDER BY sending_at
       LIMIT 100 FOR UPDATE SKIP LOCKED`,
      [before],
    );
    const settled: Settled[] = [];
    for (const { id } of lost) {
      const message = await this.steps.lock(manager, id);
      const one = await this.#unknown(manager, message, message.provider, now);
      if (one) settled.push(one);
    }
    return settled;
  }

  /** The message a report is about, locked. Ours by our own id only if the provider's id does not contradict. */
  async #find(manager: EntityManager, report: ProviderReport): Promise<MessageEntity | null> {
    const { provider, providerMessageId, messageId } = report;
    const [row] = await manager.query<{ id: string }[]>(
      `SELECT id FROM message WHERE provider = $1 AND provider_message_id = $2 AND direction = 'out'
       UNION ALL
       SELECT id FROM message WHERE id = $3 AND direction = 'out' AND (channel = 'email' OR provider_message_id IS NULL)
       LIMIT 1`,
      [provider, providerMessageId, messageId],
    );
    return row ? this.steps.lock(manager, row.id) : null;
  }

  async #unknown(
    manager: EntityManager,
    message: MessageEntity,
    provider: string | null,
    now: Date,
  ): Promise<Settled | null> {
    const settled = await this.#to(manager, message, 'unknown', { provider }, now);
    if (settled) {
      const dueAt = new Date(now.getTime() + RECONCILE_AFTER);
      await enqueueJob(manager, RECONCILE_MESSAGE, { messageId: message.id }, { dueAt });
    }
    return settled;
  }

  async #to(
    manager: EntityManager,
    message: MessageEntity,
    to: MessageState,
    change: Parameters<MessageSteps['move']>[3],
    now: Date,
  ): Promise<Settled | null> {
    const moved = await this.steps.move(manager, message, to, change, SYSTEM, now);
    // The answer may come after the first report: then only the provider's id is new.
    if (!moved && message.providerMessageId === null && change.providerMessageId) {
      const { provider = null, providerMessageId } = change;
      await this.steps.save(manager, message, { provider, providerMessageId }, now);
    }
    return moved ? { message, to } : null;
  }
}
