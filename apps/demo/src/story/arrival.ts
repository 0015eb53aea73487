import { Temporal } from 'temporal-polyfill';
import type { Random } from './random.js';

/** How many people ask for help on each weekday (Monday first), relative to each other. */
const WEEKDAYS = [1.25, 1.15, 1.05, 1, 0.95, 0.75, 0.85];

/** And at each hour of the day: a long evening, a thin but never empty night. */
const HOURS = [
  0.5, 0.4, 0.3, 0.25, 0.25, 0.3, 0.5, 0.8, 1.2, 1.6, 1.8, 1.8, 1.6, 1.7, 1.7, 1.6, 1.5, 1.5, 1.6,
  1.7, 1.6, 1.4, 1.1, 0.8,
];

/**
 * The moments at which `count` people ask for help between two instants, in order.
 * Weekday and hour follow the organisation's own zone, so a clock change moves them as it moves people.
 */
export function arrivals(
  random: Random,
  count: number,
  from: Date,
  to: Date,
  zone: string,
): Date[] {
  const first = Temporal.Instant.fromEpochMilliseconds(from.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate();
  const last = Temporal.Instant.fromEpochMilliseconds(to.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate();
  const days = first.until(last).days;
  const moments: Date[] = [];
  while (moments.length < count) {
    const day = first.add({ days: random.whole(0, days) });
    if (random.next() * 1.25 > (WEEKDAYS[day.dayOfWeek - 1] ?? 1)) continue;
    const hour = random.whole(0, 23);
    if (random.next() * 1.8 > (HOURS[hour] ?? 1)) continue;
    const moment = day.toZonedDateTime({
      timeZone: zone,
      plainTime: new Temporal.PlainTime(hour, random.whole(0, 59), random.whole(0, 59)),
    });
    const at = new Date(moment.epochMilliseconds);
    if (at >= from && at < to) moments.push(at);
  }
  return moments.sort((a, b) => a.getTime() - b.getTime());
}
