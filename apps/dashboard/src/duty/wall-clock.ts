import { addDays } from '#contract';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** A calendar day and a time of day, as a clock on a wall of some zone shows them. */
export interface WallTime {
  /** YYYY-MM-DD */
  day: string;
  /** HH:MM, 00:00 to 23:59. */
  time: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(zone, made);
  return made;
}

/** What the clock of a zone shows at a moment. */
export function wallTime(moment: string | number, zone: string): WallTime {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(new Date(moment))
      .map(({ type, value }) => [type, value]),
  );
  return {
    day: `${parts.year}-${parts.month}-${parts.day}`,
    time: `${parts.hour}:${parts.minute}`,
  };
}

/**
 * The moment a zone's clock shows this. A time the clock skips in spring is the one as long after the
 * change; one it shows twice in autumn is the first.
 */
export function momentOf({ day, time }: WallTime, zone: string): string {
  const wanted = Date.parse(`${day}T${time === '24:00' ? '00:00' : time}:00Z`);
  const asked = time === '24:00' ? wanted + DAY_MS : wanted;
  const offsetAt = (moment: number) => {
    const shown = wallTime(moment, zone);
    return (
      Date.parse(`${shown.day}T${shown.time}:00Z`) - Math.floor(moment / MINUTE_MS) * MINUTE_MS
    );
  };
  const early = asked - offsetAt(asked - DAY_MS);
  if (offsetAt(early) === offsetAt(asked - DAY_MS)) return new Date(early).toISOString();
  const late = asked - offsetAt(asked + DAY_MS);
  const isShown = offsetAt(late) === offsetAt(asked + DAY_MS);
  return new Date(isShown ? late : early).toISOString();
}

/** ISO: 1 is Monday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

/** The seven days of the week a day is in, from Monday on. */
export function weekOf(day: string): string[] {
  const monday = addDays(day, 1 - weekdayOf(day));
  return Array.from({ length: 7 }, (_, index) => addDays(monday, index));
}

/** "8 AM", "8:30 AM", "midnight". */
export function timeInWords(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  if (minute === 0 && hour % 24 === 0) return 'midnight';
  if (minute === 0 && hour === 12) return 'noon';
  const shown = hour % 12 || 12;
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${shown}${minutes} ${hour < 12 ? 'AM' : 'PM'}`;
}
