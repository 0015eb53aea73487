import type { EntityManager } from 'typeorm';
import type { FactKind } from '#contract';
import type { Definition } from '../catalogue/definition.js';
import { measuresOf, shapeOf, timesOf, type TimeMeasure } from '../roll-ups/measures.js';
import type { Histogram } from '../times/time-buckets.js';
import { countsSql, type Cut, type DayStates, type Sql, timesSql } from './ask.js';
import type { Counted } from './number-values.js';

/** One bar as it was counted: its bucket of time and its keys, in the order of the cut. */
export interface Bar {
  bucket: string | null;
  keys: readonly string[];
  counted: Counted;
}

/** Number → its bars. */
export type Bars = Map<string, Bar[]>;

type Row = Record<string, string | null>;

/** Which days of a period are rolled up for the numbers there are now. */
export async function dayStates(
  manager: EntityManager,
  population: FactKind,
  from: string,
  to: string,
): Promise<DayStates> {
  const [row] = await manager.query<{ clean: boolean | null; dirty: string[] | null }[]>(
    `SELECT bool_or(dirty_at IS NULL AND shape IS NOT DISTINCT FROM $4) AS clean,
       array_agg(to_char(day, 'YYYY-MM-DD') ORDER BY day)
         FILTER (WHERE NOT (dirty_at IS NULL AND shape IS NOT DISTINCT FROM $4)) AS dirty
     FROM report_day WHERE population = $1 AND day BETWEEN $2::date AND $3::date`,
    [population, from, to, shapeOf(population).hash],
  );
  return { clean: row?.clean ?? false, dirty: row?.dirty ?? [] };
}

/**
 * Counts numbers of one population over a cut: one statement for all counts, two more for each duration. Within one
 * snapshot (a repeatable-read transaction) what is rolled up and what is not fit together.
 */
export async function countNumbers(
  manager: EntityManager,
  definitions: readonly Definition[],
  cut: Cut,
): Promise<Bars> {
  const days = await dayStates(manager, cut.population, cut.from, cut.to);
  const measures = [
    ...new Set(
      definitions.flatMap((one) => Object.values(measuresOf(one)).filter((m) => m !== null)),
    ),
  ];
  const rows = await ask(manager, countsSql(cut, measures, days));
  const bars: Bars = new Map();
  for (const definition of definitions) {
    const times = timesOf(definition);
    const business = times && (await histograms(manager, cut, times.business, days));
    const wall = times && (await histograms(manager, cut, times.wall, days));
    const { counted, of, leftOut, all, added } = measuresOf(definition);
    const read = (row: Row, measure: string | null): number | null =>
      measure === null ? null : Number(row[`m${measures.indexOf(measure)}`] ?? 0);
    bars.set(
      definition.name,
      rows.map((row) => ({
        bucket: row.b ?? null,
        keys: cut.by.map((_, at) => row[`k${at}`] ?? ''),
        counted: {
          counted: read(row, counted) ?? 0,
          of: read(row, of),
          leftOut: read(row, leftOut) ?? 0,
          all: read(row, all) ?? 0,
          added: read(row, added),
          business: business && (business.get(nameOf(row, cut)) ?? new Map()),
          wall: wall && (wall.get(nameOf(row, cut)) ?? new Map()),
          spentCents: null,
        },
      })),
    );
  }
  return bars;
}

async function histograms(
  manager: EntityManager,
  cut: Cut,
  measure: TimeMeasure,
  days: DayStates,
): Promise<Map<string, Histogram>> {
  const rows = await ask(manager, timesSql(cut, measure, days));
  const found = new Map<string, Map<number, number>>();
  for (const row of rows) {
    const name = nameOf(row, cut);
    const histogram = found.get(name) ?? new Map<number, number>();
    // A statement without groups has a row, of nothing.
    if (row.bucket !== null) histogram.set(Number(row.bucket), Number(row.n));
    found.set(name, histogram);
  }
  return found;
}

function nameOf(row: Row, { by }: Cut): string {
  return JSON.stringify([row.b ?? null, ...by.map((_, at) => row[`k${at}`])]);
}

function ask(manager: EntityManager, { text, values }: Sql): Promise<Row[]> {
  return manager.query<Row[]>(text, values);
}
