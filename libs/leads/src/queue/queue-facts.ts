import type { Place } from '#consent';
import type { ClockKind, Stage, TaskKind, Urgency } from '#contract';
import type { WorkingTime } from '#content';

/** A promise that is neither kept nor called off. One that was missed still waits for us. */
export interface QueueClock {
  kind: ClockKind;
  startedAt: Date;
  dueAt: Date;
  /** It is about a call that nobody answered. */
  aboutCall: boolean;
}

/** An open task. */
export interface QueueTask {
  kind: TaskKind;
  dueAt: Date;
  /** Somebody agreed on this time with the person. */
  promised: boolean;
}

/** All that decides whether and why a lead is in the queue: plain data, read with one statement. */
export interface QueueFacts {
  stage: Stage;
  urgency: Urgency;
  closed: boolean;
  /** A colleague has it; a team alone is nobody yet. */
  owned: boolean;
  clocks: readonly QueueClock[];
  tasks: readonly QueueTask[];
  /** The last word we had from them, of any kind. */
  inboundAt: Date;
  /** Their oldest message that nobody has dealt with. */
  unansweredAt: Date | null;
  lastAttemptAt: Date | null;
  lastContactAt: Date | null;
  lastActivityAt: Date;
  /** Since when an alert waits for somebody to take it on. */
  alertAt: Date | null;
  snooze: { until: Date; at: Date } | null;
  /** Where they may be, for the hours in which they may be called. */
  place: Place;
  working: WorkingTime;
}
