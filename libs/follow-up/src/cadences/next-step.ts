import { Temporal } from 'temporal-polyfill';
import { FOLLOW_UP_DAYS } from '#consent';
import { intervalsOf, type WorkingTime } from '#content';
import {
  type CadenceStep,
  type ContactStep,
  type EnrolmentEnd,
  isContactStep,
  type StepReason,
} from '#contract';
import { leastTried, partStretch } from './day-parts.js';
import { type Reach, type StepVerdict, stepVerdict } from './step-rules.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A step this much later than it could have been came late through us (the worker was down). */
const LATE = 30 * MINUTE;
/** A message that would come this long after it was meant says nothing any more; a call still may. */
const TOO_LATE = { sms: 12 * HOUR, email: 3 * DAY, call: Number.POSITIVE_INFINITY };
/** Steps at a part of a day keep this distance from the try before them. */
const APART = 3 * HOUR;
/** More moves than this to find an hour that every rule agrees on, and it is given up. */
const MOST_MOVES = 50;

/** Where a lead stands on its plan, and what has happened to it since. */
export interface EnrolmentFacts {
  /** Day 1 of the plan. */
  startedAt: Date;
  /** From when the 90 days count; earlier than `startedAt` after a switch. */
  followedSince: Date;
  /** Index of the step to look at next. */
  position: number;
  /** When the step before it was done: from there waits count. */
  anchorAt: Date;
  /** When the last step that tried to reach them began; null when it was skipped, or there was none. */
  triedAt: Date | null;
  /** Whether that was a message, which is tried once it is sent. */
  triedByMessage: boolean;
  /** Calls and texts out on this lead. */
  attempts: readonly Date[];
  /** When they last wrote or called. */
  heardAt: Date | null;
  conversationAt: Date | null;
  stoppedAt: Date | null;
  closedAt: Date | null;
}

export interface SkippedStep {
  position: number;
  step: ContactStep;
  plannedAt: Date;
  because: StepReason;
}

/** What comes next. `position` and `anchorAt` are where the enrolment stands after what was skipped. */
export type NextStep = { skipped: SkippedStep[] } & (
  | {
      kind: 'contact';
      at: Date;
      plannedAt: Date;
      /** Why it is not at its planned time. */
      moved: StepReason | null;
      step: ContactStep;
      position: number;
      anchorAt: Date;
    }
  /** A branch that can be decided only then. */
  | { kind: 'look'; at: Date; position: number; anchorAt: Date }
  | { kind: 'ended'; because: EnrolmentEnd; at: Date }
);

/** When follow-up is over at the latest. */
export function followUpEnds(followedSince: Date): Date {
  return new Date(followedSince.getTime() + FOLLOW_UP_DAYS * DAY);
}

/**
 * Works out what comes next on a plan. Pure: the same facts at the same moment give the same answer,
 * also after the worker was away, and no answer lies before `now`, outside the hours of the rules or
 * beyond 90 days. A contact step is to be done when its `at` has come; until then it is only planned,
 * and looked at again with fresh facts.
 * @param zone where the person lives: days and their parts are counted there
 */
export function nextStep(
  plan: readonly CadenceStep[],
  facts: EnrolmentFacts,
  now: Date,
  zone: string,
  reach: Reach,
): NextStep {
  const skipped: SkippedStep[] = [];
  const over = followUpEnds(facts.followedSince);
  const ended = endedBecause(facts, now, over);
  if (ended) return { kind: 'ended', because: ended, at: now, skipped };
  const walk: Walk = { plan, zone, reach, facts, position: facts.position, cursor: facts.anchorAt };
  let { triedAt } = facts;
  for (;;) {
    const way = onward(walk);
    if (walk.cursor > over)
      return { kind: 'ended', because: 'over', at: later(now, over), skipped };
    if (way.kind === 'done') {
      return { kind: 'ended', because: 'plan_done', at: later(now, walk.cursor), skipped };
    }
    const { position, cursor } = walk;
    if (way.kind === 'branch') {
      if (cursor > now) return { kind: 'look', at: cursor, position, anchorAt: cursor, skipped };
      walk.position = goOn(walk, way.step, branchTaken({ ...facts, triedAt }));
      continue;
    }
    const placed = place(walk, way, now);
    if (placed.kind === 'skip') {
      skipped.push({ position, step: way.step, plannedAt: cursor, because: placed.because });
      walk.position += 1;
      walk.cursor = placed.cursor;
      triedAt = null;
      continue;
    }
    if (placed.at > over) return { kind: 'ended', because: 'over', at: later(now, over), skipped };
    const { at, moved } = placed;
    const { step } = way;
    return {
      kind: 'contact',
      at,
      plannedAt: cursor,
      moved,
      step,
      position,
      anchorAt: cursor,
      skipped,
    };
  }
}

