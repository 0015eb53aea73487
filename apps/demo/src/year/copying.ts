import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Cell, type Records, type Table, TABLES } from './tables.js';

/**
 * Writes rows with COPY, a statement for each table that has some. The caller's transaction. `suffix`: into tables of the
 * same columns whose names end so.
 */
export async function copyRecords(db: ClientBase, records: Records, suffix = ''): Promise<void> {
  const text = new CopyText();
  text.addRecords(records, suffix);
  await text.write(db);
}

/** Rows in one piece on the wire. */
const TOGETHER = 500;

/** Rows of tables as COPY reads them, collected until they are written: as bytes they weigh on nobody. */
export class CopyText {
  readonly #tables = new Map<string, { columns: readonly string[]; pieces: Buffer[] }>();
  /** The moment that was written last: most rows have several that are the same. */
  #moment = Number.NaN;
  #written = '';

  addRecords(records: Records, suffix = ''): void {
    for (const table of Object.keys(TABLES) as Table[]) {
      const rows = records[table];
      if (rows) this.add(`${table}${suffix}`, TABLES[table], rows);
    }
  }

  add<R extends Cells<R>>(table: string, columns: readonly string[], rows: readonly R[]): void {
    if (rows.length === 0) return;
    const known = this.#tables.get(table) ?? { columns, pieces: [] };
    this.#tables.set(table, known);
    for (let first = 0; first < rows.length; first += TOGETHER) {
      const last = Math.min(first + TOGETHER, rows.length);
      let lines = '';
      for (let at = first; at < last; at += 1) lines += this.#lineOf(columns, rows[at]);
      known.pieces.push(Buffer.from(lines));
    }
  }

  /** Writes all of it, those tables first that others name, as they stand in TABLES. The caller's transaction. */
  async write(db: ClientBase): Promise<void> {
    const inOrder = [...this.#tables].toSorted(([one], [other]) => placeOf(one) - placeOf(other));
    for (const [table, { columns, pieces }] of inOrder) {
      const names = columns.map((column) => `"${column}"`).join(', ');
      const into = db.query(copyFrom(`COPY "${table}" (${names}) FROM STDIN`));
      await pipeline(Readable.from(pieces), into);
    }
  }

  #lineOf(columns: readonly string[], row: Readonly<Record<string, Cell>> | undefined): string {
    let line = '';
    for (let at = 0; at < columns.length; at += 1) {
      const cell = row?.[columns[at] ?? ''];
      if (at > 0) line += '\t';
      line += cell instanceof Date ? this.#momentText(cell) : cellText(cell);
    }
    return `${line}\n`;
  }

  #momentText(at: Date): string {
    const moment = at.getTime();
    if (moment !== this.#moment) {
      this.#moment = moment;
      this.#written = cellText(at);
    }
    return this.#written;
  }
}

const ORDER: readonly string[] = Object.keys(TABLES);

/** What is no table of the records comes after all of them. */
function placeOf(table: string): number {
  const place = ORDER.indexOf(table);
  return place < 0 ? ORDER.length : place;
}

/** A row of any shape whose every column is a cell. */
type Cells<R> = Readonly<Record<keyof R, Cell>>;

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
