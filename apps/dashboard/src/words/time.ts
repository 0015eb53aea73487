const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** How far the reader's `now` may lag behind the moment itself. */
const CLOCK_STEP = 10_000;

const absolute = new Intl.DateTimeFormat('en-US', {
  weekday: 'short',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
});
const precise = new Intl.DateTimeFormat('en-US', {
  month: 'short',
  day: 'numeric',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});
const clockTime = new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit' });
const dayTime = new Intl.DateTimeFormat('en-US', {
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});
const day = new Intl.DateTimeFormat('en-US', { weekday: 'short', month: 'short', day: 'numeric' });

/** A moment in full, in the reader's own zone: "Tue, Nov 24, 3:05 PM EST". */
export const inFull = (iso: string): string => absolute.format(new Date(iso));

/** The same with its seconds, where the order of things matters. */
export const toTheSecond = (iso: string): string => precise.format(new Date(iso));

/** A calendar day (YYYY-MM-DD), read as that day wherever the reader is. */
export const dayInWords = (isoDay: string): string => day.format(new Date(`${isoDay}T12:00:00`));

/** "just now", "4 min ago", "2 h ago", "yesterday 3:05 PM", then the date. Future moments: "in 4 min". */
export function relative(iso: string, now: number): string {
  const at = new Date(iso).getTime();
  const away = Math.abs(now - at);
  const say = (text: string) => (at > now ? `in ${text}` : `${text} ago`);
  if (away < MINUTE) return at > now + CLOCK_STEP ? 'in a moment' : 'just now';
  if (away < HOUR) return say(`${Math.floor(away / MINUTE)} min`);
  if (away < 12 * HOUR) return say(`${Math.floor(away / HOUR)} h`);
  const days = Math.round((startOfDay(at) - startOfDay(now)) / DAY);
  const time = clockTime.format(at);
  if (days === 0) return `today ${time}`;
  if (days === -1) return `yesterday ${time}`;
  if (days === 1) return `tomorrow ${time}`;
  return dayTime.format(at);
}

/** What is left of a promise: "2:31", "24 min", "3 h", "2 days". Never negative. */
export function span(milliseconds: number): string {
  const left = Math.abs(milliseconds);
  if (left < 10 * MINUTE) {
    const seconds = Math.floor(left / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  }
  if (left < HOUR) return `${Math.floor(left / MINUTE)} min`;
  if (left < DAY) return `${Math.floor(left / HOUR)} h ${Math.floor((left % HOUR) / MINUTE)} min`;
  const days = Math.floor(left / DAY);
  return days === 1 ? '1 day' : `${days} days`;
}

/** How long somebody talked: "0:25", "21:08", "1:02:10". */
export function talkTime(seconds: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}

/** The same in a sentence: "25 seconds", "21 minutes". */
export function talkTimeInWords(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  return `${Math.round(seconds / 60)} minutes`;
}

/** Midnight of the day a moment falls on, in the reader's zone. */
export function startOfDay(at: number): number {
  const date = new Date(at);
  date.setHours(0, 0, 0, 0);
  return date.getTime();
}

/** The value an `<input type="datetime-local">` shows for a moment. */
export function toLocalInput(at: Date): string {
  const local = new Date(at.getTime() - at.getTimezoneOffset() * MINUTE);
  return local.toISOString().slice(0, 16);
}
