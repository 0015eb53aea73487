import { dateFormat } from '#platform';
import { type Organisation, WEEKDAYS, type Weekday } from './routing.js';

/** Whether staff is at work, and until when or from when; local times of the organisation, `HH:MM`. */
export type Opening =
  | { open: true; until: string }
  | { open: false; opens: string; day: 'today' | 'tomorrow' | Weekday }
  | { open: false; opens: undefined; day: undefined };

type Hours = Pick<Organisation, 'businessHours' | 'timeZone'>;

/** Reads the opening hours at one moment. Hours that cross midnight are written as two pairs. */
export function openingAt(hours: Hours, now: Date): Opening {
  const { day, time } = localTime(now, hours.timeZone);
  const today = hoursOn(hours, day);
  const running = today.find(([from, until]) => from <= time && time < until);
  if (running) return { open: true, until: running[1] };
  const later = today.map(([from]) => from).filter((from) => from > time);
  const [next] = later.sort();
  if (next) return { open: false, opens: next, day: 'today' };
  return nextDay(hours, day);
}

function nextDay(hours: Hours, today: Date): Opening {
  for (let ahead = 1; ahead <= 7; ahead += 1) {
    const day = new Date(today.getTime() + ahead * DAY_MS);
    const [opens] = hoursOn(hours, day)
      .map(([from]) => from)
      .sort();
    if (opens) return { open: false, opens, day: ahead === 1 ? 'tomorrow' : weekdayOf(day) };
  }
  return { open: false, opens: undefined, day: undefined };
}

/** The hours of a local day, which is given as its midnight in UTC. */
function hoursOn({ businessHours }: Hours, day: Date): readonly (readonly [string, string])[] {
  if (businessHours.holidays?.includes(day.toISOString().slice(0, 10))) return [];
  return businessHours[weekdayOf(day)] ?? [];
}

const DAY_MS = 86_400_000;

const weekdayOf = (day: Date): Weekday => WEEKDAYS[(day.getUTCDay() + 6) % 7] ?? 'mon';

function localTime(now: Date, timeZone: string): { day: Date; time: string } {
  const parts = dateFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return {
    day: new Date(`${part('year')}-${part('month')}-${part('day')}T00:00:00Z`),
    time: `${part('hour')}:${part('minute')}`,
  };
}
