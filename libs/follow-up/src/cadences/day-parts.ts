import { localTime, momentAt } from '#consent';
import { DAY_PARTS, type DayPart } from '#contract';
import { partOfDay } from '#leads';

/** Local hours of each part of the day; the end is not included. */
const HOURS: Record<DayPart, readonly [from: number, to: number]> = {
  morning: [8, 12],
  afternoon: [12, 17],
  evening: [17, 21],
};

/** A stretch of time; `to` is not included. */
export interface Stretch {
  from: Date;
  to: Date;
}

/** Which day of a plan a moment is in, where the person lives: 1 is the day it began. */
export function dayOfPlan(startedAt: Date, at: Date, zone: string): number {
  const first = localTime(startedAt, zone).date;
  return first.until(localTime(at, zone).date, { largestUnit: 'days' }).days + 1;
}

/** A part of a day of the plan. On days the clocks change it is what these hours are that day. */
export function partStretch(startedAt: Date, day: number, part: DayPart, zone: string): Stretch {
  const date = localTime(startedAt, zone).date.add({ days: day - 1 });
  const [from, to] = HOURS[part];
  return { from: momentAt(date, from * 60, zone), to: momentAt(date, to * 60, zone) };
}

/**
 * The parts of the day in the order in which to try somebody again: the least tried first, of equals
 * not the one they were tried in last, else the earlier.
 */
export function leastTried(attempts: readonly Date[], zone: string): DayPart[] {
  const parts = attempts.map((at) => partOfDay(at, zone));
  const latest = attempts.reduce<Date | null>((a, b) => (a && a >= b ? a : b), null);
  const last = latest ? partOfDay(latest, zone) : null;
  const tries = (part: DayPart) => parts.filter((tried) => tried === part).length;
  return [...DAY_PARTS].sort(
    (one, other) => tries(one) - tries(other) || Number(one === last) - Number(other === last),
  );
}
