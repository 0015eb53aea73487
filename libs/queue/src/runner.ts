import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'bullmq';
import type { Clock, Logger, Tracing } from '#platform';
import type { QueueBackend, QueueWorkerOptions } from './backend.js';
import { JobTimeoutError, PermanentJobError, reasonOf } from './failure.js';
import { isSettled } from './once.js';
import { handBack, markDone, markFailed, requestOf } from './outbox.js';
import { type JobDefinition, jobKey } from './job.js';
import { Lane, type TakenRow } from './lane.js';
import type { JobRegistry, RegisteredJob } from './registry.js';
import type { Queryable } from './sql.js';

/** What the runner works with. */
export interface JobRunnerOptions {
  /** Keeps outcomes; the worker's own pool or data source. */
  database: Queryable;
  backend: QueueBackend;
  registry: JobRegistry;
  clock: Clock;
  logger: Logger;
  /** Jobs at once per queue; 8 unless said. */
  concurrency?: Record<string, number>;
  /** For tests: how soon a killed worker's jobs come back. */
  worker?: Omit<QueueWorkerOptions, 'concurrency'>;
  /** A span for each attempt, where it is set up. */
  tracing?: Tracing | undefined;
  /** How long running jobs get to end when the runner stops, in milliseconds; 10,000 unless said. */
  stopMs?: number;
}

interface QueuedJob {
  id?: string | undefined;
  name: string;
  data: unknown;
  attemptsMade: number;
}

/** One attempt at one job. */
interface AttemptAt {
  jobId: string;
  attempt: number;
  /** The web request that wanted the job; undefined where nobody has asked the table. */
  requestId?: string | undefined;
}

/** What a span of work says, and for whom it is done. */
interface WorkOf {
  about: { 'job.count': number } | { 'job.attempt': number };
  requests: readonly string[];
}

/** Runs the handlers of the declared jobs. Nothing of an error but its code or class reaches queue and table. */
export class JobRunner {
  readonly #running = new Set<AbortController>();
  readonly #lanes = new Map<string, Lane>();
  #workers: Worker[] = [];

  constructor(private readonly options: JobRunnerOptions) {}

