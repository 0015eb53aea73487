import type { EntityManager } from 'typeorm';
import { addDays, dayIn, type LeadsByDay, NOT_KNOWN } from '#contract';
import { type NumberQueries, readTimeZone } from '#reporting';

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
  const to = dayIn(await readTimeZone(manager), now);
  const calendar = Array.from({ length: days }, (_, at) => addDays(to, at + 1 - days));
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
    timeZone: report.timeZone,
    sources: sources.toSorted((one, other) => one.name.localeCompare(other.name)),
    days: [...byDay].map(([day, counts]) => ({ day, counts })),
  };
}
