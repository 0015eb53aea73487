import type { EntityManager } from 'typeorm';
import { FACT_KINDS, type FactKind } from '#contract';
import { FACT_TABLES, LEAD_COLUMNS } from '../catalogue/slices.js';
import type { FactRow } from './fact-rows.js';
import { columnsOf } from './fact-columns.js';
import type { Facts } from './make-facts.js';

/** Whose facts are written: what is there of them and is not among the new ones goes. */
export interface Whose {
  leadIds: readonly string[];
  /** Calls that have no lead. */
  callIds: readonly string[];
}

/**
 * Writes facts where they differ from those that are there, and marks the days they left and came to. It locks
 * those days, so that a roll-up that is under way ends first and one that follows sees all of it.
 */
export async function storeFacts(
  manager: EntityManager,
  facts: Facts,
  whose: Whose,
  now: Date,
): Promise<void> {
  for (const population of FACT_KINDS) {
    await storePopulation(manager, population, facts[population], whose, now);
  }
}

async function storePopulation(
  manager: EntityManager,
  population: FactKind,
  rows: readonly FactRow[],
  { leadIds, callIds }: Whose,
  now: Date,
): Promise<void> {
  const table = FACT_TABLES[population];
  const columns = columnsOf(population);
  const names = columns.join(', ');
  const settings = columns.map((column) => `${column} = EXCLUDED.${column}`).join(', ');
  const there = await manager.query<{ day: string }[]>(
    `WITH new AS MATERIALIZED (SELECT * FROM json_populate_recordset(NULL::${table}, $1::json)),
     old AS MATERIALIZED (
       SELECT f.* FROM ${table} f WHERE f.${LEAD_COLUMNS[population]} = ANY ($2::uuid[])
       UNION SELECT f.* FROM ${table} f WHERE f.id = ANY ($3::uuid[])
       UNION SELECT f.* FROM ${table} f JOIN new USING (id)),
     gone AS (
       DELETE FROM ${table} f USING old
       WHERE f.id = old.id AND NOT EXISTS (SELECT 1 FROM new WHERE new.id = old.id) RETURNING f.day),
     differing AS (
       SELECT new.*, old.day AS day_before FROM new LEFT JOIN old USING (id)
       WHERE old.id IS NULL OR ROW(new.*) IS DISTINCT FROM ROW(old.*)),
     written AS (
       INSERT INTO ${table} (${names}) SELECT ${names} FROM differing
       ON CONFLICT (id) DO UPDATE SET ${settings} RETURNING day)
     SELECT DISTINCT to_char(day, 'YYYY-MM-DD') AS day FROM (
       SELECT day FROM gone UNION SELECT day FROM written UNION SELECT day_before FROM differing) AS days
     WHERE day IS NOT NULL ORDER BY 1`,
    [JSON.stringify(rows), leadIds, callIds],
  );
  if (there.length === 0) return;
  await manager.query(
    `INSERT INTO report_day (population, day, dirty_at)
     SELECT $1, day, $3 FROM unnest($2::date[]) AS day ORDER BY day
     ON CONFLICT (population, day) DO UPDATE SET dirty_at = COALESCE(report_day.dirty_at, EXCLUDED.dirty_at)`,
    [population, there.map(({ day }) => day), now],
  );
}
