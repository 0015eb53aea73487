export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
export const HOURS: readonly number[] = Array.from({ length: 24 }, (_, hour) => hour);

/** The key of an hour of the week: 0 is Monday at midnight. */
export const hourKey = (weekday: number, hour: number): string => String(weekday * 24 + hour);

/** "12 AM", "9 AM", "3 PM". */
export function hourInWords(hour: number): string {
  return `${hour % 12 === 0 ? 12 : hour % 12} ${hour < 12 ? 'AM' : 'PM'}`;
}
