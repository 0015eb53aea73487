import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  type CadencePlan,
  type CadencePreview,
  type EnrolmentView,
  isContactStep,
  labelOf,
  type LeadEnrolments,
  STEP_REASONS,
  type StepReason,
} from '#contract';
import { LeadEntity, leadError } from '#leads';
import { Vault } from '#vault';
import { CadenceEntity, CadencePlanEntity } from './cadence.entity.js';
import { cadenceNotFound, newestPlan } from './cadence.service.js';
import { dayOfPlan } from './day-parts.js';
import { EnrolmentEntity, EnrolmentStepEntity } from './enrolment.entity.js';
import { EnrolmentFactsQueries } from './enrolment-facts.queries.js';
import { factsOf } from './enrolment-runner.js';
import { endReasonRef } from './enrolment-store.js';
import { foresee, type Foreseen, type ForeseenStep } from './foresee.js';
import { type EnrolmentFacts, followUpEnds } from './next-step.js';

const EARLIER_SHOWN = 20;

/** Which plan to look ahead on: a saved one, one that is being written, or the lead's own. */
export type PreviewOf = { cadenceId: string } | { steps: CadencePlan } | 'own';

/** Shows where leads stand on their plans, and what would come. */
@Injectable()
export class EnrolmentQueries {
  constructor(
    private readonly vault: Vault,
    private readonly situations: EnrolmentFactsQueries,
  ) {}

  /** The living enrolment of a lead, and the ended ones. */
  async ofLead(manager: EntityManager, leadId: string): Promise<LeadEnrolments> {
    const enrolments = await manager
      .createQueryBuilder(EnrolmentEntity, 'enrolment')
      .where('enrolment.leadId = :leadId', { leadId })
      .orderBy('enrolment.endedAt', 'DESC', 'NULLS FIRST')
      .addOrderBy('enrolment.id', 'DESC')
      .limit(EARLIER_SHOWN + 1)
      .getMany();
    const views: EnrolmentView[] = [];
    for (const enrolment of enrolments) views.push(await this.#view(manager, enrolment));
    const current = views.find(({ state }) => state !== 'ended') ?? null;
    return { current, earlier: views.filter((view) => view !== current).slice(0, EARLIER_SHOWN) };
  }

  /** A plan on the calendar of a real lead, if nobody answered. Throws `lead.not_found`, `cadence.not_found`. */
  async preview(
    manager: EntityManager,
    leadId: string,
    of: PreviewOf,
    now: Date,
  ): Promise<CadencePreview> {
    const lead = await manager.findOneBy(LeadEntity, { id: leadId });
    if (!lead) throw leadError('lead.not_found', 'There is no such lead.');
    const { happened, reach, zone, placeFrom } = await this.situations.of(manager, lead, now);
    const living = await manager
      .createQueryBuilder(EnrolmentEntity, 'enrolment')
      .where('enrolment.leadId = :leadId AND enrolment.endedAt IS NULL', { leadId })
      .getOne();
    const plan = await planOf(manager, of, living);
    const onIt = living && plan.id === living.planId ? living : null;
    const facts = onIt
      ? standingOn(factsOf(onIt, happened), onIt, now)
      : freshFacts(happened, living, now);
    const seen = foresee(plan.steps, facts, now, zone, reach);
    return {
      leadId,
      cadenceId: plan.cadenceId,
      planNumber: plan.number,
      timeZone: zone,
      placeFrom,
      from: now.toISOString(),
      steps: seen.steps.map((step) => previewStep(step, facts.startedAt, zone)),
      ...ending(seen),
    };
  }

  async #view(manager: EntityManager, enrolment: EnrolmentEntity): Promise<EnrolmentView> {
    const { id, step } = enrolment;
    const plan = await manager.findOneByOrFail(CadencePlanEntity, { id: enrolment.planId });
    const cadence = await manager.findOneByOrFail(CadenceEntity, { id: enrolment.cadenceId });
    const done = await manager.find(EnrolmentStepEntity, {
      where: { enrolmentId: id },
      order: { position: 'ASC' },
    });
    const ahead = plan.steps.slice(enrolment.callTaskId ? step + 1 : step).find(isContactStep);
    return {
      id,
      version: enrolment.version,
      leadId: enrolment.leadId,
      cadenceId: cadence.id,
      cadenceName: cadence.name,
      planNumber: plan.number,
      state: enrolment.endedAt ? 'ended' : enrolment.pausedAt ? 'paused' : 'running',
      startedAt: enrolment.startedAt.toISOString(),
      endsBy: followUpEnds(enrolment.followedSince).toISOString(),
      nextAt: iso(enrolment.nextAt),
      nextStep: ahead && !enrolment.endedAt ? { key: ahead.key, kind: ahead.kind } : null,
      callOpen: enrolment.callTaskId !== null,
      pausedAt: iso(enrolment.pausedAt),
      pausedUntil: iso(enrolment.pausedUntil),
      pauseReason: this.vault.decryptNullable(pauseReasonRef(id), enrolment.pauseReasonEnc),
      endedAt: iso(enrolment.endedAt),
      endedBecause: enrolment.endedBecause,
      endReason: this.vault.decryptNullable(endReasonRef(id), enrolment.endReasonEnc),
      done: done.map((one) => ({
        key: one.stepKey,
        kind: one.kind,
        at: one.at.toISOString(),
        plannedAt: one.plannedAt.toISOString(),
        outcome: one.outcome,
        because: one.because,
        taskId: one.taskId,
        messageId: one.messageId,
      })),
    };
  }
}

