import { Temporal } from 'temporal-polyfill';
import { localTime } from '#consent';
import { type BusinessHours, intervalsOf } from '#content';

const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;
/** Longest run of closed days that is looked over; then the organisation counts as always open. */
const MAX_DAYS = 400;
/** Monday to Sunday. */
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

/** An open stretch in milliseconds since 1970, end not included. */
export interface Opening {
  start: number;
  end: number;
}

/**
 * The moment at which `minutes` of business time have passed since `from`. Minutes are real minutes
 * within the opening hours, so days on which the clocks change count what they really have. From
 * outside the hours the count begins with the next opening. Without any opening hours it is
 * wall-clock time.
 */
export function addBusinessMinutes(
  from: Date,
  minutes: number,
  hours: BusinessHours,
  zone: string,
): Date {
  let remaining = minutes * MINUTE_MS;
  for (const { start, end } of openingsFrom(from, hours, zone)) {
    const begin = Math.max(start, from.getTime());
    if (begin + remaining <= end) return new Date(begin + remaining);
    remaining -= end - begin;
  }
  return new Date(from.getTime() + minutes * MINUTE_MS);
}

/** Business minutes from one moment to a later one; 0 when `to` is not later. */
export function businessMinutesBetween(
  from: Date,
  to: Date,
  hours: BusinessHours,
  zone: string,
): number {
  let open = 0;
  for (const { start, end } of openingsFrom(from, hours, zone)) {
    if (start >= to.getTime()) break;
    open += Math.min(end, to.getTime()) - Math.max(start, from.getTime());
  }
  return open / MINUTE_MS;
}

/** Whether the organisation works at this moment. */
export function isOpen(at: Date, hours: BusinessHours, zone: string): boolean {
  const [next] = openingsFrom(at, hours, zone);
  return next !== undefined && next.start <= at.getTime();
}

/** The next moment at which the organisation works: `at` itself when it does. Null without opening hours. */
export function nextOpening(at: Date, hours: BusinessHours, zone: string): Date | null {
  const [next] = openingsFrom(at, hours, zone);
  return next ? new Date(Math.max(next.start, at.getTime())) : null;
}

/** When the opening that `at` is in ends. Null when it is in none, or none ends within a week. */
export function nextClosing(at: Date, hours: BusinessHours, zone: string): Date | null {
  let end = at.getTime();
  for (const opening of openingsFrom(at, hours, zone)) {
    if (opening.start > end) break;
    end = opening.end;
    if (end - at.getTime() > WEEK_MS) return null;
  }
  return end > at.getTime() ? new Date(end) : null;
}

/**
 * The end of the business day that `from` is in, or of the next one when that day is over (or is
 * none). Without any opening hours: a day later.
 */
export function endOfBusinessDay(from: Date, hours: BusinessHours, zone: string): Date {
  for (const date of datesFrom(from, zone)) {
    const last = openingsOf(date, hours, zone).at(-1);
    if (last && last.end > from.getTime()) return new Date(last.end);
  }
  return new Date(from.getTime() + 24 * 60 * MINUTE_MS);
}

/**
 * The opening stretches that overlap a span, in order and without overlaps, touching ones apart; milliseconds since
 * 1970, ends not included. Longer than `MAX_DAYS` too, which reports look back over.
 */
export function* openingsBetween(
  from: Date,
  to: Date,
  hours: BusinessHours,
  zone: string,
): Generator<Opening> {
  const last = localTime(to, zone).date;
  let date = localTime(from, zone).date;
  for (; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    for (const opening of workOutOpenings(date, hours, zone)) {
      if (opening.end > from.getTime() && opening.start < to.getTime()) yield opening;
    }
  }
}

/** Openings that end after `from`, in order, touching ones apart. */
function* openingsFrom(from: Date, hours: BusinessHours, zone: string): Generator<Opening> {
  if (!WEEKDAYS.some((day) => intervalsOf(hours, day).length > 0)) return;
  for (const date of datesFrom(from, zone)) {
    for (const opening of openingsOf(date, hours, zone)) {
      if (opening.end > from.getTime()) yield opening;
    }
  }
}

function* datesFrom(from: Date, zone: string): Generator<Temporal.PlainDate> {
  let date = localTime(from, zone).date;
  for (let day = 0; day < MAX_DAYS; day += 1) {
    yield date;
    date = dayAfter(date);
  }
}

/** `localTime` remembers its dates: what follows from one is remembered with it. */
const tomorrows = new WeakMap<Temporal.PlainDate, Temporal.PlainDate>();
type OpeningsByDate = WeakMap<Temporal.PlainDate, Opening[]>;
/** What was worked out of the openings of one set of hours, by zone. */
const known = new WeakMap<BusinessHours, Map<string, OpeningsByDate>>();

function dayAfter(date: Temporal.PlainDate): Temporal.PlainDate {
  const before = tomorrows.get(date);
  if (before) return before;
  const next = date.add({ days: 1 });
  tomorrows.set(date, next);
  return next;
}

/** The openings of a local date, sorted and without overlaps. */
function openingsOf(date: Temporal.PlainDate, hours: BusinessHours, zone: string): Opening[] {
  const zones = known.get(hours) ?? new Map<string, OpeningsByDate>();
  known.set(hours, zones);
  const dates: OpeningsByDate = zones.get(zone) ?? new WeakMap();
  zones.set(zone, dates);
  const before = dates.get(date);
  if (before) return before;
  const openings = workOutOpenings(date, hours, zone);
  dates.set(date, openings);
  return openings;
}

function workOutOpenings(date: Temporal.PlainDate, hours: BusinessHours, zone: string): Opening[] {
  if (hours.holidays?.includes(date.toString())) return [];
  const openings: Opening[] = [];
  const intervals = intervalsOf(hours, date.dayOfWeek).toSorted(([one], [other]) =>
    one < other ? -1 : 1,
  );
  for (const [opens, closes] of intervals) {
    // An hour that occurs twice is open both times; one that is left out moves on to the next.
    const start = Math.max(instantOf(date, opens, zone, 'compatible'), openings.at(-1)?.end ?? 0);
    const end = instantOf(date, closes, zone, 'later');
    if (end > start) openings.push({ start, end });
  }
  return openings;
}

function instantOf(
  date: Temporal.PlainDate,
  time: string,
  zone: string,
  disambiguation: 'compatible' | 'later',
): number {
  const midnight = time === '24:00';
  const day = midnight ? date.add({ days: 1 }) : date;
  const local = day.toPlainDateTime(Temporal.PlainTime.from(midnight ? '00:00' : time));
  return local.toZonedDateTime(zone, { disambiguation }).epochMilliseconds;
}