  /**
   * Starts a worker for each queue, and a lane for each kind of job that is done in groups. Throws when a declared job
   * has no handler.
   */
  async start(): Promise<void> {
    const { backend, registry, concurrency, worker } = this.options;
    registry.check();
    for (const { queue, name, together } of registry.definitions()) {
      const registered = together > 1 ? registry.find(queue, name) : undefined;
      if (registered) this.#lanes.set(jobKey({ queue, name }), this.#lane(registered));
    }
    this.#workers = registry.queues().map((queue) =>
      backend.worker(queue, (job) => this.#process(queue, job), {
        concurrency: concurrency?.[queue] ?? 8,
        ...worker,
      }),
    );
    await Promise.all(this.#workers.map((one) => one.waitUntilReady()));
  }

  /**
   * Takes no more jobs, waits for those that run, and aborts what takes too long; it is delivered again. Gives up on a
   * store that doesn't answer two seconds later: it too delivers again.
   */
  async stop(): Promise<void> {
    const stopMs = this.options.stopMs ?? 10_000;
    const deadline = setTimeout(() => {
      for (const controller of this.#running) controller.abort(new Error('The worker stops.'));
    }, stopMs);
    const closed = Promise.all([
      ...this.#workers.map((worker) => worker.close()),
      ...[...this.#lanes.values()].map((lane) => lane.stop()),
    ]);
    await Promise.race([closed, sleep(stopMs + 2000, undefined, { ref: false })]);
    clearTimeout(deadline);
  }

  /** Jobs of this kind (`queue/name`), which are done in groups, are due. */
  wake(kind: string): void {
    this.#lanes.get(kind)?.wake();
  }

  async #process(queue: string, job: QueuedJob): Promise<void> {
    const jobId = job.id ?? '';
    const attempt = job.attemptsMade + 1;
    const registered = this.options.registry.find(queue, job.name);
    try {
      if (!registered) throw new PermanentJobError('job.unknown');
      const requestId = await this.#tracedRequest(jobId);
      await this.#attempt(registered, job.data, { jobId, attempt, requestId });
    } catch (error) {
      const permanent = error instanceof PermanentJobError;
      const final = permanent || attempt >= (registered?.definition.attempts ?? 1);
      await this.#keepFailure(error, { queue, name: job.name, jobId, attempt, final });
      if (!permanent) throw new AttemptFailed(error);
      // The backend has loaded it; desk and site, which only hand jobs in, need not.
      const { UnrecoverableError } = await import('bullmq');
      throw new UnrecoverableError(reasonOf(error));
    }
  }

  #lane(registered: RegisteredJob): Lane {
    const { database, clock, logger } = this.options;
    return new Lane({
      database,
      clock,
      logger,
      definition: registered.definition,
      together: (rows) => this.#together(registered, rows),
      alone: (row) => this.#alone(registered, row),
    });
  }

  /** One that a group has left. When it fails, its further attempts are the queue's. */
  async #alone(registered: RegisteredJob, { id, payload, requestId }: TakenRow): Promise<void> {
    const { queue, name, backoffMs } = registered.definition;
    const at = { jobId: id, attempt: 1, requestId };
    try {
      await this.#attempt(registered, payload, at);
    } catch (error) {
      const final = error instanceof PermanentJobError;
      await this.#keepFailure(error, { queue, name, ...at, final });
      if (!final) await this.#handBack(at, reasonOf(error), backoffMs);
    }
  }

  async #handBack(
    { jobId, requestId }: Pick<AttemptAt, 'jobId' | 'requestId'>,
    reason: string,
    wait: number,
  ): Promise<void> {
    const { database, clock, logger } = this.options;
    try {
      const dueAt = new Date(clock.now().getTime() + wait);
      await handBack(database, jobId, { reason, dueAt });
    } catch (error) {
      // It counts as taken, and nobody works on it: the search for lost jobs finds it.
      logger.error({ jobId, requestId, err: error }, 'a job could not be handed back');
    }
  }

  /** Gives those that are done. */
  async #together(
    { definition, together }: RegisteredJob,
    rows: readonly TakenRow[],
  ): Promise<Set<TakenRow>> {
    if (!together) return new Set();
    const of = { about: { 'job.count': rows.length }, requests: rows.map((row) => row.requestId) };
    return this.#inTime(definition, of, async (signal) => {
      const now = this.options.clock.now();
      const jobs = rows.flatMap(({ id, payload }) => {
        const parsed = definition.payload.safeParse(payload);
        const context = { jobId: id, attempt: 1, signal, now };
        return parsed.success ? [{ payload: parsed.data, context }] : [];
      });
      const done = await together(jobs);
      const ids = new Set([...done].map(({ context }) => context.jobId));
      return new Set(rows.filter(({ id }) => ids.has(id)));
    }).catch((error: unknown) => {
      const { queue, name } = definition;
      this.options.logger.warn(
        {
          queue,
          job: name,
          jobs: rows.length,
          requestIds: rows.map(({ requestId }) => requestId),
          reason: reasonOf(error),
          err: withoutMessage(error),
        },
        'jobs could not be done together and are done one by one',
      );
      return new Set<TakenRow>();
    });
  }

  async #attempt(
    { definition, handler }: RegisteredJob,
    data: unknown,
    { jobId, attempt, requestId }: AttemptAt,
  ): Promise<void> {
    const payload = definition.payload.safeParse(data);
    if (!payload.success) throw new PermanentJobError('job.bad_payload');
    const of = { about: { 'job.attempt': attempt }, requests: requestId ? [requestId] : [] };
    await this.#inTime(definition, of, async (signal) => {
      const context = { jobId, attempt, signal, now: this.options.clock.now() };
      await handler(payload.data, context);
      // For a handler that has no transaction of its own to mark it in.
      if (!isSettled(context)) await markDone(this.options.database, jobId, context.now);
    });
  }

  /** Runs with a signal that aborts when the time of one attempt is over, and fails then. */
  async #inTime<T>(
    definition: JobDefinition,
    of: WorkOf,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const controller = new AbortController();
    const { signal } = controller;
    this.#running.add(controller);
    const timer = setTimeout(
      () => controller.abort(new JobTimeoutError(definition.timeoutMs)),
      definition.timeoutMs,
    );
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
    try {
      return await Promise.race([this.#traced(definition, of, () => work(signal)), aborted]);
    } finally {
      clearTimeout(timer);
      this.#running.delete(controller);
    }
  }

  #traced<T>(
    { queue, name }: JobDefinition,
    { about, requests }: WorkOf,
    work: () => Promise<T>,
  ): Promise<T> {
    const { tracing } = this.options;
    if (!tracing) return work();
    const attributes = { 'messaging.destination.name': queue, 'job.name': name, ...about };
    return tracing.span(`job ${name}`, attributes, requests, work);
  }

  /** The web request that wanted a job of the queue, which does not tell; asked for only where traces go on from it. */
  async #tracedRequest(jobId: string): Promise<string | undefined> {
    return this.options.tracing ? requestOf(this.options.database, jobId) : undefined;
  }

  async #keepFailure(
    error: unknown,
    at: AttemptAt & { queue: string; name: string; final: boolean },
  ): Promise<void> {
    const { logger } = this.options;
    const reason = reasonOf(error);
    const { name: job, ...rest } = at;
    const requestId = (await this.#markFailed(at, reason)) ?? at.requestId;
    logger[at.final ? 'error' : 'warn'](
      { ...rest, job, requestId, reason, err: withoutMessage(error) },
      'a job failed',
    );
  }

  /** Gives the web request that the job came from; undefined when the table could not be asked. */
  async #markFailed(
    { jobId, requestId, final }: Pick<AttemptAt, 'jobId' | 'requestId'> & { final: boolean },
    reason: string,
  ): Promise<string | undefined> {
    const { database, logger, clock } = this.options;
    try {
      return await markFailed(database, jobId, { reason, final, now: clock.now() });
    } catch (error) {
      // The queue holds the failure too; the search for lost jobs brings it into the table.
      logger.error({ jobId, requestId, err: error }, 'the failure of a job could not be kept');
      return undefined;
    }
  }
}

/** What BullMQ stores of a failed attempt: the reason, and no stack, which would begin with the message. */
class AttemptFailed extends Error {
  constructor(cause: unknown) {
    super(reasonOf(cause));
    this.name = 'AttemptFailed';
    this.stack = `${this.name}: ${this.message}`;
  }
}

/** The error as it may be logged: class and stack frames. */
function withoutMessage(error: unknown): Error | undefined {
  if (!(error instanceof Error)) return undefined;
  const bare = new Error(reasonOf(error));
  bare.name = error.name;
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  bare.stack = [`${bare.name}: ${bare.message}`, ...frames].join('\n');
  return bare;
}
