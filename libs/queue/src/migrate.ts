import type { ClientBase } from 'pg';
import { QUEUE_SCHEMA } from './queue-defaults.js';

/**
 * Brings BullMQ's tables up to date, as the owner, on a session of its own and outside a transaction. BullMQ makes a
 * sequence when a queue is first used, which the worker's role may not: each queue's is made here, before the grants.
 */
export async function migrateQueue(client: ClientBase, queues: readonly string[]): Promise<void> {
  const { runMigrations } = await import('bullmq');
  await runMigrations(client, QUEUE_SCHEMA);
  for (const name of queues) {
    await client.query(
      `SELECT ${QUEUE_SCHEMA}.next_job_id($1)
       WHERE to_regclass('${QUEUE_SCHEMA}.' || ${QUEUE_SCHEMA}.job_id_seq_name($1)) IS NULL`,
      [name],
    );
  }
}
