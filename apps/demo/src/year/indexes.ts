import type { ClientBase } from 'pg';
import { FACT_TABLES } from '#reporting';
import { TABLES } from './tables.js';

/** From so many leads on it pays to make the indexes anew afterwards. */
export const WORTH_IT = 20_000;

/**
 * Drops the indexes that stand for no constraint of the tables a year is written to, and gives what makes them again. Only
 * for a database that nobody works with: without them every list reads whole tables.
 */
export async function takeIndexes(db: ClientBase): Promise<string[]> {
  const { rows } = await db.query<{ name: string; definition: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
     FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
     WHERE n.nspname = 'public' AND t.relname = ANY($1::text[]) AND NOT i.indisprimary
       AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)`,
    [[...Object.keys(TABLES), ...Object.values(FACT_TABLES)]],
  );
  for (const { name } of rows) await db.query(`DROP INDEX ${name}`);
  return rows.map(({ definition }) => definition);
}

/** Makes indexes again; `told` hears how many are done. */
export async function makeIndexes(
  db: ClientBase,
  definitions: readonly string[],
  told: (done: number) => void,
): Promise<void> {
  await db.query("SET maintenance_work_mem = '512MB'");
  for (const [done, definition] of definitions.entries()) {
    await db.query(definition);
    told(done + 1);
  }
  await db.query('RESET maintenance_work_mem');
}
