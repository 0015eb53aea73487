import type { EntityManager } from 'typeorm';
import { together } from './together.js';

/** A value as JSON carries it to a column: a Buffer to `bytea`, a list to an array, a record to `jsonb`. */
export type ColumnValue = string | number | boolean | null | object;

/** A row by the names of its columns. */
export type NewRow = Readonly<Record<string, ColumnValue>>;

interface Inserting {
  /** What follows ON CONFLICT; left out, a conflict is an error. */
  onConflict?: string;
}

/**
 * Inserts a row, with one statement for all that the transaction inserts into this table in the same
 * moment (see `together`). All callers of one table give the same columns. False: it met a conflict.
 */
export function insertRow(
  manager: EntityManager,
  table: string,
  row: NewRow & { id: string },
  how: Inserting = {},
): Promise<boolean> {
  const columns = Object.keys(row);
  const kind = `insert ${table} (${columns.join()}) ${how.onConflict ?? ''}`;
  return together(manager, kind, row, (rows) => insertRows(manager, table, columns, rows, how));
}

async function insertRows(
  manager: EntityManager,
  table: string,
  columns: readonly string[],
  rows: readonly (NewRow & { id: string })[],
  { onConflict }: Inserting,
): Promise<boolean[]> {
  const names = columns.join(', ');
  const added = await manager.query<{ id: string }[]>(
    `INSERT INTO ${table} (${names})
     SELECT ${names} FROM json_populate_recordset(NULL::${table}, $1::json)
     ${onConflict === undefined ? '' : `ON CONFLICT ${onConflict}`} RETURNING id`,
    [rowsAsJson(rows)],
  );
  const ids = new Set(added.map(({ id }) => id));
  return rows.map(({ id }) => ids.has(id));
}

/** Rows for `json_populate_recordset`, which reads each value as its column's type reads text. */
export function rowsAsJson(rows: readonly NewRow[]): string {
  return JSON.stringify(rows.map(plainRow));
}

function plainRow(row: NewRow): Record<string, unknown> {
  if (!Object.values(row).some((value) => Buffer.isBuffer(value))) return row;
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value,
    ]),
  );
}
