import { z } from 'zod';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);
const interval = z.tuple([time, time]).refine(([from, to]) => from < to, 'an interval ends later');
const intervals = z.array(interval).max(6).optional();

/**
 * When this organisation works, in its own local time: for each weekday intervals `["08:00", "20:00"]`
 * (an end of `24:00` is midnight), and ISO dates on which it doesn't.
 */
export const BusinessHours = z.object({
  mon: intervals,
  tue: intervals,
  wed: intervals,
  thu: intervals,
  fri: intervals,
  sat: intervals,
  sun: intervals,
  holidays: z.array(z.iso.date()).max(400).optional(),
});
export type BusinessHours = z.infer<typeof BusinessHours>;

/** The intervals of an ISO weekday (1 is Monday). */
export function intervalsOf(hours: BusinessHours, weekday: number): [string, string][] {
  const day = WEEKDAYS[weekday - 1];
  return day ? (hours[day] ?? []) : [];
}

/** Open around the clock. */
export const ALWAYS_OPEN: BusinessHours = Object.fromEntries(
  WEEKDAYS.map((day) => [day, [['00:00', '24:00']]]),
);
