import { type Grain, NOT_KNOWN, type FactKind, type Slice, type SliceFilter } from '#contract';
import { sqlOf } from '../catalogue/predicate.js';
import { FACT_TABLES, SLICE_COLUMNS } from '../catalogue/slices.js';
import type { Span } from '../roll-ups/cells.js';
import { histogramSql } from '../roll-ups/digits.js';
import { type Measure, shapeOf, type TimeMeasure } from '../roll-ups/measures.js';
import { BUCKET_STARTS } from '../times/time-buckets.js';
import type { Rolled } from './rolled.js';

/** Which facts are asked about, and how they are cut. */
export interface Cut {
  population: FactKind;
  /** Days, both included. */
  from: string;
  to: string;
  by: readonly Slice[];
  grain: Grain | undefined;
  filter: SliceFilter;
}

/** A statement with its values. */
export interface Sql {
  text: string;
  values: unknown[];
}

/** The one slice whose cells answer; null: two at once are counted from blocks. */
export function rolledSlice({ by, filter }: Cut): Slice | 'all' | null {
  const slices = [...new Set([...by, ...(Object.keys(filter) as Slice[])])];
  if (slices.length > 1) return null;
  return slices[0] ?? 'all';
}

/** The key of a slice, as text. */
export function keyOf(slice: Slice): string {
  return `COALESCE(f.${SLICE_COLUMNS[slice]}::text, '${NOT_KNOWN}')`;
}

const BUCKET: Readonly<Record<Grain, (day: string) => string>> = {
  day: (day) => day,
  week: (day) => `date_trunc('week', ${day})::date`,
  month: (day) => `date_trunc('month', ${day})::date`,
};

/** What a row is told apart by: the bucket of time, then the keys, as `b` and `k0`, `k1`, `k2`. */
function columnsOf(cut: Cut): string[] {
  return [...(cut.grain ? ['b'] : []), ...cut.by.map((_, at) => `k${at}`)];
}

const grouped = (columns: readonly string[]) =>
  columns.length > 0 ? `GROUP BY ${columns.join(', ')}` : '';

/**
 * Counts measures as `m0`, `m1`, …: of one slice or none from the cells of months and days, and the facts of dirty days.
 * Null: there is nothing to ask.
 */
export function countsSql(cut: Cut, measures: readonly Measure[], rolled: Rolled): Sql | null {
  const columns = columnsOf(cut);
  const names = measures.map((_, at) => `m${at}`);
  const slice = rolledSlice(cut);
  const values = new Values();
  const rolledNames = shapeOf(cut.population).measures.map(({ name }) => name);
  const wanted = measures.map(
    ({ name }, at) => `c.counts[${rolledNames.indexOf(name) + 1}] AS m${at}`,
  );
  const parts = spansOf(rolled).map(
    ([span, starts]) => `SELECT ${[...cellColumns(cut), ...wanted].join(', ')} FROM report_cell c
      WHERE ${cellsOf(cut, slice ?? 'all', span, starts, values)}`,
  );
  if (rolled.dirty.length > 0) {
    const counted = measures.map(({ name }, at) => `(${name})::bigint AS m${at}`);
    parts.push(`SELECT ${[...factColumns(cut), ...counted].join(', ')} FROM ${FACT_TABLES[cut.population]} f
      WHERE ${factsOf(cut, rolled.dirty, values)} ${grouped(columns)}`);
  }
  if (parts.length === 0) return null;
  const sums = names.map((name) => `COALESCE(sum(${name}), 0)::bigint AS ${name}`);
  return {
    text: `SELECT ${[...shown(columns), ...sums].join(', ')} FROM (${parts.join(' UNION ALL ')}) AS parts
      ${grouped(columns)}`,
    values: values.list,
  };
}

