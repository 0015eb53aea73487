import { authOptions, authPool } from './auth-options.js';

/**
 * Brings better-auth's tables in schema `auth` (which must exist) up to {@link authOptions}.
 * @param databaseUrl the owner's address; the desk's role may not create tables
 */
export async function migrateAuthTables(databaseUrl: string): Promise<void> {
  const { getMigrations } = await import('better-auth/db/migration');
  const pool = authPool(databaseUrl, 1);
  try {
    const options = await authOptions({
      pool,
      deskUrl: 'http://localhost',
      // Nothing is signed while migrating, and a secret is asked for all the same.
      secret: 'only-tables-are-made-here-nothing-is-signed',
    });
    const { runMigrations } = await getMigrations(options);
    await runMigrations();
  } finally {
    await pool.end();
  }
}
