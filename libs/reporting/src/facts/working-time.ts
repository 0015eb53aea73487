import type { EntityManager } from 'typeorm';
import { ALWAYS_OPEN, BusinessHours, intervalsOf } from '#content';

/** Where this organisation is, and when it works: all closed days with it, however long ago. */
export interface ReportTime {
  timeZone: string;
  hours: BusinessHours;
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const DEFAULT_ZONE = 'America/New_York';

/** Where this organisation is: what its days are the days of. */
export async function readTimeZone(manager: EntityManager): Promise<string> {
  const [row] = await manager.query<{ time_zone: string }[]>(
    'SELECT time_zone FROM organisation WHERE id = $1',
    [1],
  );
  return row?.time_zone ?? DEFAULT_ZONE;
}

/**
 * Reads the hours that business time is counted by: those set now, for the whole past. Without any it counts as open
 * around the clock, as promises do.
 */
export async function readReportTime(manager: EntityManager): Promise<ReportTime> {
  const [row] = await manager.query<{ time_zone: string; business_hours: unknown }[]>(
    'SELECT time_zone, business_hours FROM organisation WHERE id = $1',
    [1],
  );
  const set = BusinessHours.safeParse(row?.business_hours);
  const days = await manager.query<{ day: string; closed: boolean }[]>(
    "SELECT to_char(day, 'YYYY-MM-DD') AS day, closed FROM closed_day WHERE day <= current_date + $1::int ORDER BY day",
    [1],
  );
  const timeZone = row?.time_zone ?? DEFAULT_ZONE;
  const open = set.success && WEEKDAYS.some((day) => intervalsOf(set.data, day).length > 0);
  if (!open) return { timeZone, hours: ALWAYS_OPEN };
  const decided = new Map(days.map(({ day, closed }) => [day, closed]));
  const holidays = [
    ...(set.data.holidays ?? []).filter((day) => !decided.has(day)),
    ...days.filter(({ closed }) => closed).map(({ day }) => day),
  ];
  return { timeZone, hours: { ...set.data, holidays } };
}
