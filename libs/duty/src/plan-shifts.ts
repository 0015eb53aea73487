import { Temporal } from 'temporal-polyfill';
import type { ShiftPlanInput } from '#contract';

/** A stretch of time. */
export interface Stretch {
  startsAt: Date;
  endsAt: Date;
}

/**
 * The stretches of a plan: each of its hours on each of its weekdays, in local time of the zone, so
 * that eight o'clock stays eight o'clock when the clocks change. Hours whose end is not after their
 * begin end on the next day. A time that the clocks skip moves on; one that comes twice is the first
 * for a begin and the last for an end.
 */
export function stretchesOf(
  plan: Pick<ShiftPlanInput, 'fromDay' | 'toDay' | 'weekdays' | 'hours'>,
  timeZone: string,
): Stretch[] {
  const last = Temporal.PlainDate.from(plan.toDay);
  const stretches: Stretch[] = [];
  for (
    let day = Temporal.PlainDate.from(plan.fromDay);
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  ) {
    if (!plan.weekdays.includes(day.dayOfWeek)) continue;
    for (const [from, to] of plan.hours) {
      const endDay = to > from ? day : day.add({ days: 1 });
      stretches.push({
        startsAt: instantOf(day, from, timeZone, 'compatible'),
        endsAt: instantOf(endDay, to, timeZone, 'later'),
      });
    }
  }
  return stretches.toSorted((one, other) => one.startsAt.getTime() - other.startsAt.getTime());
}

/** Whether any two stretches share a moment. */
export function anyOverlap(stretches: readonly Stretch[]): boolean {
  const sorted = stretches.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  return sorted.some((stretch, index) => {
    const next = sorted[index + 1];
    return next !== undefined && next.startsAt < stretch.endsAt;
  });
}

function instantOf(
  date: Temporal.PlainDate,
  time: string,
  zone: string,
  disambiguation: 'compatible' | 'later',
): Date {
  const midnight = time === '24:00';
  const day = midnight ? date.add({ days: 1 }) : date;
  const local = day.toPlainDateTime(Temporal.PlainTime.from(midnight ? '00:00' : time));
  return new Date(local.toZonedDateTime(zone, { disambiguation }).epochMilliseconds);
}
