import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce } from '#audit';
import { CALL_STATE_RANK, CallEntity, type CallState } from '#calls';
import { type CallLogInput, LIVE_DISPOSITIONS } from '#contract';
import { LeadWorkService } from '#follow-up';
import { lockLead } from '#leads';
import { newId } from '#platform';
import { DomainError } from '../http/record-errors.js';

/** Calls that somebody made by hand: telephony does not know them. */
@Injectable()
export class CallLog {
  constructor(private readonly work: LeadWorkService) {}

  /**
   * Writes the call, its place on the timeline and, if asked for, the task of calling back. It counts
   * as an attempt when it went out. Throws `lead.not_found`, and `request.invalid` for a number that
   * is nobody's on this lead.
   */
  async add(
    manager: EntityManager,
    leadId: string,
    input: CallLogInput,
    actor: Actor & { id: string },
    now: Date,
  ): Promise<void> {
    await lockLead(manager, leadId);
    const contactPointId = input.contactPointId ?? null;
    if (contactPointId) await refuseStrangeNumber(manager, leadId, contactPointId);
    const callId = newId();
    await insertCall(manager, { callId, leadId, contactPointId }, input, actor, now);
    await this.work.logCall(manager, leadId, input, actor, now, callId);
    announce(manager, { event: 'call.changed', id: callId, leadId, created: true });
  }
}

async function insertCall(
  manager: EntityManager,
  call: { callId: string; leadId: string; contactPointId: string | null },
  input: CallLogInput,
  actor: Actor & { id: string },
  now: Date,
): Promise<void> {
  const live = LIVE_DISPOSITIONS.includes(input.disposition);
  const state: CallState = live ? 'answered' : 'unanswered';
  const seconds = input.durationSeconds ?? null;
  const startedAt = new Date(now.getTime() - (seconds ?? 0) * 1000);
  await manager
    .createQueryBuilder()
    .insert()
    .into(CallEntity)
    .values({
      id: call.callId,
      leadId: call.leadId,
      provider: 'desk',
      providerCallId: call.callId,
      direction: input.direction,
      state,
      stateRank: CALL_STATE_RANK[state],
      outcome: live ? 'answered' : 'missed',
      contactPointId: call.contactPointId,
      startedAt,
      answeredAt: live ? startedAt : null,
      endedAt: now,
      durationSeconds: seconds,
      talkSeconds: live ? seconds : null,
      voicemail: false,
      disposition: input.disposition,
      staffId: actor.id,
      createdAt: now,
      updatedAt: now,
    })
    .execute();
}

async function refuseStrangeNumber(
  manager: EntityManager,
  leadId: string,
  contactPointId: string,
): Promise<void> {
  const found = await manager.query<unknown[]>(
    `SELECT 1 FROM person_contact pc WHERE pc.contact_point_id = $2 AND pc.person_id IN (
       SELECT patient_id FROM lead WHERE id = $1 UNION SELECT person_id FROM lead_contact
       WHERE lead_id = $1 AND ended_at IS NULL)`,
    [leadId, contactPointId],
  );
  if (found.length > 0) return;
  const sentence = 'Please choose a number of somebody on this lead.';
  throw new DomainError('request.invalid', {
    status: 400,
    message: sentence,
    errors: { contactPointId: sentence },
  });
}
