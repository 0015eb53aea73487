import type { JobState, Queue, QueueOptions, Worker, WorkerOptions } from 'bullmq';
import type { Logger } from '#platform';

/** Where BullMQ keeps a job: one of its states, or `missing`. */
export type QueuedState = JobState | 'missing';

/** What a job does in BullMQ's hands. Its answer is never stored. */
export type QueueProcessor = (job: {
  id?: string | undefined;
  name: string;
  data: unknown;
  attemptsMade: number;
}) => Promise<void>;

/** How one queue's worker behaves; times in milliseconds. */
export type QueueWorkerOptions = Pick<
  WorkerOptions,
  'concurrency' | 'lockDuration' | 'stalledInterval' | 'skipLockRenewal'
>;

/** The store behind the queues: PostgreSQL or Redis, with the same promises. */
export interface QueueBackend {
  readonly kind: 'postgres' | 'redis';
  /** The producing end of a queue; one per name, closed with the backend. */
  queue(name: string): Queue;
  /** A consumer of a queue; the caller closes it before the backend. */
  worker(name: string, processor: QueueProcessor, options: QueueWorkerOptions): Worker;
  /** The state of each of the jobs, in one round trip. */
  states(queueName: string, jobIds: string[]): Promise<Map<string, QueuedState>>;
  /** Resolves when the store answers; throws with the reason when it doesn't. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

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

/** Settings of every worker: a job of a killed worker comes back within some 10 s, and a crash loop ends. */
export const workerDefaults = {
  lockDuration: 10_000,
  stalledInterval: 5000,
  maxStalledCount: 25,
  drainDelay: 5,
  runRetryDelay: 1000,
} satisfies Partial<WorkerOptions>;

/** Settings of every queue. A failed job stays a month, so that it is retried under its id, not added again. */
export const queueDefaults = {
  defaultJobOptions: {
    removeOnComplete: true,
    removeOnFail: { age: 30 * 24 * 3600 },
  },
} satisfies Partial<QueueOptions>;
