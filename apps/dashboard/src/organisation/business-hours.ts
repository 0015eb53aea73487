/** The days of a week as the organisation's hours name them. */
export const HOUR_DAYS = [
  ['mon', 'Monday'],
  ['tue', 'Tuesday'],
  ['wed', 'Wednesday'],
  ['thu', 'Thursday'],
  ['fri', 'Friday'],
  ['sat', 'Saturday'],
  ['sun', 'Sunday'],
] as const;

/** `[["08:00", "12:00"], ["13:00", "17:00"]]` as it is typed: "08:00–12:00, 13:00–17:00". Nothing: closed. */
export function hoursAsTyped(intervals: unknown): string {
  if (!Array.isArray(intervals)) return '';
  return (intervals as [string, string][]).map(([from, to]) => `${from}–${to}`).join(', ');
}

/** What was typed as intervals. "8-17" is read as "08:00–17:00"; null: it cannot be read. */
export function hoursFromTyped(typed: string): [string, string][] | null {
  const parts = typed.split(',').filter((part) => part.trim() !== '');
  const intervals = parts.map((part) => part.split(/[–-]/).map(clockTime));
  return intervals.every((one): one is [string, string] => one.length === 2 && one.every(Boolean))
    ? intervals
    : null;
}

function clockTime(text: string): string | null {
  const [, hours, minutes = '00'] = /^\s*(\d{1,2})(?::(\d{2}))?\s*$/.exec(text) ?? [];
  return hours === undefined ? null : `${hours.padStart(2, '0')}:${minutes}`;
}
