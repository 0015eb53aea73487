import type { JobState, Queue, Worker, WorkerOptions } from 'bullmq';

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
