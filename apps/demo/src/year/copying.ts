import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Cell, type Records, type Row, type Table, TABLES } from './tables.js';

/**
 * Writes rows with COPY, a statement for each table that has some. The caller's transaction. `suffix`: into tables of the
 * same columns whose names end so.
 */
export async function copyRecords(db: ClientBase, records: Records, suffix = ''): Promise<void> {
  for (const table of Object.keys(TABLES) as Table[]) {
    const rows = records[table];
    if (rows && rows.length > 0) await copyRows(db, `${table}${suffix}`, TABLES[table], rows);
  }
}

/** Writes rows into one table with COPY. */
export async function copyRows(
  db: ClientBase,
  name: string,
  columns: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  const names = columns.map((column) => `"${column}"`).join(', ');
  const into = db.query(copyFrom(`COPY "${name}" (${names}) FROM STDIN`));
  await pipeline(Readable.from(chunksOf(columns, rows)), into);
}

/** Rows in one piece on the wire. */
const TOGETHER = 500;

function* chunksOf(columns: readonly string[], rows: readonly Row[]): Generator<Buffer> {
  for (let first = 0; first < rows.length; first += TOGETHER) {
    let lines = '';
    for (const row of rows.slice(first, first + TOGETHER)) {
      lines += `${columns.map((column) => cellText(row[column])).join('\t')}\n`;
    }
    yield Buffer.from(lines);
  }
}

/** A cell as COPY's text format has it. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '\\N';
  if (typeof cell === 'string') return escaped(cell);
  if (cell instanceof Date) return cell.toISOString();
  if (Buffer.isBuffer(cell)) return `\\\\x${cell.toString('hex')}`;
  if (Array.isArray(cell)) return escaped(arrayText(cell));
  return String(cell);
}

function arrayText(list: readonly string[]): string {
  return `{${list.map((text) => `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(',')}}`;
}

const SPECIAL = /[\\\t\n\r]/;
const WRITTEN: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': String.raw`\t`,
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
};

function escaped(text: string): string {
  return SPECIAL.test(text)
    ? text.replaceAll(/[\\\t\n\r]/g, (sign) => WRITTEN[sign] ?? sign)
    : text;
}
