import { runMigrations } from 'bullmq';
import type { Client } from 'pg';

/** Brings BullMQ's own tables in schema `queue` up to its version; nothing to do when they are. */
export async function migrateQueue(client: Client): Promise<void> {
  await runMigrations(client, 'queue');
}