/** A way through the plan: `position` and `cursor` (the planned time) move on. */
interface Walk {
  readonly plan: readonly CadenceStep[];
  readonly zone: string;
  readonly reach: Reach;
  readonly facts: EnrolmentFacts;
  position: number;
  cursor: Date;
}

type Onward =
  | { kind: 'done' }
  | { kind: 'branch'; step: Extract<CadenceStep, { kind: 'branch' }> }
  /** `dayOver`: the day it was meant for was over before the step before it was done. */
  | { kind: 'contact'; step: ContactStep; dayOver: boolean };

function endedBecause(facts: EnrolmentFacts, now: Date, over: Date): EnrolmentEnd | null {
  if (facts.closedAt) return 'closed';
  if (facts.stoppedAt) return 'stopped';
  if (facts.conversationAt && facts.conversationAt >= facts.startedAt) return 'conversation';
  return now > over ? 'over' : null;
}

/** Lets waits and days pass, up to the step that has to be done or decided. */
function onward(walk: Walk): Onward {
  let dayOver = false;
  for (;;) {
    const step = walk.plan[walk.position];
    if (!step) return { kind: 'done' };
    if (step.kind === 'branch') return { kind: 'branch', step };
    if (isContactStep(step)) return { kind: 'contact', step, dayOver };
    if (step.kind === 'wait') walk.cursor = afterWait(walk.cursor, step, walk.reach.working);
    else {
      const target = dayTarget(walk, step);
      dayOver = target === null;
      walk.cursor = target ?? walk.cursor;
    }
    walk.position += 1;
  }
}

function afterWait(
  from: Date,
  { amount, unit }: Extract<CadenceStep, { kind: 'wait' }>,
  working: WorkingTime,
): Date {
  if (unit === 'minutes') return new Date(from.getTime() + amount * MINUTE);
  if (unit === 'hours') return new Date(from.getTime() + amount * HOUR);
  return sameTimeOnBusinessDay(from, amount, working);
}

/** The same local time so many business days later. Without any business day every day counts. */
function sameTimeOnBusinessDay(from: Date, days: number, { hours, timeZone }: WorkingTime): Date {
  const start = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(timeZone);
  const works = (date: Temporal.PlainDate) =>
    !hours.holidays?.includes(date.toString()) && intervalsOf(hours, date.dayOfWeek).length > 0;
  let date = start.toPlainDate();
  let left = days;
  for (let looked = 0; left > 0; looked += 1) {
    date = date.add({ days: 1 });
    if (works(date) || looked > 2 * FOLLOW_UP_DAYS) left -= 1;
  }
  const local = date.toZonedDateTime({ timeZone, plainTime: start.toPlainTime() });
  return new Date(local.epochMilliseconds);
}

/** When a step of a day is meant; null when that day is over already. */
function dayTarget(walk: Walk, step: Extract<CadenceStep, { kind: 'day' }>): Date | null {
  const { facts, zone, reach, plan, cursor } = walk;
  const last = facts.attempts.reduce<Date | null>((a, b) => (a && a >= b ? a : b), null);
  const earliest = later(cursor, last ? new Date(last.getTime() + APART) : cursor);
  const kind = plan.slice(walk.position).find(isContactStep)?.kind ?? 'call';
  const parts = step.part === 'another' ? leastTried(facts.attempts, zone) : [step.part];
  const left = parts
    .map((part) => partStretch(facts.startedAt, step.day, part, zone))
    .filter(({ to }) => to > earliest);
  const [first] = left;
  if (!first) return null;
  for (const { from, to } of left) {
    const settled = settle(kind, later(from, earliest), reach, facts.attempts);
    if (settled.kind === 'at' && settled.at < to) return later(from, earliest);
  }
  return later(first.from, earliest);
}

