import type { Client } from 'pg';
import { migrateQueue as migrate } from '#queue';

/** Every queue that a job is declared in; a name missing here fails when the worker first hands a job to it. */
export const QUEUES = [
  'intake',
  'doubted',
  'status',
  'clocks',
  'tasks',
  'cadences',
  'calls',
  'upkeep',
  'messages',
  'alerts',
  'duty',
] as const;

/** Brings BullMQ's own tables in schema `queue` up to its version; nothing to do when they are. */
export async function migrateQueue(client: Client): Promise<void> {
  await migrate(client, QUEUES);
}
