import { addDays } from './days.js';
import { choices, codesOf } from './picklists.js';

/** A period of whole days in the organisation's zone, both included: `2026-03-01`. */
export interface ReportPeriod {
  from: string;
  to: string;
}

/** Periods that move with the day they are asked on. */
export const REPORT_PRESETS = choices({
  today: 'Today',
  yesterday: 'Yesterday',
  week: 'This week',
  lastWeek: 'Last week',
  days7: 'Last 7 days',
  days30: 'Last 30 days',
  month: 'This month',
  lastMonth: 'Last month',
  days90: 'Last 90 days',
  year: 'This year',
  months12: 'Last 12 months',
});
export type ReportPreset = (typeof REPORT_PRESETS)[number]['code'];
export const REPORT_PRESET_CODES = codesOf(REPORT_PRESETS);

const DAY_MS = 86_400_000;
const utc = (day: string) => new Date(`${day}T00:00:00Z`);
const iso = (at: Date) => at.toISOString().slice(0, 10);

/** The days of a preset, as of `today`; weeks begin on Monday. */
export function periodOfPreset(preset: ReportPreset, today: string): ReportPeriod {
  const at = utc(today);
  const month = (back: number, day = 1) =>
    iso(new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - back, day)));
  const monday = addDays(today, -((at.getUTCDay() + 6) % 7));
  const last = (days: number) => ({ from: addDays(today, 1 - days), to: today });
  switch (preset) {
    case 'today':
      return last(1);
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case 'week':
      return { from: monday, to: today };
    case 'lastWeek':
      return { from: addDays(monday, -7), to: addDays(monday, -1) };
    case 'days7':
      return last(7);
    case 'days30':
      return last(30);
    case 'days90':
      return last(90);
    case 'month':
      return { from: month(0), to: today };
    case 'lastMonth':
      return { from: month(1), to: month(0, 0) };
    case 'year':
      return { from: `${today.slice(0, 4)}-01-01`, to: today };
    case 'months12':
      return { from: addDays(month(12, at.getUTCDate()), 1), to: today };
  }
}

/** How many days a period has. */
export const daysOfPeriod = ({ from, to }: ReportPeriod): number =>
  Math.round((utc(to).getTime() - utc(from).getTime()) / DAY_MS) + 1;
