import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import { type ContactDecision, type ContactFacts, mayContact } from '#consent';
import type { ClosedBecause, MessageChannel, MessageMedia } from '#contract';
import { inboundLock, inLockOrder } from '#inquiries';
import { PeopleService, type PersonView } from '#people';
import { enqueueJob } from '#queue';
import { SEND_MESSAGE } from '../jobs.js';
import { MessageEntity } from '../message.entity.js';
import { MessageSteps } from '../message-steps.js';
import { MessageWords } from '../message-words.js';
import { ContactFactsQueries } from './contact-facts.js';
import { type UnprocessedInbound, UnprocessedInbounds } from './unprocessed-inbound.js';

/** A message that has left `queued`: it is handed to the provider now, and never a second time. */
export interface Outgoing {
  message: MessageEntity;
  channel: MessageChannel;
  /** Number or address. */
  to: string;
  subject: string | null;
  body: string;
  media: MessageMedia[];
}

export type SendStarted =
  | { go: true; outgoing: Outgoing }
  /** It is not waiting any more: cancelled, or sent by an earlier attempt. */
  | { go: false; because: 'not_waiting' }
  /** It may not go out now; it comes back by itself at `retryAt`, or has failed when that is null. */
  | {
      go: false;
      because: ClosedBecause;
      message: MessageEntity;
      retryAt: Date | null;
      held: UnprocessedInbound | null;
    };

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A message that could not leave for so long after it was due would come too late to make sense. */
export const HOLD_HOURS = 36;
/** The one confirmation of a stop goes out within this, or not at all. Source: 47 CFR 64.1200(a)(12). */
export const CONFIRM_MINUTES = 5;

/** Decides, at the moment of sending and on fresh facts, whether a message goes out (rule R11). */
@Injectable()
export class SendStart {
  constructor(
    private readonly people: PeopleService,
    private readonly facts: ContactFactsQueries,
    private readonly inbound: UnprocessedInbounds,
    private readonly steps: MessageSteps,
    private readonly words: MessageWords,
  ) {}

  /**
   * Runs in a transaction of its own, which has to be committed before the provider is asked. It holds the lock that
   * storing an inbound of this person takes: what was stored before is seen here, what comes later comes after the send.
   */
  async start(manager: EntityManager, messageId: string, now: Date): Promise<SendStarted> {
    const waiting = await manager.findOneBy(MessageEntity, { id: messageId, state: 'queued' });
    if (!waiting?.personId || !waiting.contactPointId) return { go: false, because: 'not_waiting' };
    const personId = await whoNow(manager, waiting.personId);
    const person = (await this.people.view(manager, [personId])).get(personId);
    const recipient = { id: personId, points: person?.points ?? [] };
    await lockInbound(manager, recipient);
    const message = await this.steps.lock(manager, messageId);
    if (message.state !== 'queued') return { go: false, because: 'not_waiting' };
    const point = person?.points.find(({ id }) => id === message.contactPointId);
    if (!point) return this.#fail(manager, message, 'address_gone', now);
    if (now > lastMoment(message)) return this.#fail(manager, message, 'held_too_long', now);
    const held = await this.inbound.earliest(manager, recipient);
    const facts = await this.facts.of(
      manager,
      {
        leadId: message.leadId,
        personId,
        contactPointId: waiting.contactPointId,
        phone: point.kind === 'phone' ? point.value : null,
        channel: message.channel,
        planned: message.intentKey !== null && message.createdBy === null,
      },
      held !== null,
      now,
    );
    const decision = decide(message, facts, now);
    if (!decision.allowed) return this.#hold(manager, message, decision, held, now);
    await this.steps.move(
      manager,
      message,
      'sending',
      { sendingAt: now, closedBecause: null },
      SYSTEM,
      now,
    );
    const { subject, body, media } = this.words.open(message);
    const { channel } = message;
    return { go: true, outgoing: { message, channel, to: point.value, subject, body, media } };
  }

  async #hold(
    manager: EntityManager,
    message: MessageEntity,
    decision: Extract<ContactDecision, { allowed: false }>,
    held: UnprocessedInbound | null,
    now: Date,
  ): Promise<SendStarted> {
    const { because } = decision;
    const retryAt = held ? nextLook(held, now) : decision.opensAt;
    if (retryAt === null) return this.#fail(manager, message, because, now);
    if (retryAt > lastMoment(message)) return this.#fail(manager, message, 'held_too_long', now);
    await this.steps.save(manager, message, { closedBecause: because, sendAt: retryAt }, now);
    await enqueueJob(manager, SEND_MESSAGE, { messageId: message.id }, { dueAt: retryAt });
    return { go: false, because, message, retryAt, held };
  }

  async #fail(
    manager: EntityManager,
    message: MessageEntity,
    closedBecause: ClosedBecause,
    now: Date,
  ): Promise<SendStarted> {
    await this.steps.move(manager, message, 'failed', { closedBecause }, SYSTEM, now);
    return { go: false, because: closedBecause, message, retryAt: null, held: null };
  }
}

/** A stop is confirmed once although nothing else may be sent any more; everything else asks the contact rules. */
function decide(message: MessageEntity, facts: ContactFacts, now: Date): ContactDecision {
  if (message.purpose !== 'stop_confirmation') return mayContact(facts, now);
  if (facts.unprocessedInbound)
    return { allowed: false, because: 'inbound_unprocessed', opensAt: null };
  if (facts.safeToText === false)
    return { allowed: false, because: 'not_safe_to_text', opensAt: null };
  return { allowed: true };
}

/** Looks again soon while the intake is at work, seldom when a human has to. */
function nextLook(held: UnprocessedInbound, now: Date): Date {
  const waited = now.getTime() - held.receivedAt.getTime();
  const pause = waited < 15 * SECOND ? 2 * SECOND : waited < 2 * MINUTE ? 15 * SECOND : MINUTE;
  return new Date(now.getTime() + pause);
}

function lastMoment(message: MessageEntity): Date {
  const held =
    message.purpose === 'stop_confirmation' ? CONFIRM_MINUTES * MINUTE : HOLD_HOURS * HOUR;
  return new Date((message.dueAt ?? message.createdAt).getTime() + held);
}

/** Somebody who turned out to be another person on record is that person now. */
async function whoNow(manager: EntityManager, personId: string): Promise<string> {
  const [row] = await manager.query<{ id: string }[]>(
    'SELECT coalesce(merged_into_id, id) AS id FROM person WHERE id = $1',
    [personId],
  );
  return row?.id ?? personId;
}

async function lockInbound(
  manager: EntityManager,
  { id: personId, points }: Pick<PersonView, 'id' | 'points'>,
): Promise<void> {
  const links = await manager.query<{ token_digest: Buffer }[]>(
    `SELECT token_digest FROM unsubscribe_link WHERE person_id = $1
     UNION SELECT i.token_digest FROM lead_inquiry li JOIN inquiry i ON i.id = li.inquiry_id
       WHERE li.requester_id IN (SELECT id FROM person WHERE id = $1 OR merged_into_id = $1)`,
    [personId],
  );
  const keys = inLockOrder([
    ...points.flatMap(({ kind, value }) => {
      const key = kind === 'phone' ? inboundLock.ofPhone(value) : inboundLock.ofEmail(value);
      return key ?? [];
    }),
    ...links.map((link) => inboundLock.ofLink(link.token_digest)),
  ]);
  if (keys.length === 0) return;
  await manager.query(
    'SELECT pg_advisory_xact_lock(key) FROM unnest($1::bigint[]) WITH ORDINALITY AS t(key, n) ORDER BY n',
    [keys],
  );
}
