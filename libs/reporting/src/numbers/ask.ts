import { type Grain, NOT_KNOWN, type FactKind, type Slice, type SliceFilter } from '#contract';
import { sqlOf } from '../catalogue/predicate.js';
import { FACT_TABLES, SLICE_COLUMNS } from '../catalogue/slices.js';
import { type Measure, shapeOf, type TimeMeasure } from '../roll-ups/measures.js';
import { BUCKET_STARTS } from '../times/time-buckets.js';

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

/** Days of the period that are rolled up, and those that are not. */
export interface DayStates {
  clean: boolean;
  dirty: readonly string[];
}

/** A statement with its values. */
export interface Sql {
  text: string;
  values: unknown[];
}

/** The one slice whose cells answer; null: two at once are counted from the facts. */
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
 * Counts measures as `m0`, `m1`, …: what is rolled up from cells, dirty days from their facts, both together. A cut by
 * two slices at once, which is not rolled up, counts facts only.
 */
export function countsSql(cut: Cut, measures: readonly Measure[], days: DayStates): Sql {
  const columns = columnsOf(cut);
  const names = measures.map((_, at) => `m${at}`);
  const slice = rolledSlice(cut);
  const values = new Values();
  const parts: string[] = [];
  if (slice !== null && days.clean) {
    const { measures: rolled } = shapeOf(cut.population);
    const wanted = measures.map((one, at) => `c.counts[${rolled.indexOf(one) + 1}] AS m${at}`);
    parts.push(`SELECT ${[...cellColumns(cut), ...wanted].join(', ')} FROM report_cell c
      JOIN report_day d ON d.population = c.population AND d.day = c.day
      WHERE ${cellsOf(cut, slice, values)}`);
  }
  if (slice === null || days.dirty.length > 0) {
    const counted = measures.map((one, at) => `(${one})::bigint AS m${at}`);
    parts.push(`SELECT ${[...factColumns(cut), ...counted].join(', ')} FROM ${FACT_TABLES[cut.population]} f
      WHERE ${factsOf(cut, slice === null ? null : days.dirty, values)} ${grouped(columns)}`);
  }
  if (parts.length === 0) return nothing(columns, names);
  const sums = names.map((name) => `COALESCE(sum(${name}), 0)::bigint AS ${name}`);
  return {
    text: `SELECT ${[...shown(columns), ...sums].join(', ')} FROM (${parts.join(' UNION ALL ')}) AS parts
      ${grouped(columns)}`,
    values: values.list,
  };
}

/** Counts durations by bucket, as `bucket` and `n`. */
export function timesSql(cut: Cut, measure: TimeMeasure, days: DayStates): Sql {
  const columns = columnsOf(cut);
  const slice = rolledSlice(cut);
  const values = new Values();
  const parts: string[] = [];
  if (slice !== null && days.clean) {
    const name = values.add(measure.name);
    parts.push(`SELECT ${[...cellColumns(cut), 'u.bucket', 'u.n'].join(', ')} FROM report_times c
      JOIN report_day d ON d.population = c.population AND d.day = c.day
      CROSS JOIN LATERAL unnest(c.buckets, c.counts) AS u(bucket, n)
      WHERE c.measure = ${name} AND ${cellsOf(cut, slice, values)}`);
  }
  if (slice === null || days.dirty.length > 0) {
    const starts = values.add(BUCKET_STARTS);
    parts.push(`SELECT ${[...factColumns(cut), `width_bucket(f.${measure.column}, ${starts}::int[]) AS bucket`, '1 AS n'].join(', ')}
      FROM ${FACT_TABLES[cut.population]} f
      WHERE ${factsOf(cut, slice === null ? null : days.dirty, values)} AND ${sqlOf(measure.predicate, 'f')}`);
  }
  if (parts.length === 0) return nothing([...columns, 'bucket'], ['n']);
  return {
    text: `SELECT ${[...shown(columns), 'bucket', 'sum(n)::bigint AS n'].join(', ')}
      FROM (${parts.join(' UNION ALL ')}) AS parts ${grouped([...columns, 'bucket'])}`,
    values: values.list,
  };
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

function cellsOf(cut: Cut, slice: Slice | 'all', values: Values): string {
  const { hash } = shapeOf(cut.population);
  const conditions = [
    `c.population = ${values.add(cut.population)}`,
    `c.slice = ${values.add(slice)}`,
    `c.day BETWEEN ${values.add(cut.from)}::date AND ${values.add(cut.to)}::date`,
    `d.dirty_at IS NULL AND d.shape = ${values.add(hash)}`,
  ];
  for (const keys of Object.values(cut.filter)) {
    conditions.push(`c.key = ANY (${values.add(keys)}::text[])`);
  }
  return conditions.join(' AND ');
}

function cellColumns({ grain, by }: Cut): string[] {
  return [
    ...(grain ? [`${BUCKET[grain]('c.day')} AS b`] : []),
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

/** No day of the period holds a fact. */
function nothing(columns: readonly string[], sums: readonly string[]): Sql {
  const none = columns.map((column) => `NULL::text AS ${column}`);
  const zero = sums.map((name) => `0::bigint AS ${name}`);
  return {
    text: `SELECT ${[...none, ...zero].join(', ')} ${columns.length > 0 ? 'WHERE false' : ''}`,
    values: [],
  };
}
