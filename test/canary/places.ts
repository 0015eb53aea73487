import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import type { Finder } from './markers.js';

/** A marker that was found where it may not be. */
export interface Leak {
  given: string;
  place: string;
}

/** Every row of every table there is, as text: records, queue, sign-in, catalogues. */
export async function inTables(
  client: Client,
  finder: Finder,
): Promise<{ leaks: Leak[]; rows: number }> {
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('information_schema', 'pg_toast') ORDER BY 1`,
  );
  const leaks: Leak[] = [];
  let count = 0;
  for (const { name } of tables) {
    const { rows } = await client.query<Record<string, unknown>>(
      `SELECT to_jsonb(t)::text AS row FROM ${name} t`,
    );
    count += rows.length;
    for (const { row } of rows) {
      if (finder.in(String(row)).length === 0) continue;
      const columns = Object.entries(JSON.parse(String(row)) as Record<string, unknown>);
      for (const [column, value] of columns) {
        for (const { given } of finder.in(JSON.stringify(value) ?? '')) {
          leaks.push({ given, place: `table ${name}.${column}` });
        }
      }
    }
  }
  return { leaks, rows: count };
}

/** Every file below a folder, byte by byte. */
export function inFiles(
  folder: string,
  finder: Finder,
  what: string,
): { leaks: Leak[]; bytes: number } {
  const leaks: Leak[] = [];
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile()) continue;
    const content = contentOf(path);
    bytes += content.length;
    for (const { given } of finder.in(content)) {
      leaks.push({ given, place: `${what} ${path.slice(folder.length + 1)}` });
    }
  }
  return { leaks, bytes };
}

/** A server that runs takes files away under our hands. */
function contentOf(path: string): Buffer {
  try {
    return statSync(path).size === 0 ? Buffer.alloc(0) : readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return Buffer.alloc(0);
    throw error;
  }
}

/** The same in one text. */
export function inText(text: string, finder: Finder, place: string): Leak[] {
  return finder.in(text).map(({ given }) => ({ given, place }));
}
