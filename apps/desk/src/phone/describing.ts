import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { announce } from '#audit';
import { CallEntity, ConferenceEntity } from '#calls';
import { type CallDescription, ERROR_STATUS, mayCoach } from '#contract';
import { LeadWorkService } from '#follow-up';
import { LeadProgressService } from '#leads';
import { DomainError, notFound } from '../http/record-errors.js';
import type { Visit } from '../http/visit.js';

const noCall = notFound('call.not_found', 'call');

/** What came of a call, said by who had it: only a human knows whether they spoke with the person or a mailbox. */
@Injectable()
export class Describing {
  constructor(
    private readonly progress: LeadProgressService,
    private readonly work: LeadWorkService,
  ) {}

  /** Throws `call.not_found` (also while its reports are on their way), and `auth.forbidden` for another’s call. */
  async describe(
    manager: EntityManager,
    { callSid, disposition, note }: CallDescription,
    { actor, colleague }: Visit,
    now: Date,
  ): Promise<CallEntity> {
    const call = await manager.findOne(CallEntity, {
      where: { provider: 'twilio', providerCallId: callSid },
      lock: { mode: 'pessimistic_write' },
    });
    if (!call || call.leadId === null) throw noCall();
    if (!mayCoach(call, colleague) && !(await hadIt(manager, call.id, colleague.id))) {
      throw notYours();
    }
    const { id: callId, leadId, direction, contactPointId } = call;
    const at = call.answeredAt ?? call.startedAt;
    const said = { callId, direction, disposition, note, contactPointId, at };
    if (await this.progress.describeCall(manager, leadId, said, actor, now)) {
      await manager.update(CallEntity, { id: callId }, { disposition, version: call.version + 1 });
      await this.work.followUp(manager, leadId, { direction, disposition }, actor, now);
      announce(manager, { event: 'call.changed', id: callId, leadId, created: false });
    }
    return call;
  }
}

/** It was handed to them. */
async function hadIt(manager: EntityManager, callId: string, staffId: string): Promise<boolean> {
  return manager.existsBy(ConferenceEntity, { callId, staffId });
}

function notYours(): DomainError {
  return new DomainError('auth.forbidden', {
    status: ERROR_STATUS['auth.forbidden'],
    message: 'What came of a call is said by who had it.',
  });
}
