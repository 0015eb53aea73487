import { Temporal } from 'temporal-polyfill';
import type { ReportSchedule } from '#contract';

/**
 * The next moment after `now` at which a report is due: a time of the organisation's own day. A time that the clocks skip
 * is the next one there is; one that comes twice is the first.
 */
export function nextRun(schedule: ReportSchedule, timeZone: string, now: Date): Date {
  const from = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  let day = from.toPlainDate();
  // A month and a day are the most there can be between two.
  for (let ahead = 0; ahead <= 32; ahead += 1) {
    const at = day.toZonedDateTime({ timeZone, plainTime: schedule.at });
    if (falls(schedule, day) && at.epochMilliseconds > now.getTime()) {
      return new Date(at.epochMilliseconds);
    }
    day = day.add({ days: 1 });
  }
  throw new Error('A schedule never falls due');
}

function falls({ every, weekday }: ReportSchedule, day: Temporal.PlainDate): boolean {
  if (every === 'week') return day.dayOfWeek === weekday;
  return every === 'day' || day.day === 1;
}
