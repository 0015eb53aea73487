import { localTime, momentAt } from './local-time.js';
import type { Place } from './place.js';

/** From and to as minutes after local midnight; `to` itself is already closed. */
interface Window {
  from: number;
  to: number;
}

const hours = (from: number, to: number): Window => ({ from: from * 60, to: to * 60 });

/** 8:00 to 21:00 at the called party's place. Source: 47 CFR 64.1200(c)(1). */
const FEDERAL = hours(8, 21);

/**
 * Stricter states, by ISO weekday (7 is Sunday). Sources: Fla. Stat. 501.616 (8-20); Tex. Bus. & Com. Code 301.051
 * (Sunday from noon); Conn. Gen. Stat. 42-288a (9-20).
 */
function stateWindow(state: string, weekday: number): Window {
  if (state === 'FL') return hours(8, 20);
  if (state === 'CT') return hours(9, 20);
  if (state === 'TX' && weekday === 7) return hours(12, 21);
  return FEDERAL;
}

/** The hours in which every rule of the place agrees, on a local weekday. */
function windowOf(place: Place, weekday: number): Window {
  const windows = [FEDERAL, ...place.states.map((state) => stateWindow(state, weekday))];
  return {
    from: Math.max(...windows.map((window) => window.from)),
    to: Math.min(...windows.map((window) => window.to)),
  };
}

/** Whether calls and texts may go out now: in all zones the recipient may be in, by the rules of all states. */
export function withinContactHours(now: Date, place: Place): boolean {
  return place.zones.every((zone) => {
    const { date, minute } = localTime(now, zone);
    const window = windowOf(place, date.dayOfWeek);
    return minute >= window.from && minute < window.to;
  });
}

/**
 * The next moment at which {@link withinContactHours} holds; `now` itself when it holds already. Null when the
 * place's zones never agree within eight days.
 */
export function nextContactHours(now: Date, place: Place): Date | null {
  if (withinContactHours(now, place)) return now;
  const openings = place.zones.flatMap((zone) => {
    const today = localTime(now, zone).date;
    return Array.from({ length: 9 }, (_, days) => {
      const day = today.add({ days });
      const { from } = windowOf(place, day.dayOfWeek);
      return momentAt(day, from, zone).getTime();
    });
  });
  const next = openings
    .filter((at) => at > now.getTime())
    .sort((a, b) => a - b)
    .find((at) => withinContactHours(new Date(at), place));
  return next === undefined ? null : new Date(next);
}