/** Counts durations: a row for each bar and measure, with its `histogram`. Null: there is nothing to ask. */
export function timesSql(cut: Cut, measures: readonly TimeMeasure[], rolled: Rolled): Sql | null {
  const columns = [...columnsOf(cut), 'measure'];
  const slice = rolledSlice(cut);
  const values = new Values();
  const parts = spansOf(rolled).map(
    ([
      span,
      starts,
    ]) => `SELECT ${[...cellColumns(cut), 'c.measure', 'c.histogram'].join(', ')} FROM report_times c
      WHERE c.measure = ANY (${values.add(measures.map(({ name }) => name))}::text[])
        AND ${cellsOf(cut, slice ?? 'all', span, starts, values)}`,
  );
  if (rolled.dirty.length > 0) {
    const buckets = values.add(BUCKET_STARTS);
    for (const { name, column, predicate } of measures) {
      const bucket = `width_bucket(f.${column}, ${buckets}::int[]) AS bucket`;
      const selected = [...factColumns(cut), `${values.add(name)}::text AS measure`, bucket];
      const grouping = [...columns, 'bucket'];
      parts.push(`SELECT ${columns.join(', ')}, ${histogramSql('bucket', 'n')} AS histogram
        FROM (SELECT ${selected.join(', ')}, count(*) AS n FROM ${FACT_TABLES[cut.population]} f
          WHERE ${factsOf(cut, rolled.dirty, values)} AND ${sqlOf(predicate, 'f')} ${grouped(grouping)}) AS counted
        ${grouped(columns)}`);
    }
  }
  if (parts.length === 0 || measures.length === 0) return null;
  return {
    text: `SELECT ${[...shown(columns), "string_agg(histogram, '') AS histogram"].join(', ')}
      FROM (${parts.join(' UNION ALL ')}) AS parts ${grouped(columns)}`,
    values: values.list,
  };
}

function spansOf({ months, days }: Rolled): [Span, readonly string[]][] {
  const spans: [Span, readonly string[]][] = [
    ['month', months],
    ['day', days],
  ];
  return spans.filter(([, starts]) => starts.length > 0);
}

/** The conditions on facts `f` of a cut: its period and what its filter lets through. */
export function factsOf(
  { from, to, filter }: Pick<Cut, 'from' | 'to' | 'filter'>,
  only: readonly string[] | null,
  values: Values,
): string {
  const conditions = [`f.day BETWEEN ${values.add(from)}::date AND ${values.add(to)}::date`];
  if (only) conditions.push(`f.day = ANY (${values.add(only)}::date[])`);
  for (const [slice, keys] of Object.entries(filter)) {
    conditions.push(`${keyOf(slice as Slice)} = ANY (${values.add(keys)}::text[])`);
  }
  return conditions.join(' AND ');
}

/** Values of a statement, numbered as they come. */
export class Values {
  readonly list: unknown[] = [];

  /** Gives its place: `$3`. */
  add(value: unknown): string {
    this.list.push(value);
    return `$${this.list.length}`;
  }
}

function cellsOf(
  { population, filter }: Cut,
  slice: Slice | 'all',
  span: Span,
  starts: readonly string[],
  values: Values,
): string {
  const conditions = [
    `c.population = ${values.add(population)}`,
    `c.slice = ${values.add(slice)}`,
    `c.span = ${values.add(span)}`,
    `c.start = ANY (${values.add(starts)}::date[])`,
  ];
  for (const keys of Object.values(filter)) {
    conditions.push(`c.key = ANY (${values.add(keys)}::text[])`);
  }
  return conditions.join(' AND ');
}

function cellColumns({ grain, by }: Cut): string[] {
  return [
    ...(grain ? [`${BUCKET[grain]('c.start')} AS b`] : []),
    ...by.map((_, at) => `c.key AS k${at}`),
  ];
}

function factColumns({ grain, by }: Cut): string[] {
  return [
    ...(grain ? [`${BUCKET[grain]('f.day')} AS b`] : []),
    ...by.map((slice, at) => `${keyOf(slice)} AS k${at}`),
  ];
}

const shown = (columns: readonly string[]) =>
  columns.map((column) => (column === 'b' ? "to_char(b, 'YYYY-MM-DD') AS b" : column));
