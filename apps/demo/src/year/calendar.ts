import { Temporal } from 'temporal-polyfill';
import { seeded } from '../story/random.js';
import { streamSeed } from './ids.js';
import type { YearOptions } from './options.js';

/** How many people ask for help in each month, January first: the new year brings most. */
const MONTHS = [1.2, 1.08, 1.04, 1, 0.98, 0.95, 0.97, 1, 1.02, 1, 0.93, 0.82];

/** On each weekday, Monday first. */
const WEEKDAYS = [1.28, 1.17, 1.07, 1, 0.94, 0.72, 0.82];

/** At each hour of a working day and of a weekend's: later up, later to bed. */
const WORKING_HOURS = [
  0.42, 0.34, 0.28, 0.22, 0.22, 0.3, 0.5, 0.85, 1.3, 1.75, 1.95, 1.9, 1.65, 1.75, 1.8, 1.7, 1.6,
  1.5, 1.5, 1.55, 1.5, 1.3, 0.95, 0.62,
];
const WEEKEND_HOURS = [
  0.75, 0.66, 0.55, 0.42, 0.32, 0.3, 0.36, 0.5, 0.75, 1.05, 1.3, 1.4, 1.42, 1.42, 1.4, 1.38, 1.35,
  1.35, 1.4, 1.5, 1.55, 1.45, 1.2, 0.95,
];

const HOUR = 3_600_000;
/** Whoever came last was taken in by the end; milliseconds. */
const TAKEN_IN = 5000;

/**
 * The moments at which people ask for help, in order, milliseconds since 1970. A day is asked for as it lies in the zone:
 * the one that has 23 hours has no people in the hour that is left out, the one that has 25 has them in both.
 */
export function arrivalsOf(options: YearOptions): Float64Array {
  const { leads, seed, days, until, zone } = options;
  const random = seeded(streamSeed(seed, 0, 1));
  const end = until.getTime() - TAKEN_IN;
  const slots = slotsOf(end - days * 24 * HOUR, end, zone, () => 0.82 + random.next() * 0.36);
  const whole = slots.reduce((sum, { weight }) => sum + weight, 0);
  const moments = new Float64Array(leads);
  let place = 0;
  let passed = 0;
  for (const { start, end: over, weight } of slots) {
    passed += weight;
    const first = place;
    const upTo = Math.round((passed / whole) * leads);
    for (; place < upTo; place += 1) {
      moments[place] = Math.floor(start + random.next() * (over - start));
    }
    moments.subarray(first, place).sort();
  }
  return moments;
}

/** An hour of the year, or what is in it. */
interface Slot {
  start: number;
  end: number;
  weight: number;
}

function slotsOf(from: number, until: number, zone: string, chance: () => number): Slot[] {
  const slots: Slot[] = [];
  let day = localOf(from, zone).startOfDay();
  while (day.epochMilliseconds < until) {
    const next = day.add({ days: 1 }).startOfDay();
    const ofDay = weightOfDay(day.toPlainDate()) * chance();
    const hours = day.dayOfWeek < 6 ? WORKING_HOURS : WEEKEND_HOURS;
    for (let at = day.epochMilliseconds; at < next.epochMilliseconds; at += HOUR) {
      const start = Math.max(at, from);
      const end = Math.min(at + HOUR, until);
      if (end <= start) continue;
      const ofHour = hours[localOf(at, zone).hour] ?? 1;
      slots.push({ start, end, weight: (ofDay * ofHour * (end - start)) / HOUR });
    }
    day = next;
  }
  return slots;
}

function weightOfDay(day: Temporal.PlainDate): number {
  const season = MONTHS[day.month - 1] ?? 1;
  return season * (WEEKDAYS[day.dayOfWeek - 1] ?? 1) * feast(day);
}

/** Few ask on the great feasts, many in the week after the new year. */
function feast({ month, day, dayOfWeek }: Temporal.PlainDate): number {
  if ((month === 12 && day >= 24 && day <= 25) || (month === 1 && day === 1)) return 0.5;
  if (month === 7 && day === 4) return 0.65;
  if (month === 11 && dayOfWeek === 4 && day >= 22 && day <= 28) return 0.55;
  return month === 1 && day <= 9 ? 1.25 : 1;
}

function localOf(at: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}
