import type { EntityManager } from 'typeorm';
import type { FactKind, Slice } from '#contract';
import { sqlOf } from '../catalogue/predicate.js';
import { FACT_TABLES } from '../catalogue/slices.js';
import { keyOf } from '../numbers/ask.js';
import { BUCKET_STARTS } from '../times/time-buckets.js';
import { histogramSql } from './digits.js';
import { shapeOf, type TimeMeasure } from './measures.js';

/** What one cell adds up. */
export type Span = 'day' | 'month';

/** Days, or the first days of months, that cells are made for. */
export interface Spans {
  population: FactKind;
  span: Span;
  starts: readonly string[];
}

const START: Readonly<Record<Span, string>> = {
  day: 'f.day',
  month: "date_trunc('month', f.day)::date",
};
const WITHIN: Readonly<Record<Span, string>> = {
  day: 'f.day = ANY ($1::date[])',
  month: `f.day >= (SELECT min(m) FROM unnest($1::date[]) AS m)
    AND f.day < (SELECT max(m) + interval '1 month' FROM unnest($1::date[]) AS m)
    AND date_trunc('month', f.day)::date = ANY ($1::date[])`,
};

/** Makes the cells of days or months anew from their facts, by each slice and as a whole. */
export async function writeCells(manager: EntityManager, spans: Spans): Promise<void> {
  const { population, span, starts } = spans;
  const { slices, times } = shapeOf(population);
  for (const table of ['report_cell', 'report_times']) {
    await manager.query(
      `DELETE FROM ${table} WHERE population = $1 AND span = $2 AND slice = ANY ($3) AND start = ANY ($4::date[])`,
      [population, span, ['all', ...slices], starts],
    );
  }
  for (const slice of ['all', ...slices] as const) {
    await writeCounts(manager, spans, slice);
    for (const measure of times) await writeTimes(manager, spans, slice, measure);
  }
}

async function writeCounts(
  manager: EntityManager,
  { population, span, starts }: Spans,
  slice: Slice | 'all',
): Promise<void> {
  const { measures } = shapeOf(population);
  await manager.query(
    `INSERT INTO report_cell (population, slice, span, start, key, counts)
     SELECT $2, $3, $4, ${START[span]}, ${keyFor(slice)}, ARRAY[${measures.map(({ name }) => name).join(', ')}]::bigint[]
     FROM ${FACT_TABLES[population]} f WHERE ${WITHIN[span]} GROUP BY 4, 5`,
    [starts, population, slice, span],
  );
}

async function writeTimes(
  manager: EntityManager,
  { population, span, starts }: Spans,
  slice: Slice | 'all',
  { name, column, predicate }: TimeMeasure,
): Promise<void> {
  await manager.query(
    `INSERT INTO report_times (population, slice, span, measure, start, key, histogram)
     SELECT $2, $3, $4, $5, start, key, ${histogramSql('bucket', 'n')}
     FROM (
       SELECT ${START[span]} AS start, ${keyFor(slice)} AS key, width_bucket(f.${column}, $6::int[]) AS bucket, count(*) AS n
       FROM ${FACT_TABLES[population]} f
       WHERE ${WITHIN[span]} AND ${sqlOf(predicate, 'f')} GROUP BY 1, 2, 3) AS counted
     GROUP BY start, key`,
    [starts, population, slice, span, name, BUCKET_STARTS],
  );
}

function keyFor(slice: Slice | 'all'): string {
  return slice === 'all' ? "'all'" : keyOf(slice);
}
