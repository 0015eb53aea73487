import type { Logger } from '#platform';
import type { QueueBackend } from './backend.js';

/** How to reach the store of the queues. */
export interface QueueBackendOptions {
  databaseUrl: string;
  /** Moves the queues to Redis or Valkey when set. */
  redisUrl?: string | undefined;
  /** PostgreSQL connections for the queues (one of them listens); 5 unless said. */
  connections?: number;
  logger: Logger;
}

/** Opens the store: Redis when `redisUrl` is set, else the schema `queue` of the database. */
export async function openQueueBackend(options: QueueBackendOptions): Promise<QueueBackend> {
  if (options.redisUrl) {
    const { RedisBackend } = await import('./redis-backend.js');
    return new RedisBackend(options.redisUrl, options.logger);
  }
  const { PostgresBackend } = await import('./postgres-backend.js');
  return new PostgresBackend(options.databaseUrl, options.connections ?? 5, options.logger);
}
