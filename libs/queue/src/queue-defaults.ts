import type { QueueOptions, WorkerOptions } from 'bullmq';

/** Schema of BullMQ's tables in PostgreSQL; migrated by the owner, never by a process that serves. */
export const QUEUE_SCHEMA = 'queue';

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
