import { Temporal } from 'temporal-polyfill';
import type { PlanSummary } from '#contract';

/** Longest that a benefit counts as verified, days. */
const MOST_DAYS = 30;

/**
 * Until when a verified benefit may be relied on: to the end of the month, for policies come and go by the
 * month; at most 30 days; never beyond the plan's end, nor over the day on which deductible and limits begin
 * again. The end of that day at the organisation's place. A policy of ours, no law: on the day of admission
 * it is verified again whatever this says.
 */
export function validUntil(
  at: Date,
  summary: Pick<PlanSummary, 'ends' | 'resetsOn'>,
  timeZone: string,
): Date {
  const today = Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const days = [
    today.with({ day: today.daysInMonth }),
    today.add({ days: MOST_DAYS }),
    ...(summary.ends ? [Temporal.PlainDate.from(summary.ends)] : []),
    ...(summary.resetsOn ? [Temporal.PlainDate.from(summary.resetsOn).subtract({ days: 1 })] : []),
  ];
  const [first = today] = days
    .filter((day) => Temporal.PlainDate.compare(day, today) >= 0)
    .toSorted((one, other) => Temporal.PlainDate.compare(one, other));
  const midnight = first.add({ days: 1 }).toZonedDateTime(timeZone);
  return new Date(midnight.epochMilliseconds);
}
