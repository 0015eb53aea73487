import type { z } from 'zod';

/** One kind of job, declared once beside its domain. Exactly one handler has to stand for it. */
export interface JobDefinition<P = unknown> {
  /** Queue it runs in; each queue has its own concurrency. */
  queue: string;
  /** Imperative, unique within the queue: `verify-coverage`. */
  name: string;
  /** Shape of the payload: ids only. */
  payload: z.ZodType<P>;
  /** Longest run of one attempt; then its signal aborts and the attempt has failed. */
  timeoutMs: number;
  /** Attempts before the job has failed for good. */
  attempts: number;
  /** Wait after the first failed attempt, doubling after each further one, with up to half of it random. */
  backoffMs: number;
  /** Most of these jobs that are done as one group when they are due together; 1: each by itself. */
  together: number;
  /**
   * Due from the moment it is written, whatever a clock says: one that was wrong and was set back delays none. Only for jobs
   * that are done in groups, and of those the ones that have not failed before.
   */
  atOnce: boolean;
}

/** What a handler is told beside its payload. */
export interface JobContext {
  /** Id of the outbox row. */
  jobId: string;
  /** 1 on the first attempt. */
  attempt: number;
  /** Aborts when the attempt runs out of time or the worker has to stop. */
  signal: AbortSignal;
  /** When this attempt began, by the worker's clock. */
  now: Date;
}

/** Does one job. Has to be idempotent: delivery is at least once. */
export type JobHandler<P> = (payload: P, context: JobContext) => Promise<void>;

/** A job of a group. */
export interface GroupedJob<P> {
  payload: P;
  context: JobContext;
}

/**
 * Does jobs together, and gives those it has done. Every other one is done by the handler of one job,
 * and so are all of them when this throws: a job that cannot be done holds up no other.
 */
export type JobsHandler<P> = (
  jobs: readonly GroupedJob<P>[],
) => Promise<ReadonlySet<GroupedJob<P>>>;

/** Declares a kind of job. Unless said: 30 s, 8 attempts, 1 s of back-off (about two minutes in all). */
export function defineJob<P>(
  job: Pick<JobDefinition<P>, 'queue' | 'name' | 'payload'> &
    Partial<Pick<JobDefinition<P>, 'timeoutMs' | 'attempts' | 'backoffMs' | 'together' | 'atOnce'>>,
): JobDefinition<P> {
  return { timeoutMs: 30_000, attempts: 8, backoffMs: 1000, together: 1, atOnce: false, ...job };
}

/** `queue/name`, the full name of a kind of job. */
export function jobKey(job: { queue: string; name: string }): string {
  return `${job.queue}/${job.name}`;
}
