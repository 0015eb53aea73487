import { readdir } from 'node:fs/promises';

/** Where the migrations lie, seen from the built file and from the source alike. */
const MIGRATIONS = new URL('../../../../apps/migrate/src/migrations/', import.meta.url);

/** Anything that runs a statement and gives rows, or TypeORM's list of them. */
interface Asks {
  query(text: string): Promise<unknown>;
}

/**
 * Throws while the database lacks a migration that this code came with: it must not be given work yet. Where the code lies
 * without its migrations there is nothing to compare.
 */
export async function refuseOldSchema(database: Asks, folder: URL = MIGRATIONS): Promise<void> {
  const wanted = await migrationsIn(folder);
  if (wanted.length === 0) return;
  const answer = await database.query('SELECT "timestamp"::text AS at FROM migration');
  const rows = (Array.isArray(answer) ? answer : (answer as { rows: unknown[] }).rows) as {
    at: string;
  }[];
  const done = new Set(rows.map(({ at }) => at));
  const pending = wanted.filter((at) => !done.has(at));
  if (pending.length > 0) throw new Error(`migrations are pending: ${pending.join(', ')}`);
}

/** Their times, which begin the names of the files. */
async function migrationsIn(folder: URL): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return [...new Set(names.flatMap((name) => /^(\d{13})-.*\.(js|ts)$/.exec(name)?.[1] ?? []))];
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
