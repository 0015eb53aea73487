import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, AuditService } from '#audit';
import type { MessageState } from '#contract';
import { ActivityService, type NewActivity } from '#leads';
import { newId } from '#platform';
import { MessageEntity } from './message.entity.js';
import { failureSentence, messageError } from './message-errors.js';
import { MessageEventEntity } from './message-history.entity.js';
import { closedSentence } from './sending/closed-sentence.js';
import { checkMessageTransitions, mayBecome } from './states/message-states.js';

/** What changes with a step. */
export type StepChange = Partial<
  Pick<
    MessageEntity,
    | 'dueAt'
    | 'sendAt'
    | 'sendingAt'
    | 'sentAt'
    | 'deliveredAt'
    | 'closedBecause'
    | 'provider'
    | 'providerMessageId'
    | 'errorCode'
  >
>;

/** Takes messages from one state to the next, with their history, timeline, audit and live word. */
@Injectable()
export class MessageSteps {
  constructor(
    private readonly activities: ActivityService,
    private readonly audit: AuditService,
  ) {
    checkMessageTransitions();
  }

  /** Reads a message and holds it to the end of the transaction. Throws `message.not_found`. */
  async lock(manager: EntityManager, messageId: string): Promise<MessageEntity> {
    const message = await manager.findOne(MessageEntity, {
      where: { id: messageId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!message) throw messageError('message.not_found', 'There is no such message.');
    return message;
  }

  /**
   * Takes a locked message to another state. False when the table has no such step: then nothing has changed, which
   * is how a repeated or late word of a provider ends.
   */
  async move(
    manager: EntityManager,
    message: MessageEntity,
    to: MessageState,
    change: StepChange,
    actor: Actor,
    now: Date,
  ): Promise<boolean> {
    if (!mayBecome(message.state, to)) return false;
    await this.save(manager, message, { ...change, state: to }, now);
    await this.noteEvent(manager, message, now);
    await this.#tell(manager, message, actor, now);
    return true;
  }

  /** Writes a change of a locked message, its version and the live word with it. */
  async save(
    manager: EntityManager,
    message: MessageEntity,
    change: Partial<MessageEntity>,
    now: Date,
  ): Promise<void> {
    const whole = { ...change, version: message.version + 1, updatedAt: now };
    await manager.update(MessageEntity, message.id, whole);
    Object.assign(message, whole);
    announce(manager, {
      event: 'message.changed',
      id: message.id,
      leadId: message.leadId,
      created: false,
    });
  }

  /** Adds the state a message has reached to its history. */
  async noteEvent(manager: EntityManager, message: MessageEntity, now: Date): Promise<void> {
    await manager.insert(MessageEventEntity, {
      id: newId(),
      messageId: message.id,
      state: message.state,
      code: message.errorCode ?? message.closedBecause,
      at: now,
      createdAt: now,
    });
  }

  /** Puts something done to a message on record. */
  async audited(
    manager: EntityManager,
    message: MessageEntity,
    action: string,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const { id, leadId, personId, channel } = message;
    await this.audit.record(
      manager,
      {
        actor,
        action,
        resource: 'message',
        resourceId: id,
        leadId,
        personId,
        details: { channel },
      },
      now,
    );
  }

  async #tell(
    manager: EntityManager,
    message: MessageEntity,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await this.audited(manager, message, `message.${message.state}`, actor, now);
    const activity = activityOf(message, actor, now);
    if (activity) await this.activities.record(manager, activity, now);
  }
}

/** What the timeline says of the state a message has reached; nothing of the steps nobody needs to see there. */
function activityOf(message: MessageEntity, actor: Actor, at: Date): NewActivity | null {
  const { leadId, id: messageId, channel, state } = message;
  if (!leadId) return null;
  const base = { leadId, at, actor, subjectId: messageId };
  switch (state) {
    case 'sent':
    case 'delivered':
    case 'unknown':
    case 'cancelled':
      return { ...base, kind: `message.${state}`, payload: { messageId, channel } };
    case 'failed':
      return {
        ...base,
        kind: 'message.failed',
        payload: { messageId, channel, because: whyFailed(message) },
      };
    case 'draft':
    case 'queued':
    case 'sending':
    case 'received':
      return null;
  }
}

/** Why a message failed, in words. */
export function whyFailed(message: Pick<MessageEntity, 'closedBecause' | 'errorCode'>): string {
  if (message.errorCode) return failureSentence(message.errorCode);
  return closedSentence(message.closedBecause) ?? 'The reason is not known.';
}
