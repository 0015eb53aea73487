import type { Client } from 'pg';
import { SHIPPED_RULES } from '#routing';

/** The shipped rules of who gets a lead, found again by their ids. */
export async function loadRouting(client: Client): Promise<void> {
  await client.query(
    `INSERT INTO routing_rule (id, position, name, conditions, target)
     SELECT id, position, name, conditions, target FROM json_to_recordset($1::json)
       AS r(id uuid, position integer, name text, conditions jsonb, target jsonb)
     ON CONFLICT (id) DO NOTHING`,
    [JSON.stringify(SHIPPED_RULES)],
  );
}
