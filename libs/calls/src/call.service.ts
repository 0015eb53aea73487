import type { EntityManager } from 'typeorm';
import { newId } from '#platform';
import { Injectable } from '@nestjs/common';
import { Vault } from '#vault';
import { CallEntity } from './call.entity.js';
import {
  CALL_STATE_RANK,
  type CallDirection,
  type CallEvent,
  type CallFacts,
  callOutcome,
  factsOf,
  mergeCall,
  settledState,
} from './call-states.js';

/** Which call an event belongs to. */
export interface CallIdentity {
  provider: string;
  providerCallId: string;
  direction: CallDirection;
}

/** A call before and after an event. */
export interface CallChange {
  call: CallEntity;
  /** The outcome was open, or another one, before this event. */
  outcomeChanged: boolean;
}

/**
 * Keeps the one row of each call. Every method belongs into the caller's transaction and locks the
 * row, so that events of one call that are worked at the same time wait for each other.
 */
@Injectable()
export class CallService {
  constructor(private readonly vault: Vault) {}

  /** Adds what an event says; an event known already changes nothing. */
  async applyEvent(
    manager: EntityManager,
    identity: CallIdentity,
    event: CallEvent,
    now: Date,
  ): Promise<CallChange> {
    const inserted = await this.#insertFirst(manager, identity, event, now);
    const call = await this.#locked(manager, identity);
    if (inserted) return { call, outcomeChanged: call.outcome !== null };
    return this.#write(manager, call, mergeCall(this.factsOf(call), event), now);
  }

  /** Decides what became of a call that has ended and of which nothing more was heard. */
  async settle(manager: EntityManager, callId: string, now: Date): Promise<CallChange | null> {
    const call = await manager.findOne(CallEntity, {
      where: { id: callId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!call) return null;
    const facts = this.factsOf(call);
    return this.#write(manager, call, { ...facts, state: settledState(facts.state) }, now);
  }

  /** Ties a call to its lead and the other side's contact point. A call keeps the lead it has. */
  async attach(
    manager: EntityManager,
    callId: string,
    to: { leadId?: string; contactPointId?: string | null; trackingNumberId?: string | null },
  ): Promise<void> {
    await manager.query(
      `UPDATE call SET lead_id = COALESCE(lead_id, $2),
         contact_point_id = COALESCE(contact_point_id, $3),
         tracking_number_id = COALESCE(tracking_number_id, $4)
       WHERE id = $1`,
      [callId, to.leadId ?? null, to.contactPointId ?? null, to.trackingNumberId ?? null],
    );
  }

  /** What is known of a call, its recording's address decrypted. */
  factsOf(call: CallEntity): CallFacts {
    const url = this.vault.decryptNullable(recordingOf(call.id), call.recordingEnc);
    return {
      state: call.state,
      startedAt: call.startedAt,
      answeredAt: call.answeredAt,
      endedAt: call.endedAt,
      durationSeconds: call.durationSeconds,
      talkSeconds: call.talkSeconds,
      recording: url === null ? null : { url, seconds: call.recordingSeconds },
    };
  }

  /** True when this event is the first of its call. */
  async #insertFirst(
    manager: EntityManager,
    identity: CallIdentity,
    event: CallEvent,
    now: Date,
  ): Promise<boolean> {
    const id = newId();
    const result = await manager
      .createQueryBuilder()
      .insert()
      .into(CallEntity)
      .values({
        id,
        ...identity,
        ...this.#columnsOf(id, factsOf(event)),
        createdAt: now,
        updatedAt: now,
      })
      .orIgnore()
      .returning('id')
      .execute();
    return (result.raw as unknown[]).length > 0;
  }

  async #locked(manager: EntityManager, identity: CallIdentity): Promise<CallEntity> {
    return manager.findOneOrFail(CallEntity, {
      where: { provider: identity.provider, providerCallId: identity.providerCallId },
      lock: { mode: 'pessimistic_write' },
    });
  }

  async #write(
    manager: EntityManager,
    call: CallEntity,
    facts: CallFacts,
    now: Date,
  ): Promise<CallChange> {
    const before = this.factsOf(call);
    if (sameFacts(before, facts)) return { call, outcomeChanged: false };
    const columns = this.#columnsOf(call.id, facts);
    await manager
      .createQueryBuilder()
      .update(CallEntity)
      .set({ ...columns, version: call.version + 1, updatedAt: now })
      // The lock makes this certain; the database says it once more.
      .where('id = :id AND state_rank <= :rank', { id: call.id, rank: columns.stateRank })
      .execute();
    const outcomeChanged = columns.outcome !== call.outcome;
    return {
      call: Object.assign(call, columns, { version: call.version + 1, updatedAt: now }),
      outcomeChanged,
    };
  }

  #columnsOf(id: string, facts: CallFacts) {
    return {
      state: facts.state,
      stateRank: CALL_STATE_RANK[facts.state],
      outcome: callOutcome(facts),
      voicemail: facts.state === 'voicemail',
      startedAt: facts.startedAt,
      answeredAt: facts.answeredAt,
      endedAt: facts.endedAt,
      durationSeconds: facts.durationSeconds,
      talkSeconds: facts.talkSeconds,
      recordingEnc: this.vault.encryptNullable(recordingOf(id), facts.recording?.url),
      recordingSeconds: facts.recording?.seconds ?? null,
    };
  }
}

function recordingOf(id: string) {
  return { table: 'call', column: 'recording_enc', id };
}

function sameFacts(one: CallFacts, other: CallFacts): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
