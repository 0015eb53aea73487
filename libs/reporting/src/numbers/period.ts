import { addDays, daysOfPeriod, type Grain, type ReportPeriod } from '#contract';

/** The period before, of as many days. */
export function periodBefore(period: ReportPeriod): ReportPeriod {
  const { from } = period;
  return { from: addDays(from, -daysOfPeriod(period)), to: addDays(from, -1) };
}

/** The last day of a bucket that begins on this day. */
export function endOfBucket(start: string, grain: Grain): string {
  if (grain === 'day') return start;
  if (grain === 'week') return addDays(start, 6);
  const [year = 0, month = 1] = start.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** The first day of the bucket a day is in. Weeks begin on Monday. */
export function startOfBucket(day: string, grain: Grain): string {
  if (grain === 'day') return day;
  if (grain === 'month') return `${day.slice(0, 7)}-01`;
  const weekday = (new Date(Date.parse(day)).getUTCDay() + 6) % 7;
  return addDays(day, -weekday);
}

/** The part of a bucket that lies in a period. */
export function cutTo({ from, to }: ReportPeriod, bucket: ReportPeriod): ReportPeriod {
  return {
    from: bucket.from < from ? from : bucket.from,
    to: bucket.to > to ? to : bucket.to,
  };
}
