import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, staffIdOf } from '#audit';
import { ConsentService } from '#consent';
import { checkVersion } from '#leads';
import type { MessageEntity } from './message.entity.js';
import { messageError } from './message-errors.js';
import { MessageSteps } from './message-steps.js';

/** Origin of the permission to answer that a confirmed e-mail carries. */
const ORIGIN = 'sender_confirmed';
const WORDING =
  'A person who writes an e-mail permits it to be answered there; a colleague confirmed another way that they wrote it.';

/**
 * Confirms that an e-mail for which nobody vouches is from whom it says. From then on it counts as theirs: it may be
 * answered, as if our mail server had vouched for it, unless they have stopped e-mails since they wrote it.
 */
@Injectable()
export class ConfirmedSenders {
  constructor(
    private readonly steps: MessageSteps,
    private readonly consents: ConsentService,
  ) {}

  /** Again changes nothing. Throws `message.not_found`, `message.not_allowed`, `record.version_conflict`. */
  async confirm(
    manager: EntityManager,
    messageId: string,
    input: { version: number },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const message = await this.steps.lock(manager, messageId);
    const { personId, contactPointId } = whose(message);
    if (message.senderConfirmedAt) return;
    checkVersion(message, input.version, { senderConfirmedAt: null }, input);
    const change = { senderConfirmedAt: now, senderConfirmedBy: staffIdOf(actor) };
    await this.steps.save(manager, message, change, now);
    await this.steps.audited(manager, message, 'message.sender_confirmed', actor, now);
    const standing = await this.consents.standing(manager, [personId]);
    if (standing.has(personId, 'email', contactPointId)) return;
    if (await stoppedSince(manager, personId, contactPointId, message.receivedAt)) return;
    const given = { personId, contactPointId, scope: 'email', decision: 'given' } as const;
    const consent = { ...given, wording: WORDING, at: now, origin: ORIGIN };
    await this.consents.record(manager, consent, actor, now);
  }

  /** Takes a confirmation back, and what it permitted where nothing else permits it. Throws like `confirm`. */
  async takeBack(
    manager: EntityManager,
    messageId: string,
    input: { version: number },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const message = await this.steps.lock(manager, messageId);
    const { personId, contactPointId } = whose(message);
    if (!message.senderConfirmedAt) return;
    checkVersion(message, input.version, { senderConfirmedAt: message.senderConfirmedAt }, input);
    const change = { senderConfirmedAt: null, senderConfirmedBy: null };
    await this.steps.save(manager, message, change, now);
    await this.steps.audited(manager, message, 'message.sender_doubted', actor, now);
    if (!(await rests(manager, personId, contactPointId))) return;
    const revoked = { personId, contactPointId, scope: 'email', decision: 'revoked' } as const;
    const wording = 'The confirmation that they wrote an e-mail was taken back.';
    await this.consents.record(
      manager,
      { ...revoked, wording, at: now, origin: ORIGIN },
      actor,
      now,
    );
  }
}

function whose(message: MessageEntity): { personId: string; contactPointId: string } {
  const { direction, channel, senderProven, personId, contactPointId } = message;
  if (direction !== 'in' || channel !== 'email' || senderProven !== false) {
    throw messageError('message.not_allowed', 'There is nothing to confirm about its sender.');
  }
  if (!personId || !contactPointId) {
    throw messageError(
      'message.not_allowed',
      'Nobody is on record with this address. Put it on a person first.',
    );
  }
  return { personId, contactPointId };
}

/** They took e-mails back after they wrote it: that counts, whoever confirms what they wrote before. */
async function stoppedSince(
  manager: EntityManager,
  personId: string,
  contactPointId: string,
  since: Date | null,
): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `SELECT 1 FROM consent WHERE scope = 'email' AND decision = 'revoked' AND origin <> $4
       AND (contact_point_id = $2 OR contact_point_id IS NULL) AND at >= $3
       AND person_id IN (SELECT id FROM person WHERE id = $1 OR merged_into_id = $1) LIMIT 1`,
    [personId, contactPointId, since ?? new Date(0), ORIGIN],
  );
  return rows.length > 0;
}

/** Whether e-mails to them rest on nothing but confirmations, none of which is left. */
async function rests(
  manager: EntityManager,
  personId: string,
  contactPointId: string,
): Promise<boolean> {
  const [latest] = await manager.query<{ ours: boolean }[]>(
    `SELECT c.decision = 'given' AND c.origin = $3 AND NOT EXISTS (SELECT 1 FROM message m
         WHERE m.contact_point_id = $2 AND m.person_id = $1 AND m.sender_confirmed_at IS NOT NULL) AS ours
     FROM consent c WHERE c.scope = 'email' AND (c.contact_point_id = $2 OR c.contact_point_id IS NULL)
       AND c.person_id IN (SELECT id FROM person WHERE id = $1 OR merged_into_id = $1)
     ORDER BY c.at DESC, c.id DESC LIMIT 1`,
    [personId, contactPointId, ORIGIN],
  );
  return latest?.ours ?? false;
}
