import {
  daysOfPeriod,
  periodOfPreset,
  REPORT_PRESETS,
  type ReportPeriod,
  type ReportPreset,
} from '#contract';

export type Period = ReportPeriod;
/** A period that moves with the day, or days of one's own choice. */
export type Preset = ReportPreset | 'own';

export const PRESETS: Readonly<Record<Preset, string>> = {
  ...(Object.fromEntries(REPORT_PRESETS.map(({ code, label }) => [code, label])) as Record<
    ReportPreset,
    string
  >),
  own: 'Days of your choice',
};

/** The days of a preset, as of `today`; days of one's own are kept as they are. */
export const periodOf = (preset: Preset, today: string, own: Period): Period =>
  preset === 'own' ? own : periodOfPreset(preset, today);

const utc = (day: string) => new Date(`${day}T00:00:00Z`);

/** The bucket that gives a chart some five to sixty points. */
export function grainOf(period: Period): 'day' | 'week' | 'month' {
  const days = daysOfPeriod(period);
  if (days <= 45) return 'day';
  return days <= 200 ? 'week' : 'month';
}

const dayAndMonth = new Intl.DateTimeFormat('en-US', {
  month: 'short',
  day: 'numeric',
  timeZone: 'UTC',
});
const withYear = new Intl.DateTimeFormat('en-US', {
  month: 'short',
  day: 'numeric',
  year: 'numeric',
  timeZone: 'UTC',
});

/** "Mar 1 – Mar 31, 2026". */
export function periodInWords({ from, to }: Period): string {
  if (from === to) return withYear.format(utc(from));
  const start = from.slice(0, 4) === to.slice(0, 4) ? dayAndMonth : withYear;
  return `${start.format(utc(from))} – ${withYear.format(utc(to))}`;
}

export const dayShort = (day: string): string => dayAndMonth.format(utc(day));
