import type { EntityManager } from 'typeorm';
import { type LeadsByDay, NOT_KNOWN } from '#contract';
import { type NumberQueries, readReportTime } from '#reporting';

const DAY_MS = 86_400_000;

/**
 * Counted leads by the day they were received (in the organisation's zone, today last) and source: the
 * number "leads". Days without a lead are there too, with no counts.
 */
export async function leadsByDay(
  manager: EntityManager,
  numbers: NumberQueries,
  days: number,
  now: Date,
): Promise<LeadsByDay> {
  const { timeZone } = await readReportTime(manager);
  const to = localDay(now, timeZone);
  const calendar = Array.from({ length: days }, (_, at) => daysBefore(to, days - 1 - at));
  const report = await numbers.report(
    manager,
    {
      names: ['leads'],
      from: calendar[0] ?? to,
      to,
      by: ['source'],
      grain: 'day',
      filter: {},
      compare: false,
      distribution: false,
    },
    now,
  );
  const bars = (report.numbers[0]?.rows ?? []).filter(
    ({ counted, keys }) => counted > 0 && keys.source !== NOT_KNOWN,
  );
  const byDay = new Map<string, Record<string, number>>(calendar.map((day) => [day, {}]));
  const names = new Map<string, string>();
  for (const { from, keys, labels, counted } of bars) {
    const counts = byDay.get(from ?? '');
    if (!counts || !keys.source) continue;
    counts[keys.source] = counted;
    names.set(keys.source, labels.source ?? keys.source);
  }
  const sources = [...names].map(([id, name]) => ({ id, name }));
  return {
    timeZone,
    sources: sources.toSorted((one, other) => one.name.localeCompare(other.name)),
    days: [...byDay].map(([day, counts]) => ({ day, counts })),
  };
}

/** The day it is at a place. */
export function localDay(now: Date, timeZone: string): string {
  // The Swedish way to write a date is ISO's.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now);
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10);
}
