import type { EntityManager } from 'typeorm';
import type { FactKind } from '#contract';
import { joined, readBlocks } from './blocks.js';
import { type Cell, countCells } from './count-cells.js';
import { writeHistogram } from './digits.js';
import { shapeOf } from './measures.js';

/** What one cell adds up. */
export type Span = 'day' | 'month';

/** Makes the cells of days, or those of one month from all its days, anew from the columns of these days. */
export async function writeCells(
  manager: EntityManager,
  population: FactKind,
  made: { span: 'day' } | { span: 'month'; month: string },
  days: readonly string[],
): Promise<void> {
  const starts = made.span === 'month' ? [made.month] : days;
  await clear(manager, population, made.span, starts);
  const names = await readKeys(manager, population);
  const blocks = await readBlocks(manager, population, null, days);
  if (made.span === 'month') {
    const cells = countCells(population, joined([...blocks.values()]));
    await store(manager, { population, span: made.span, start: made.month }, cells, names);
    return;
  }
  for (const [start, columns] of blocks) {
    const cells = countCells(population, columns);
    await store(manager, { population, span: made.span, start }, cells, names);
  }
}

/** Slice → code → key. */
type Keys = ReadonlyMap<string, ReadonlyMap<number, string>>;

interface Place {
  population: FactKind;
  span: Span;
  start: string;
}

async function clear(
  manager: EntityManager,
  population: FactKind,
  span: Span,
  starts: readonly string[],
): Promise<void> {
  const { slices } = shapeOf(population);
  for (const table of ['report_cell', 'report_times']) {
    await manager.query(
      `DELETE FROM ${table} WHERE population = $1 AND span = $2 AND slice = ANY ($3) AND start = ANY ($4::date[])`,
      [population, span, ['all', ...slices], starts],
    );
  }
}

async function readKeys(manager: EntityManager, population: FactKind): Promise<Keys> {
  const rows = await manager.query<{ slice: string; code: number; key: string }[]>(
    'SELECT slice, code, key FROM report_key WHERE slice = ANY ($1::text[])',
    [shapeOf(population).slices],
  );
  const keys = new Map<string, Map<number, string>>([['all', new Map([[0, 'all']])]]);
  for (const { slice, code, key } of rows) {
    const known = keys.get(slice) ?? new Map<number, string>();
    known.set(code, key);
    keys.set(slice, known);
  }
  return keys;
}

async function store(
  manager: EntityManager,
  { population, span, start }: Place,
  counted: readonly Cell[],
  keys: Keys,
): Promise<void> {
  const { times } = shapeOf(population);
  const cells = counted.map(({ slice, code, counts }) => {
    const key = keys.get(slice)?.get(code);
    if (key === undefined) throw new Error(`No key of ${slice} has the number ${code}.`);
    return { slice, key, ...counts };
  });
  await manager.query(
    `INSERT INTO report_cell (population, span, start, slice, key, counts)
     SELECT $1, $2, $3, slice, key, counts::bigint[] FROM unnest($4::text[], $5::text[], $6::text[]) AS c(slice, key, counts)`,
    [
      population,
      span,
      start,
      cells.map(({ slice }) => slice),
      cells.map(({ key }) => key),
      cells.map(({ sums }) => `{${sums.join(',')}}`),
    ],
  );
  const histograms = cells.flatMap(({ slice, key, histograms: ofCell }) =>
    ofCell.flatMap((histogram, at) =>
      histogram.length > 0
        ? [{ slice, key, measure: times[at]?.name, text: writeHistogram(histogram) }]
        : [],
    ),
  );
  await manager.query(
    `INSERT INTO report_times (population, span, start, slice, key, measure, histogram)
     SELECT $1, $2, $3, slice, key, measure, histogram
     FROM unnest($4::text[], $5::text[], $6::text[], $7::text[]) AS c(slice, key, measure, histogram)`,
    [
      population,
      span,
      start,
      histograms.map(({ slice }) => slice),
      histograms.map(({ key }) => key),
      histograms.map(({ measure }) => measure),
      histograms.map(({ text }) => text),
    ],
  );
}
