import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import type { ContactStep, StepOutcome, StepReason } from '#contract';
import { ActivityService, type LeadEntity } from '#leads';
import { insertRow, newId, readOnce, together } from '#platform';
import { TaskEntity } from '../task.entity.js';
import { TaskService } from '../task.service.js';
import { CadencePlanEntity } from './cadence.entity.js';
import type { EnrolmentEntity } from './enrolment.entity.js';
import { EnrolmentFactsQueries, type LeadSituation } from './enrolment-facts.queries.js';
import { EnrolmentService } from './enrolment.service.js';
import { EnrolmentStore, type FirstLook } from './enrolment-store.js';
import { afterSkips } from './foresee.js';
import { type EnrolmentFacts, type NextStep, nextStep, type SkippedStep } from './next-step.js';
import { PlannedMessages } from './planned-messages.js';
import { stepVerdict } from './step-rules.js';

const MINUTE = 60_000;
/** A call that waits to be made keeps the plan waiting for so long; then it goes on without it. */
export const CALL_PATIENCE_MS = 4 * 60 * MINUTE;
/** While they are on the phone with us the plan looks away. */
const ON_THE_PHONE_MS = 2 * MINUTE;

type ContactNext = Extract<NextStep, { kind: 'contact' }>;

/** Does what comes next on plans, at its time. */
@Injectable()
export class EnrolmentRunner {
  constructor(
    private readonly store: EnrolmentStore,
    private readonly enrolments: EnrolmentService,
    private readonly situations: EnrolmentFactsQueries,
    private readonly tasks: TaskService,
    private readonly messages: PlannedMessages,
    private readonly activities: ActivityService,
  ) {}

  /**
   * Looks at an enrolment and does what is due now, on facts read in this transaction; then plans the
   * next look. A second run finds the version moved on and does nothing.
   */
  async run(
    manager: EntityManager,
    { enrolmentId, version }: { enrolmentId: string; version: number },
    now: Date,
  ): Promise<void> {
    const found = await this.store.byId(manager, enrolmentId);
    if (found?.enrolment.version === version) await this.#look(manager, found, now);
  }

  /** Looks at an enrolment for the first time, in the transaction that has made it. */
  async first(manager: EntityManager, enrolment: FirstLook, now: Date): Promise<void> {
    const found = await this.store.ofLead(manager, enrolment);
    if (found) await this.#look(manager, found, now);
  }

