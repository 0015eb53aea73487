import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, staffIdOf } from '#audit';
import { type CallLogInput, LIVE_DISPOSITIONS, type StageInput, type TaskKind } from '#contract';
import { type Assigning, LeadProgressService, LeadService, lockLead } from '#leads';
import { newId } from '#platform';
import { EnrolmentService } from './cadences/enrolment.service.js';
import { TaskService } from './task.service.js';

/** Tasks that an attempt to reach the person answers. */
export const REACHING: readonly TaskKind[] = ['first_attempt', 'call_back', 'follow_up_call'];

/**
 * What staff do with a lead where its tasks have to follow. The desk uses this rather than the lead's
 * own services. Every method belongs into the caller's transaction and throws what they throw.
 */
@Injectable()
export class LeadWorkService {
  constructor(
    private readonly leads: LeadService,
    private readonly progress: LeadProgressService,
    private readonly tasks: TaskService,
    private readonly enrolments: EnrolmentService,
  ) {}

  /**
   * Logs a call somebody made or took by hand: an outbound one settles the open tasks to call, and a
   * call back asked for becomes a task of whoever logged it.
   * @param callId the row of the call when the caller keeps one
   * @returns the id the call has on the timeline
   */
  async logCall(
    manager: EntityManager,
    leadId: string,
    input: CallLogInput,
    actor: Actor,
    now: Date,
    callId: string = newId(),
  ): Promise<string> {
    await this.progress.recordCall(
      manager,
      leadId,
      {
        callId,
        direction: input.direction,
        disposition: input.disposition,
        seconds: input.durationSeconds ?? null,
        note: input.note,
        contactPointId: input.contactPointId ?? null,
        at: now,
      },
      actor,
      now,
    );
    await this.followUp(manager, leadId, input, actor, now);
    await this.tasks.settle(manager, leadId, REACHING, actor, now);
    if (input.callBackAt) {
      const task = {
        leadId,
        kind: 'call_back',
        title: 'Call back at the time asked for',
        ownerId: staffIdOf(actor),
        dueAt: new Date(input.callBackAt),
        promisedAt: new Date(input.callBackAt),
      } as const;
      await this.tasks.create(manager, task, actor, now);
    }
    return callId;
  }

  /**
   * What a call means for the lead's follow-up plan: a conversation ends it, an attempt lets it go on.
   * Whoever records a call otherwise than by `logCall` calls this.
   */
  async followUp(
    manager: EntityManager,
    leadId: string,
    call: { direction: 'inbound' | 'outbound'; disposition?: string | null; answered?: boolean },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const { direction, disposition } = call;
    if (disposition === 'do_not_call') {
      await this.enrolments.endFor(manager, leadId, 'stopped', actor, now);
      return;
    }
    const live = LIVE_DISPOSITIONS.some((one) => one === disposition);
    if (live || (direction === 'inbound' && call.answered)) {
      await this.enrolments.endFor(manager, leadId, 'conversation', actor, now);
      return;
    }
    if (direction === 'outbound') await this.enrolments.attempted(manager, leadId, now);
  }

  /** Moves a lead to another stage; closing it drops its open tasks. */
  async changeStage(
    manager: EntityManager,
    leadId: string,
    input: Omit<StageInput, 'version'> & { version?: number },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await this.progress.changeStage(manager, leadId, input, actor, now);
    if (input.stage === 'closed') {
      await this.enrolments.endFor(manager, leadId, 'closed', actor, now);
      await this.tasks.dropAll(manager, leadId, 'The lead was closed.', actor, now);
    }
  }

  /** Assigns a lead; its open tasks that were nobody's or the former owner's go along. */
  async assign(
    manager: EntityManager,
    leadId: string,
    to: Assigning,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const { ownerId } = await lockLead(manager, leadId);
    await this.leads.assign(manager, leadId, to, actor, now);
    await this.tasks.follow(manager, leadId, ownerId, to.ownerId, now);
  }
}
