import type { Grain } from '#contract';

const DAY_MS = 86_400_000;

/** Days of the calendar, both included. */
export interface Period {
  from: string;
  to: string;
}

/** The period before, of as many days. */
export function periodBefore({ from, to }: Period): Period {
  const days = daysBetween(from, to) + 1;
  return { from: plusDays(from, -days), to: plusDays(from, -1) };
}

/** The last day of a bucket that begins on this day. */
export function endOfBucket(start: string, grain: Grain): string {
  if (grain === 'day') return start;
  if (grain === 'week') return plusDays(start, 6);
  const [year = 0, month = 1] = start.split('-').map(Number);
  return isoDay(Date.UTC(year, month, 0));
}

/** The first day of the bucket a day is in. Weeks begin on Monday. */
export function startOfBucket(day: string, grain: Grain): string {
  if (grain === 'day') return day;
  if (grain === 'month') return `${day.slice(0, 7)}-01`;
  const weekday = (new Date(Date.parse(day)).getUTCDay() + 6) % 7;
  return plusDays(day, -weekday);
}

export function plusDays(day: string, days: number): string {
  return isoDay(Date.parse(day) + days * DAY_MS);
}

/** 0 for the same day. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** The part of a bucket that lies in a period. */
export function cutTo({ from, to }: Period, bucket: Period): Period {
  return {
    from: bucket.from < from ? from : bucket.from,
    to: bucket.to > to ? to : bucket.to,
  };
}

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
