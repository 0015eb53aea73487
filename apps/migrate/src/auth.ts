import type { Client } from 'pg';
import { migrateAuthTables } from '#staff';

/**
 * Brings better-auth's tables in schema `auth` up to the sign-in options of the desk.
 * @param databaseUrl the owner's address
 */
export async function migrateAuth(client: Client, databaseUrl: string): Promise<void> {
  await client.query('CREATE SCHEMA IF NOT EXISTS auth');
  await migrateAuthTables(databaseUrl);
}