export function pauseReasonRef(id: string) {
  return { table: 'enrolment', column: 'pause_reason_enc', id };
}

interface PlanSeen {
  id: string | null;
  cadenceId: string | null;
  number: number | null;
  steps: CadencePlan;
}

async function planOf(
  manager: EntityManager,
  of: PreviewOf,
  living: EnrolmentEntity | null,
): Promise<PlanSeen> {
  if (of === 'own') {
    if (living) return manager.findOneByOrFail(CadencePlanEntity, { id: living.planId });
    const usual = await manager.findOneBy(CadenceEntity, { isDefault: true });
    if (!usual) throw cadenceNotFound();
    return newestPlan(manager, usual.id);
  }
  if ('steps' in of) return { id: null, cadenceId: null, number: null, steps: of.steps };
  const cadence = await manager.findOneBy(CadenceEntity, { id: of.cadenceId });
  if (!cadence) throw cadenceNotFound();
  // The plan the lead is on, when that is asked for: not one that was written since.
  if (living?.cadenceId === cadence.id) {
    return manager.findOneByOrFail(CadencePlanEntity, { id: living.planId });
  }
  return newestPlan(manager, cadence.id);
}

/** A call that waits to be made is taken as made now, without an answer; a pause as over. */
function standingOn(facts: EnrolmentFacts, enrolment: EnrolmentEntity, now: Date): EnrolmentFacts {
  if (!enrolment.callTaskId) {
    return enrolment.pausedAt ? { ...facts, anchorAt: enrolment.pausedUntil ?? now } : facts;
  }
  const attempts = [...facts.attempts, now];
  return { ...facts, position: facts.position + 1, anchorAt: now, triedAt: now, attempts };
}

/** As if it began now; a lead that switches over keeps the end of its 90 days. */
function freshFacts(
  happened: Pick<
    EnrolmentFacts,
    'attempts' | 'heardAt' | 'conversationAt' | 'stoppedAt' | 'closedAt'
  >,
  living: EnrolmentEntity | null,
  now: Date,
): EnrolmentFacts {
  return {
    ...happened,
    startedAt: now,
    followedSince: living?.followedSince ?? now,
    position: 0,
    anchorAt: now,
    triedAt: null,
    triedByMessage: false,
  };
}

function previewStep(
  seen: ForeseenStep,
  startedAt: Date,
  zone: string,
): CadencePreview['steps'][number] {
  const { step, at, plannedAt, moved, skipped } = seen;
  return {
    key: step.key,
    kind: step.kind,
    template: step.kind === 'call' ? null : step.template,
    at: at.toISOString(),
    day: dayOfPlan(startedAt, at, zone),
    plannedAt: plannedAt.toISOString(),
    moved,
    skipped,
    sentence: sentenceOf(seen, zone),
  };
}

function sentenceOf({ at, moved, skipped }: ForeseenStep, zone: string): string | null {
  const reason = (code: StepReason) => labelOf(STEP_REASONS, code);
  if (skipped) return `${reason(skipped)}.`;
  return moved ? `${reason(moved)}: moved to ${local(at, zone)} where they live.` : null;
}

function local(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'long',
    hour: 'numeric',
    minute: '2-digit',
  }).format(at);
}

function ending({ endsAt, endsBecause }: Foreseen): Pick<CadencePreview, 'endsAt' | 'endsBecause'> {
  return { endsAt: endsAt.toISOString(), endsBecause };
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
