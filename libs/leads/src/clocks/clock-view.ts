import type { ClockKind, ClockView, Urgency } from '#contract';
import type { WorkingTime } from '#content';
import { nextOpening } from './business-time.js';
import { runsDayAndNight } from './clock-due.js';

/** A clock's row with the urgency of its lead. */
export interface ClockRow {
  id: string;
  lead_id: string;
  kind: ClockKind;
  started_at: Date;
  due_at: Date;
  met_at: Date | null;
  missed_at: Date | null;
  cancelled_at: Date | null;
  resumes_at: Date | null;
  urgency: Urgency;
}

/** A clock as people see it now: whether its time runs, and whether the promise was broken. */
export function clockView(row: ClockRow, now: Date, working: WorkingTime): ClockView {
  const over = row.met_at ?? row.missed_at ?? row.cancelled_at;
  const pause = over || row.due_at <= now ? null : pauseOf(row, now, working);
  return {
    id: row.id,
    kind: row.kind,
    startedAt: row.started_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    metAt: iso(row.met_at),
    missedAt: iso(row.missed_at),
    cancelledAt: iso(row.cancelled_at),
    pausedBecause: pause?.because ?? null,
    resumesAt: iso(pause?.resumesAt ?? null),
    breached: row.missed_at !== null || (!over && row.due_at <= now),
  };
}

function pauseOf(
  row: ClockRow,
  now: Date,
  { hours, timeZone }: WorkingTime,
): { because: 'snoozed' | 'closed'; resumesAt: Date } | null {
  if (row.resumes_at && row.resumes_at > now) {
    return { because: 'snoozed', resumesAt: row.resumes_at };
  }
  if (runsDayAndNight(row.kind, row.urgency)) return null;
  const opens = nextOpening(now, hours, timeZone);
  return opens && opens > now ? { because: 'closed', resumesAt: opens } : null;
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
