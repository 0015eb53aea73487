import type { Temporal } from 'temporal-polyfill';
import { localTime, momentAt } from '#consent';
import type { WorkingTime } from '#content';
import { addBusinessMinutes, isOpen } from '#leads';
import { type TimeWish, timeWish } from './preferred-time.js';

/** Nothing is promised further ahead. */
const MOST_DAYS = 8;

/**
 * The first moment in our own hours at which a call back keeps the wish somebody wrote; null when they
 * may be called now, when their words are for a human to read, or when we never work at that time.
 * @param zone where they live
 */
export function promisedTime(
  said: string,
  now: Date,
  zone: string,
  working: WorkingTime,
): Date | null {
  const wish = timeWish(said);
  if (!wish) return null;
  const today = localTime(now, zone).date;
  for (let ahead = 0; ahead < MOST_DAYS; ahead += 1) {
    const date = dayAfter(today, ahead);
    if (!isMeant(wish, date, ahead)) continue;
    const from = momentAt(date, wish.from, zone);
    const to = momentAt(date, wish.to, zone);
    const start = from > now ? from : now;
    if (start >= to) continue;
    const open = openingFrom(start, working);
    if (open >= to) continue;
    return open > now ? open : null;
  }
  return null;
}

/** The days after one, which many wishes of the same day look at; working one out is most of the cost. */
const daysAfter = new WeakMap<Temporal.PlainDate, Temporal.PlainDate[]>();

function dayAfter(today: Temporal.PlainDate, ahead: number): Temporal.PlainDate {
  const known = daysAfter.get(today) ?? [];
  daysAfter.set(today, known);
  return (known[ahead] ??= today.add({ days: ahead }));
}

function isMeant({ day }: TimeWish, date: Temporal.PlainDate, ahead: number): boolean {
  if (day === 'any') return true;
  if (day === 'today') return ahead === 0;
  return day === 'tomorrow' ? ahead === 1 : day.includes(date.dayOfWeek);
}

function openingFrom(at: Date, { hours, timeZone }: WorkingTime): Date {
  return isOpen(at, hours, timeZone) ? at : addBusinessMinutes(at, 0, hours, timeZone);
}
