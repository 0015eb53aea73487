import type { EntityManager } from 'typeorm';

/** Names of all that a rule can name, by id. */
export async function routingNames(manager: EntityManager): Promise<Map<string, string>> {
  const rows = await manager.query<{ id: string; name: string }[]>(
    `SELECT id, name FROM staff_user UNION ALL SELECT id, name FROM team
     UNION ALL SELECT id, name FROM source UNION ALL SELECT id, name FROM payer`,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
