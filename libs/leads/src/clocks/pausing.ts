import type { EntityManager } from 'typeorm';
import type { ClockKind, Urgency } from '#contract';
import type { WorkingTime } from '#content';
import { cancel, enqueueJob } from '#queue';
import { CHECK_CLOCK } from '../jobs.js';
import { addBusinessMinutes, businessMinutesBetween } from './business-time.js';
import { runsDayAndNight } from './clock-due.js';

/** Why a promise does not run. */
export type PauseCause = 'snoozed';

/** A promise as far as its time goes. */
export interface RunningClock {
  kind: ClockKind;
  dueAt: Date;
}

/**
 * When a promise is due that stood still from one moment to another: what was left of its time at
 * `from` is left at `to`. Business time for those that run in it. One that was overdue stays as it was.
 */
export function dueAfterPause(
  clock: RunningClock,
  urgency: Urgency,
  pause: { from: Date; to: Date },
  working: WorkingTime,
): Date {
  if (clock.dueAt <= pause.from) return clock.dueAt;
  if (runsDayAndNight(clock.kind, urgency)) {
    return new Date(pause.to.getTime() + clock.dueAt.getTime() - pause.from.getTime());
  }
  const { hours, timeZone } = working;
  const left = businessMinutesBetween(pause.from, clock.dueAt, hours, timeZone);
  return addBusinessMinutes(pause.to, left, hours, timeZone);
}

interface Row {
  id: string;
  kind: ClockKind;
  due_at: Date;
  resumes_at: Date | null;
}

/** Kinds that wait for us to reach the person; an agreed arrival or somebody else's answer goes on. */
const PAUSED_KINDS: readonly ClockKind[] = ['first_attempt', 'call_back'];

/**
 * Lets the promises to reach a person stand still until a time. Their due times move along at once, so
 * nothing has to run when the pause ends; a later pause of a paused one counts from where it stands.
 */
export async function pauseClocks(
  manager: EntityManager,
  lead: { id: string; urgency: Urgency },
  until: Date,
  because: PauseCause,
  working: WorkingTime,
  now: Date,
): Promise<number> {
  const rows = await running(manager, lead.id, now);
  for (const row of rows) {
    const from = row.resumes_at && row.resumes_at > now ? row.resumes_at : now;
    const clock = { kind: row.kind, dueAt: row.due_at };
    const dueAt = dueAfterPause(clock, lead.urgency, { from, to: until }, working);
    await move(manager, row.id, { dueAt, pausedAt: now, because, resumesAt: until }, now);
  }
  return rows.length;
}

/** Ends a pause before its time: what is left runs from now. */
export async function resumeClocks(
  manager: EntityManager,
  lead: { id: string; urgency: Urgency },
  working: WorkingTime,
  now: Date,
): Promise<number> {
  const rows = await running(manager, lead.id, now);
  const paused = rows.filter((row) => row.resumes_at && row.resumes_at > now);
  for (const row of paused) {
    const clock = { kind: row.kind, dueAt: row.due_at };
    const pause = { from: row.resumes_at ?? now, to: now };
    const dueAt = dueAfterPause(clock, lead.urgency, pause, working);
    await move(manager, row.id, { dueAt, pausedAt: null, because: null, resumesAt: null }, now);
  }
  return paused.length;
}

function running(manager: EntityManager, leadId: string, now: Date): Promise<Row[]> {
  return manager.query<Row[]>(
    `SELECT id, kind, due_at, resumes_at FROM clock WHERE lead_id = $1 AND kind = ANY($2::text[])
       AND met_at IS NULL AND missed_at IS NULL AND cancelled_at IS NULL AND due_at > $3
     ORDER BY id FOR UPDATE`,
    [leadId, PAUSED_KINDS, now],
  );
}

async function move(
  manager: EntityManager,
  clockId: string,
  to: { dueAt: Date; pausedAt: Date | null; because: PauseCause | null; resumesAt: Date | null },
  now: Date,
): Promise<void> {
  await manager.query(
    `UPDATE clock SET due_at = $2, paused_at = $3, paused_because = $4, resumes_at = $5 WHERE id = $1`,
    [clockId, to.dueAt, to.pausedAt, to.because, to.resumesAt],
  );
  await cancel(manager, clockJobKey(clockId), now);
  await enqueueJob(
    manager,
    CHECK_CLOCK,
    { clockId },
    { dueAt: to.dueAt, dedupeKey: clockJobKey(clockId) },
  );
}

/** The key of the job that looks at a clock when it is due. */
export function clockJobKey(clockId: string): string {
  return `clock:${clockId}`;
}
