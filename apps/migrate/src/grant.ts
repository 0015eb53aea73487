import type { Client } from 'pg';
import { type Grants, grants } from './grants.js';
import { roleNames } from './roles.js';

const ours = ['public', 'auth', 'queue'];

/**
 * Makes the rights of the three roles exactly those of the list: all are taken away and given
 * anew in one transaction, so running processes never see a gap. Throws when the list names a
 * table or function that does not exist.
 */
export async function applyGrants(client: Client, list: Grants = grants): Promise<void> {
  await client.query('BEGIN');
  try {
    await closeToEveryone(client);
    for (const role of roleNames) {
      const name = `bridgeline_${role}`;
      for (const schema of ours) await revokeAll(client, schema, name);
      const database = await client.query('SELECT current_database() AS name');
      const quoted = client.escapeIdentifier(database.rows[0].name);
      const rights = list[role].temporaryTables ? 'CONNECT, TEMPORARY' : 'CONNECT';
      await client.query(`GRANT ${rights} ON DATABASE ${quoted} TO ${name}`);
      await grantTo(client, name, list[role]);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

/** PostgreSQL lets everyone connect, use `public` and run every function; here nobody may. */
async function closeToEveryone(client: Client): Promise<void> {
  const database = await client.query('SELECT current_database() AS name');
  const quoted = client.escapeIdentifier(database.rows[0].name);
  await client.query(`REVOKE ALL ON DATABASE ${quoted} FROM PUBLIC`);
  await client.query('REVOKE ALL ON SCHEMA public FROM PUBLIC');
  const functions = await client.query<{ signature: string }>(
    `SELECT p.oid::regprocedure::text AS signature FROM pg_proc p
     JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE n.nspname = ANY ($1) AND p.prokind IN ('f', 'p')
       AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`,
    [ours],
  );
  for (const { signature } of functions.rows) {
    await client.query(`REVOKE ALL ON ROUTINE ${signature} FROM PUBLIC`);
  }
}

async function revokeAll(client: Client, schema: string, role: string): Promise<void> {
  const exists = await client.query('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema]);
  if (!exists.rowCount) return;
  await client.query(`REVOKE ALL ON ALL TABLES IN SCHEMA ${schema} FROM ${role}`);
  await client.query(`REVOKE ALL ON ALL SEQUENCES IN SCHEMA ${schema} FROM ${role}`);
  await client.query(`REVOKE ALL ON ALL ROUTINES IN SCHEMA ${schema} FROM ${role}`);
  await client.query(`REVOKE ALL ON SCHEMA ${schema} FROM ${role}`);
}

async function grantTo(client: Client, role: string, rights: Grants[keyof Grants]): Promise<void> {
  await client.query(`GRANT USAGE ON SCHEMA public TO ${role}`);
  for (const [table, privileges] of Object.entries(rights.tables)) {
    await client.query(`GRANT ${privileges.join(', ')} ON TABLE public.${table} TO ${role}`);
  }
  for (const [table, columns] of Object.entries(rights.readableColumns ?? {})) {
    await client.query(`GRANT SELECT (${columns.join(', ')}) ON TABLE public.${table} TO ${role}`);
  }
  for (const [table, columns] of Object.entries(rights.changeableColumns ?? {})) {
    await client.query(`GRANT UPDATE (${columns.join(', ')}) ON TABLE public.${table} TO ${role}`);
  }
  for (const routine of rights.functions) {
    await client.query(`GRANT EXECUTE ON FUNCTION public.${routine} TO ${role}`);
  }
  for (const [schema, privileges] of Object.entries(rights.schemas)) {
    await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${role}`);
    await client.query(
      `GRANT ${privileges.join(', ')} ON ALL TABLES IN SCHEMA ${schema} TO ${role}`,
    );
    if (privileges.includes('INSERT')) {
      await client.query(`GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${schema} TO ${role}`);
      await client.query(`GRANT EXECUTE ON ALL ROUTINES IN SCHEMA ${schema} TO ${role}`);
    }
  }
}
