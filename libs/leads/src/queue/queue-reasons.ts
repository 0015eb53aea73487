import type { ClockKind, QueueReason, TaskKind } from '#contract';
import { type Gate, worksAt } from './call-window.js';
import type { QueueClock, QueueFacts, QueueTask } from './queue-facts.js';

/** What the sentence of a row is made of: codes and times, nothing that says who it is. */
export interface QueueDetail {
  /** When what it is about began: they asked, called, wrote; or the last thing happened. */
  at: string;
  /** Tries so far that did not reach them, on a P0 or P1. */
  tried?: boolean;
  clock?: ClockKind;
  task?: TaskKind;
  /** No colleague has it. */
  nobodys?: boolean;
}

/** One reason to be in the queue, whether it shows now or later. */
export interface Reason {
  because: QueueReason;
  dueAt: Date;
  /** It does not show before. */
  from: Date;
  /** It does not hold any longer; null: until it is dealt with. */
  until: Date | null;
  gate: Gate;
  /** Setting the lead aside does not hide it. */
  evenSnoozed: boolean;
  detail: QueueDetail;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Minutes until who could not be reached is tried again, for the first day. */
const RETRY_MINUTES = { P0: 15, P1: 60 } as const;
/** A promised call shows so much before its time. */
const PROMISE_SHOWS_EARLY = 10 * MINUTE_MS;
/** Minutes in which a message is answered. */
const ANSWER_MINUTES = 15;
/**
 * An open lead on which nothing is planned shows so many minutes after the last thing happened: one that a
 * colleague has a day later, one that is nobody's (a call taken at a shared phone) before it is forgotten.
 */
const UNPLANNED_MINUTES = { owned: 24 * 60, nobodys: 15 } as const;
const ALWAYS = new Date(0);

const FIRST: ReadonlySet<ClockKind> = new Set(['first_attempt', 'call_back']);
/** Tasks that mean calling or writing to the person. */
const REACHING: ReadonlySet<TaskKind> = new Set([
  'first_attempt',
  'call_back',
  'follow_up',
  'follow_up_call',
]);

/** Every reason of an open lead; the only one of a lead with no other is that nothing is planned. */
export function reasonsOf(facts: QueueFacts): Reason[] {
  const planned = [
    ...urgentReasons(facts),
    ...facts.clocks
      .filter((clock) => isWaiting(clock, facts))
      .map((clock) => ofClock(clock, facts)),
    ...facts.tasks.map((task) => ofTask(task, facts)),
    ...unanswered(facts),
  ];
  return planned.length > 0 ? planned : [unplanned(facts)];
}

/** Somebody in danger or at high risk stays in front until a human spoke with them, for a day. */
function urgentReasons(facts: QueueFacts): Reason[] {
  const { urgency, alertAt, inboundAt, lastContactAt, lastAttemptAt } = facts;
  const because = urgency === 'P0' ? 'danger' : 'high_risk';
  const open = { from: ALWAYS, gate: 'none', evenSnoozed: true } as const;
  if (alertAt) {
    const detail = { at: alertAt.toISOString() };
    return [{ ...open, because, dueAt: alertAt, until: null, detail }];
  }
  if (urgency !== 'P0' && urgency !== 'P1') return [];
  if (lastContactAt && lastContactAt >= inboundAt) return [];
  const until = new Date(inboundAt.getTime() + DAY_MS);
  const at = inboundAt.toISOString();
  if (lastAttemptAt && lastAttemptAt >= inboundAt) {
    const dueAt = later(lastAttemptAt, RETRY_MINUTES[urgency]);
    const detail = { at, tried: true };
    return [{ ...open, because, dueAt, from: dueAt, until, evenSnoozed: false, detail }];
  }
  const dueAt = facts.clocks.find((clock) => isWaiting(clock, facts))?.dueAt ?? later(inboundAt, 5);
  return [{ ...open, because, dueAt, until, detail: { at } }];
}

/** A promise that nobody has acted on since it was made, and that no call at an agreed time will keep. */
function isWaiting(clock: QueueClock, { lastAttemptAt, tasks }: QueueFacts): boolean {
  if (!FIRST.has(clock.kind)) return false;
  if (lastAttemptAt && lastAttemptAt >= clock.startedAt) return false;
  return !tasks.some(({ promised, dueAt }) => promised && dueAt <= clock.dueAt);
}

function ofClock(clock: QueueClock, facts: QueueFacts): Reason {
  const dayAndNight = isUrgent(facts);
  const afterHours = !dayAndNight && !worksAt(clock.startedAt, facts.working);
  return {
    because: clock.aboutCall ? 'missed_call' : afterHours ? 'morning' : 'clock',
    dueAt: clock.dueAt,
    from: ALWAYS,
    until: null,
    gate: dayAndNight ? 'none' : 'safe_and_business',
    evenSnoozed: false,
    detail: { at: clock.startedAt.toISOString(), clock: clock.kind },
  };
}

function ofTask(task: QueueTask, facts: QueueFacts): Reason {
  const { kind, dueAt, promised } = task;
  const detail = { at: dueAt.toISOString(), task: kind };
  const rest = { dueAt, until: null, detail };
  if (promised) {
    const from = new Date(dueAt.getTime() - PROMISE_SHOWS_EARLY);
    return { ...rest, because: 'promised', from, gate: 'none', evenSnoozed: true };
  }
  const calls = REACHING.has(kind) && !isUrgent(facts);
  const gate = calls ? 'safe' : 'none';
  return { ...rest, because: 'step', from: dueAt, gate, evenSnoozed: false };
}

function unanswered({ unansweredAt }: QueueFacts): Reason[] {
  if (!unansweredAt) return [];
  return [
    {
      because: 'unanswered',
      dueAt: later(unansweredAt, ANSWER_MINUTES),
      from: ALWAYS,
      until: null,
      gate: 'safe',
      evenSnoozed: false,
      detail: { at: unansweredAt.toISOString() },
    },
  ];
}

function unplanned({ lastActivityAt, owned }: QueueFacts): Reason {
  const dueAt = later(lastActivityAt, UNPLANNED_MINUTES[owned ? 'owned' : 'nobodys']);
  return {
    because: 'unplanned',
    dueAt,
    from: dueAt,
    until: null,
    gate: 'safe_and_business',
    evenSnoozed: false,
    detail: { at: lastActivityAt.toISOString(), ...(owned ? {} : { nobodys: true }) },
  };
}

function isUrgent({ urgency }: QueueFacts): boolean {
  return urgency === 'P0' || urgency === 'P1';
}

function later(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * MINUTE_MS);
}