  async #look(
    manager: EntityManager,
    { enrolment, lead }: { enrolment: EnrolmentEntity; lead: LeadEntity },
    now: Date,
  ): Promise<void> {
    if (enrolment.pausedAt) {
      if (enrolment.pausedUntil === null || enrolment.pausedUntil > now) return;
      // Resuming plans a look of its own, at once.
      return this.enrolments.resumed(manager, enrolment, SYSTEM, now);
    }
    const situation = await this.situations.of(manager, lead, now);
    if (situation.onThePhone) {
      const nextAt = new Date(now.getTime() + ON_THE_PHONE_MS);
      return this.store.save(manager, enrolment, { nextAt }, now);
    }
    const stand = await this.#stand(manager, enrolment, situation, now);
    if (stand === 'waiting') return;
    await this.#goOn(manager, enrolment, lead, situation, stand, now);
  }

  /** Where the plan stands; `waiting` while its call may still be made. */
  async #stand(
    manager: EntityManager,
    enrolment: EnrolmentEntity,
    { happened }: LeadSituation,
    now: Date,
  ): Promise<EnrolmentFacts | 'waiting'> {
    const facts = factsOf(enrolment, happened);
    if (!enrolment.callTaskId || over(facts)) return facts;
    const settledAt = await callSettledAt(manager, enrolment, happened.attempts, now);
    if (settledAt !== null) {
      return { ...facts, position: enrolment.step + 1, anchorAt: settledAt };
    }
    const nextAt = patienceEnds(enrolment);
    await this.store.save(manager, enrolment, { nextAt }, now);
    return 'waiting';
  }

  async #goOn(
    manager: EntityManager,
    enrolment: EnrolmentEntity,
    lead: LeadEntity,
    { reach, zone }: LeadSituation,
    from: EnrolmentFacts,
    now: Date,
  ): Promise<void> {
    const { planId: id } = enrolment;
    // What a plan says never changes: a change of it is a plan of its own.
    const { steps } = await readOnce(manager, `plan:${id}`, () =>
      manager.findOneByOrFail(CadencePlanEntity, { id }),
    );
    let stand = from;
    for (;;) {
      const next = nextStep(steps, stand, now, zone, reach);
      for (const skipped of next.skipped) await this.#skip(manager, enrolment, skipped, now);
      if (next.kind === 'ended') {
        return this.store.end(manager, enrolment, { because: next.because }, SYSTEM, now);
      }
      stand = afterSkips(stand, next);
      if (next.at > now) return this.#wait(manager, enrolment, stand, next, now);
      // Due branches are decided by the rules; what is left to do is a contact.
      if (next.kind === 'look') throw new Error('A branch whose time has come was not decided.');
      if (next.step.kind === 'call') return this.#call(manager, enrolment, lead, next, now);
      const { step } = next;
      const verdict = stepVerdict(step.kind, now, reach, stand.attempts);
      if (!verdict.allowed) throw new Error('A step that is due is allowed.');
      const intentKey = `cadence:${enrolment.id}:${next.position}`;
      const messageId = await this.messages.plan(manager, lead, step, verdict.way, intentKey, now);
      const { position, plannedAt } = next;
      if (messageId === null) {
        const because = 'template_missing';
        await this.#skip(manager, enrolment, { position, step, plannedAt, because }, now);
        stand = { ...stand, position: position + 1, triedAt: null };
        continue;
      }
      await this.#done(manager, enrolment, next, { outcome: 'sent', messageId }, now);
      stand = {
        ...stand,
        position: position + 1,
        anchorAt: now,
        triedAt: now,
        triedByMessage: true,
        attempts: step.kind === 'sms' ? [...stand.attempts, now] : stand.attempts,
      };
    }
  }

  /** Plans the next look; a step that is not at its planned time says why, once. */
  async #wait(
    manager: EntityManager,
    enrolment: EnrolmentEntity,
    stand: EnrolmentFacts,
    next: Exclude<NextStep, { kind: 'ended' }>,
    now: Date,
  ): Promise<void> {
    const { position: step, anchorAt, triedAt, triedByMessage } = stand;
    const said = enrolment.step === step && enrolment.nextAt?.getTime() === next.at.getTime();
    const nextAt = next.at;
    const change = { step, anchorAt, triedAt, triedByMessage, callTaskId: null, nextAt };
    await this.store.save(manager, enrolment, change, now);
    if (next.kind !== 'contact' || next.moved === null || said) return;
    const payload = {
      step: next.step.key,
      kind: next.step.kind,
      from: next.plannedAt.toISOString(),
      to: next.at.toISOString(),
      because: next.moved,
    };
    const { leadId } = enrolment;
    await this.activities.record(
      manager,
      { leadId, kind: 'cadence.step_moved', payload, at: now, actor: SYSTEM },
      now,
    );
  }

  /** Makes the task of calling them, or takes the one that asks for the same already. */
  async #call(
    manager: EntityManager,
    enrolment: EnrolmentEntity,
    lead: LeadEntity,
    next: ContactNext,
    now: Date,
  ): Promise<void> {
    const taskId =
      (await openCallTask(manager, lead.id, now)) ??
      (await this.#callTask(manager, enrolment, lead, next, now));
    await this.#done(manager, enrolment, next, { outcome: 'called', taskId }, now);
    const change = {
      step: next.position,
      anchorAt: next.anchorAt,
      triedAt: now,
      triedByMessage: false,
      callTaskId: taskId,
      nextAt: new Date(now.getTime() + CALL_PATIENCE_MS),
    };
    await this.store.save(manager, enrolment, change, now);
  }

  async #callTask(
    manager: EntityManager,
    enrolment: EnrolmentEntity,
    lead: LeadEntity,
    { step, position }: ContactNext,
    now: Date,
  ): Promise<string> {
    const title = (step.kind === 'call' ? step.title : undefined) ?? 'Follow-up call';
    const { taskId } = await this.tasks.create(
      manager,
      {
        leadId: lead.id,
        kind: 'follow_up_call',
        title,
        ownerId: lead.ownerId,
        dueAt: now,
        urgency: lead.urgency,
        originKey: `cadence:${enrolment.id}:${position}`,
      },
      SYSTEM,
      now,
    );
    return taskId;
  }

  async #skip(
    manager: EntityManager,
    enrolment: EnrolmentEntity,
    skipped: SkippedStep,
    now: Date,
  ): Promise<void> {
    const { because, step } = skipped;
    await this.#done(manager, enrolment, skipped, { outcome: 'skipped', because }, now);
    const { leadId } = enrolment;
    const payload = { step: step.key, kind: step.kind, because };
    await this.activities.record(
      manager,
      { leadId, kind: 'cadence.step_skipped', payload, at: now, actor: SYSTEM },
      now,
    );
  }

  async #done(
    manager: EntityManager,
    enrolment: EnrolmentEntity,
    done: { position: number; step: ContactStep; plannedAt: Date },
    what: { outcome: StepOutcome; because?: StepReason; taskId?: string; messageId?: string },
    now: Date,
  ): Promise<void> {
    await insertRow(manager, 'enrolment_step', {
      id: newId(),
      enrolment_id: enrolment.id,
      position: done.position,
      step_key: done.step.key,
      kind: done.step.kind,
      outcome: what.outcome,
      because: what.because ?? null,
      planned_at: done.plannedAt,
      at: now,
      task_id: what.taskId ?? null,
      message_id: what.messageId ?? null,
      created_at: now,
    });
  }
}

