import type { EntityManager } from 'typeorm';
import type { FactKind, Slice } from '#contract';
import { sqlOf } from '../catalogue/predicate.js';
import { FACT_TABLES } from '../catalogue/slices.js';
import { keyOf } from '../numbers/ask.js';
import { BUCKET_STARTS } from '../times/time-buckets.js';
import { type Cells, cellsOfText, digitsSql } from './digits.js';
import type { KeyColumn } from './fact-lists.js';
import { type Measure, shapeOf, type TimeMeasure } from './measures.js';

/** What a character of flags tells: whether a fact counts for each of so many measures. */
const FLAGS = 6;
export const SUM_DIGITS = 2;
const BUCKET_DIGITS = 1;

/** Anybody who follows a link names a campaign: of them there may be any number. */
const WIDE: ReadonlySet<Slice> = new Set(['campaign', 'lastCampaign']);

const keyDigits = (slice: Slice): number => (WIDE.has(slice) ? 2 : 1);

/** Where a measure stands: in which block, and as which flag; a sum has a block of its own. */
export function placeOf(
  population: FactKind,
  { name, added }: Measure,
): { block: string; bit: number | null } {
  const at = shapeOf(population).measures.findIndex((one) => one.name === name);
  return added === null
    ? { block: `flags ${Math.floor(at / FLAGS)}`, bit: 1 << (at % FLAGS) }
    : { block: `sum ${at}`, bit: null };
}

export const keyBlock = (slice: Slice): string => `key ${slice}`;
export const timeBlock = ({ name }: TimeMeasure): string => `time ${name}`;

interface Column {
  name: string;
  /** One fact's characters. */
  sql: string;
}

/** Writes each day's facts as columns of characters. */
export async function writeBlocks(
  manager: EntityManager,
  population: FactKind,
  days: readonly string[],
): Promise<void> {
  const { slices } = shapeOf(population);
  await manager.query('DELETE FROM report_block WHERE population = $1 AND day = ANY ($2::date[])', [
    population,
    days,
  ]);
  await nameKeys(manager, population, days);
  const columns = columnsOf(population);
  const joins = slices.map(
    (slice, at) =>
      `JOIN report_key k${at} ON k${at}.slice = '${slice}' AND k${at}.key = ${keyOf(slice)}`,
  );
  const texts = columns.map(({ sql }, at) => `string_agg(${sql}, '' ORDER BY f.id) AS c${at}`);
  const rows = columns.map(({ name }, at) => `('${name}', c${at})`);
  await manager.query(
    `INSERT INTO report_block (population, day, name, cells)
     SELECT $1, blocks.day, one.name, one.cells
     FROM (SELECT f.day, ${texts.join(', ')} FROM ${FACT_TABLES[population]} f ${joins.join(' ')}
       WHERE f.day = ANY ($2::date[]) GROUP BY f.day) AS blocks
     CROSS JOIN LATERAL (VALUES ${rows.join(', ')}) AS one(name, cells)`,
    [population, days],
  );
}

/** A day's columns by their names. */
export type Columns = ReadonlyMap<string, Cells>;

/** Reads columns of days; `null`: all there are. Day → its columns. */
export async function readBlocks(
  manager: EntityManager,
  population: FactKind,
  names: readonly string[] | null,
  days: readonly string[],
): Promise<ReadonlyMap<string, Columns>> {
  const rows = await manager.query<{ day: string; name: string; cells: string }[]>(
    `SELECT to_char(day, 'YYYY-MM-DD') AS day, name, cells FROM report_block
     WHERE population = $1 AND ($2::text[] IS NULL OR name = ANY ($2::text[])) AND day = ANY ($3::date[])`,
    [population, names, days],
  );
  const found = new Map<string, Map<string, Cells>>();
  for (const { day, name, cells } of rows) {
    const columns = found.get(day) ?? new Map<string, Cells>();
    columns.set(name, cellsOfText(cells));
    found.set(day, columns);
  }
  return found;
}

/** The columns of several days behind each other, as if they were one day's. */
export function joined(days: readonly Columns[]): Columns {
  const [first] = days;
  if (!first || days.length === 1) return first ?? new Map<string, Cells>();
  return new Map(
    [...first.keys()].map((name) => [
      name,
      together(days.map((columns) => cellsOf(columns, name))),
    ]),
  );
}

/** Columns behind each other. */
export function together(parts: readonly Cells[]): Cells {
  const whole = new Uint16Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A column that a day which is rolled up must have. */
export function cellsOf(columns: Columns, name: string): Cells {
  const cells = columns.get(name);
  if (cells === undefined) throw new Error(`A day that is rolled up has no “${name}”.`);
  return cells;
}

/** The keys of a slice among some columns. */
export function keyColumn(columns: Columns, slice: Slice): KeyColumn {
  return { cells: cellsOf(columns, keyBlock(slice)), digits: keyDigits(slice) };
}

/** Gives keys that were not seen before a number, one who does so at a time; nobody waits where there are none. */
async function nameKeys(
  manager: EntityManager,
  population: FactKind,
  days: readonly string[],
): Promise<void> {
  for (const slice of shapeOf(population).slices) {
    const unknown = `FROM (SELECT DISTINCT ${keyOf(slice)} AS key FROM ${FACT_TABLES[population]} f WHERE f.day = ANY ($2::date[])) AS found
       WHERE NOT EXISTS (SELECT 1 FROM report_key known WHERE known.slice = $1 AND known.key = found.key)`;
    const some = await manager.query<unknown[]>(`SELECT 1 ${unknown} LIMIT 1`, [slice, days]);
    if (some.length === 0) continue;
    await manager.query("SELECT pg_advisory_xact_lock(hashtext('report_key'))");
    await manager.query(
      `INSERT INTO report_key (slice, key, code)
       SELECT $1, key, row_number() OVER (ORDER BY key) + (SELECT COALESCE(max(code), -1) FROM report_key WHERE slice = $1)
       ${unknown}`,
      [slice, days],
    );
  }
}

function columnsOf(population: FactKind): Column[] {
  const { slices, measures, times } = shapeOf(population);
  const flags = new Map<string, string[]>();
  const sums: Column[] = [];
  for (const measure of measures) {
    const { block, bit } = placeOf(population, measure);
    const where = sqlOf(measure.predicate, 'f');
    if (bit === null) {
      const sum = `CASE WHEN ${where} THEN f.${measure.added} ELSE 0 END`;
      sums.push({ name: block, sql: digitsSql(sum, SUM_DIGITS) });
    } else {
      const terms = flags.get(block) ?? [];
      flags.set(block, [...terms, `CASE WHEN ${where} THEN ${bit} ELSE 0 END`]);
    }
  }
  return [
    ...slices.map((slice, at) => ({
      name: keyBlock(slice),
      sql: digitsSql(`k${at}.code`, keyDigits(slice)),
    })),
    ...[...flags].map(([name, terms]) => ({ name, sql: digitsSql(terms.join(' + '), 1) })),
    ...sums,
    ...times.map((time) => ({
      name: timeBlock(time),
      sql: digitsSql(bucketOf(time), BUCKET_DIGITS),
    })),
  ];
}

/** 0: the fact does not count for it. */
function bucketOf({ column, predicate }: TimeMeasure): string {
  const starts = `ARRAY[${BUCKET_STARTS.join(',')}]`;
  return `CASE WHEN ${sqlOf(predicate, 'f')} THEN width_bucket(f.${column}, ${starts}) ELSE 0 END`;
}