type Placed =
  | { kind: 'at'; at: Date; moved: StepReason | null }
  | { kind: 'skip'; because: StepReason; cursor: Date };

/** Finds the time of a contact step, or why it has none. */
function place(
  walk: Walk,
  { step, dayOver }: Extract<Onward, { kind: 'contact' }>,
  now: Date,
): Placed {
  const { reach, facts, cursor } = walk;
  if (dayOver) return { kind: 'skip', because: 'too_late', cursor };
  const meant = settle(step.kind, cursor, reach, facts.attempts);
  if (meant.kind === 'closed') {
    // It may be open by then: it is looked at again when its time has come.
    if (cursor > now) return { kind: 'at', at: cursor, moved: null };
    return { kind: 'skip', because: meant.because, cursor };
  }
  if (now.getTime() - meant.at.getTime() > LATE && isOvertaken(walk, step, meant.at, now)) {
    return { kind: 'skip', because: 'overtaken', cursor: meant.at };
  }
  const placed = meant.at >= now ? meant : settle(step.kind, now, reach, facts.attempts);
  if (placed.kind === 'closed') return { kind: 'skip', because: placed.because, cursor };
  const moved = placed.because ?? meant.because;
  if (placed.at.getTime() - cursor.getTime() > TOO_LATE[step.kind]) {
    return { kind: 'skip', because: moved ?? 'too_late', cursor };
  }
  return { kind: 'at', at: placed.at, moved };
}

type Settled =
  | { kind: 'at'; at: Date; because: StepReason | null }
  | { kind: 'closed'; because: StepReason };

/** Moves a time on until every rule agrees; `because` is what moved it first. */
function settle(
  kind: ContactStep['kind'],
  from: Date,
  reach: Reach,
  attempts: readonly Date[],
): Settled {
  let at = from;
  let because: StepReason | null = null;
  for (let moves = 0; ; moves += 1) {
    const verdict: StepVerdict = stepVerdict(kind, at, reach, attempts);
    if (verdict.allowed) return { kind: 'at', at, because };
    because ??= verdict.because;
    if (verdict.opensAt === null || verdict.opensAt <= at || moves >= MOST_MOVES) {
      return { kind: 'closed', because: verdict.because };
    }
    at = verdict.opensAt;
  }
}

/** Whether a later contact step that is open should have happened by now as well. */
function isOvertaken(walk: Walk, step: ContactStep, meantAt: Date, now: Date): boolean {
  const ahead: Walk = { ...walk, position: walk.position + 1, cursor: meantAt };
  const taken = step.kind === 'call' ? 'notTried' : 'notReached';
  for (;;) {
    const way = onward(ahead);
    if (way.kind === 'done' || ahead.cursor > now) return false;
    if (way.kind === 'branch') {
      ahead.position = goOn(ahead, way.step, taken);
      continue;
    }
    const settled = settle(way.step.kind, ahead.cursor, ahead.reach, ahead.facts.attempts);
    if (settled.kind === 'at' && !way.dayOver) return settled.at <= now;
    ahead.position += 1;
  }
}

type BranchTaken = 'reached' | 'notReached' | 'notTried';

/** Which way a branch goes, as far as is known now. */
export function branchTaken(
  facts: Pick<EnrolmentFacts, 'triedAt' | 'triedByMessage' | 'attempts' | 'heardAt'>,
): BranchTaken {
  const { triedAt, heardAt } = facts;
  if (triedAt === null) return 'notTried';
  if (heardAt && heardAt >= triedAt) return 'reached';
  return facts.triedByMessage || facts.attempts.some((at) => at >= triedAt)
    ? 'notReached'
    : 'notTried';
}

function goOn(
  { plan, position }: Walk,
  step: Extract<CadenceStep, { kind: 'branch' }>,
  taken: BranchTaken,
): number {
  const goto = step[taken] ?? step.notReached;
  if (goto === 'next') return position + 1;
  const to = plan.findIndex(({ key }) => key === goto);
  // "end", and a key that is not there, which no stored plan has.
  return to > position ? to : plan.length;
}

function later(one: Date, other: Date): Date {
  return one >= other ? one : other;
}
