import type { Client } from 'pg';
import { SHIPPED_CADENCES } from '#follow-up';
import { newId } from '#platform';

/** The follow-up plans every installation begins with; one that is there, also changed or retired, stays. */
export async function loadCadences(client: Client): Promise<void> {
  for (const { code, name, isDefault, onRequest, steps } of SHIPPED_CADENCES) {
    await client.query(
      `WITH added AS (
         INSERT INTO cadence (id, code, name, is_default, on_request)
         VALUES ($1, $2, $3, $4 AND NOT EXISTS (SELECT 1 FROM cadence WHERE is_default), $5)
         ON CONFLICT DO NOTHING RETURNING id)
       INSERT INTO cadence_plan (id, cadence_id, number, steps)
       SELECT $6, id, 1, $7 FROM added`,
      [newId(), code, name, isDefault, onRequest, newId(), JSON.stringify(steps)],
    );
  }
}
