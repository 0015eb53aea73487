import { runMigrations } from 'bullmq';
import type { ClientBase } from 'pg';
import { QUEUE_SCHEMA } from './postgres-backend.js';

/** Brings BullMQ's tables up to date, as the owner. Needs one session of its own, outside a transaction. */
export async function migrateQueue(client: ClientBase): Promise<void> {
  await runMigrations(client, QUEUE_SCHEMA);
}

/** What the worker's role needs there. CREATE is for the one sequence BullMQ makes for each new queue. */
export function queueGrants(role: string): string[] {
  return [
    `GRANT USAGE, CREATE ON SCHEMA ${QUEUE_SCHEMA} TO ${role}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO ${role}`,
    `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} TO ${role}`,
    `GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${QUEUE_SCHEMA} TO ${role}`,
  ];
}