/** The facts of an enrolment as it is stored. */
export function factsOf(
  enrolment: EnrolmentEntity,
  happened: LeadSituation['happened'],
): EnrolmentFacts {
  const { startedAt, followedSince, step, anchorAt, triedAt, triedByMessage } = enrolment;
  const stand = { startedAt, followedSince, position: step, anchorAt, triedAt, triedByMessage };
  return { ...stand, ...happened };
}

function over({ closedAt, stoppedAt, conversationAt, startedAt }: EnrolmentFacts): boolean {
  return (
    closedAt !== null ||
    stoppedAt !== null ||
    (conversationAt !== null && conversationAt >= startedAt)
  );
}

function patienceEnds({ triedAt, anchorAt }: EnrolmentEntity): Date {
  return new Date((triedAt ?? anchorAt).getTime() + CALL_PATIENCE_MS);
}

/** When the call was tried, its task was finished, or the plan's patience was over; null: not yet. */
async function callSettledAt(
  manager: EntityManager,
  enrolment: EnrolmentEntity,
  attempts: readonly Date[],
  now: Date,
): Promise<Date | null> {
  const { callTaskId, triedAt } = enrolment;
  const since = triedAt ?? enrolment.anchorAt;
  const tried = attempts.find((at) => at >= since);
  if (tried) return tried;
  const task = await manager.findOneBy(TaskEntity, { id: callTaskId ?? '' });
  const finished = task?.doneAt ?? task?.droppedAt;
  if (finished) return finished > since ? finished : since;
  const patience = patienceEnds(enrolment);
  return patience <= now ? patience : null;
}

/** A task that asks for a call now, or asked for one before and is still open. */
function openCallTask(manager: EntityManager, leadId: string, now: Date): Promise<string | null> {
  return together(manager, 'open call task', leadId, async (leadIds) => {
    const rows = await manager.query<{ id: string; lead_id: string }[]>(
      `SELECT DISTINCT ON (lead_id) lead_id, id FROM task
       WHERE lead_id = ANY($1::uuid[]) AND done_at IS NULL AND dropped_at IS NULL
         AND kind IN ('first_attempt', 'call_back', 'follow_up_call') AND due_at <= $2
       ORDER BY lead_id, due_at, id`,
      [leadIds, new Date(now.getTime() + 60 * MINUTE)],
    );
    const tasks = new Map(rows.map((row) => [row.lead_id, row.id]));
    return leadIds.map((id) => tasks.get(id) ?? null);
  });
}
