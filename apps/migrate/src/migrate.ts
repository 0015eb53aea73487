import type { Client } from 'pg';
import { eraseFunction, RETENTION_FUNCTION } from '#erasure';
import { migrateAuth } from './auth.js';
import { applyGrants } from './grant.js';
import { connectOwner } from './owner.js';
import { migrateQueue } from './queue.js';
import { loadReference } from './reference/index.js';
import { ensureRoles, type RolePasswords } from './roles.js';
import { migrateTables } from './tables.js';

/** What a migration needs; `say` gets one sentence for each step that did something. */
export interface MigrateOptions {
  databaseUrl: string;
  passwords: RolePasswords;
  say: (sentence: string) => void;
}

/** Two migrations at once wait for each other on this lock. */
const MIGRATION_LOCK = 4_702_110;

/**
 * Brings a database up to this version: own tables, roles, queue, sign-in, rights, reference data.
 * Safe to repeat and to run twice at once; `after` runs under the same lock.
 */
export async function migrate(
  options: MigrateOptions,
  after: (client: Client) => Promise<void> = async () => undefined,
): Promise<void> {
  const client = await connectOwner(options.databaseUrl);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const done = await migrateTables(options.databaseUrl);
    for (const name of done) options.say(`Migrated: ${name}`);
    await ensureRoles(client, options.passwords);
    await migrateQueue(client);
    await migrateAuth(client, options.databaseUrl);
    await loadReference(client);
    // Made from the rules of today: a new table is erased from as soon as its rule is there.
    await client.query(eraseFunction());
    await client.query(RETENTION_FUNCTION);
    await applyGrants(client);
    await after(client);
  } finally {
    await client.end();
  }
}
