import { type Organisation, WEEKDAYS, type Weekday } from './routing.js';

/** Whether staff is at work, and until when or from when; local times of the organisation, `HH:MM`. */
export type Opening =
  | { open: true; until: string }
  | { open: false; opens: string; day: 'today' | 'tomorrow' | Weekday }
  | { open: false; opens: undefined; day: undefined };

type Hours = Pick<Organisation, 'businessHours' | 'timeZone'>;

/** Reads the opening hours at one moment. Hours that cross midnight are written as two pairs. */
export function openingAt(hours: Hours, now: Date): Opening {
  const { weekday, time } = localTime(now, hours.timeZone);
  const today = hours.businessHours[weekday] ?? [];
  const running = today.find(([from, until]) => from <= time && time < until);
  if (running) return { open: true, until: running[1] };
  const later = today.map(([from]) => from).filter((from) => from > time);
  const [next] = later.sort();
  if (next) return { open: false, opens: next, day: 'today' };
  return nextDay(hours, weekday);
}

function nextDay(hours: Hours, weekday: Weekday): Opening {
  const start = WEEKDAYS.indexOf(weekday);
  for (let ahead = 1; ahead <= 7; ahead += 1) {
    const day = WEEKDAYS[(start + ahead) % 7] ?? weekday;
    const [opens] = (hours.businessHours[day] ?? []).map(([from]) => from).sort();
    if (opens) return { open: false, opens, day: ahead === 1 ? 'tomorrow' : day };
  }
  return { open: false, opens: undefined, day: undefined };
}

function localTime(now: Date, timeZone: string): { weekday: Weekday; time: string } {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const weekday = WEEKDAYS.find((day) => day === part('weekday').toLowerCase()) ?? 'mon';
  return { weekday, time: `${part('hour')}:${part('minute')}` };
}
