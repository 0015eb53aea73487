import type { Queue } from 'bullmq';
import type { Pool, PoolClient } from 'pg';
import { type Clock, groupBy, type Logger } from '#platform';
import type { QueueBackend } from './backend.js';
import { type JobDefinition, jobKey } from './job.js';
import { NudgeListener } from './nudge.js';
import { recoverLost } from './recovery.js';
import type { JobRegistry } from './registry.js';

/** What the relay works with; times in milliseconds. */
export interface RelayOptions {
  /** Pool of the worker's role; the relay uses one connection of it at a time. */
  pool: Pool;
  /** For the connection that listens for nudges. */
  databaseUrl: string;
  backend: QueueBackend;
  registry: JobRegistry;
  clock: Clock;
  logger: Logger;
  /** Jobs of a kind (`queue/name`) that is done in groups are due; they aren't handed over, but taken from the table. */
  wake: (kind: string) => void;
  /** Rows of one kind handed over in one go; 200 unless said. */
  batch?: number;
  /** Longest sleep between two looks at the table; 1,000 unless said. */
  pollMs?: number;
  /** How often rows whose job was lost are looked for; 10,000 unless said. */
  recoveryMs?: number;
}

/** Rows that go the same way: those of one kind, apart from those of it that have failed before. */
interface Way {
  queue: string;
  name: string;
  /** Has not failed before. */
  fresh: boolean;
}

interface DueRow {
  id: string;
  queue: string;
  name: string;
  payload: Record<string, unknown>;
  last_error: string | null;
}

/**
 * Hands due outbox rows to the queue, the row's id as job id. Any number may run at once: a row is locked by the one
 * that hands it (SKIP LOCKED), and `handed_at` commits only after the queue has taken the job, so a crash in between
 * hands it twice rather than never.
 *
 * Work that isn't due stays in the table, whether it is due in a second or a month: the relay sleeps until the next due
 * time. A delayed job in the queue would be no more exact, could get lost with it, and would have to be found there to
 * be called off.
 *
 * Jobs that are done in groups go through the queue only when they have failed before: see `Lane`.
 */
export class Relay {
  readonly #ways: Way[];
  readonly #definitions: Map<string, JobDefinition>;
  readonly #listener: NudgeListener;
  readonly #batch: number;
  readonly #pollMs: number;
  #stopped = false;
  #nudged = false;
  #wake: (() => void) | undefined;
  #loops: Promise<unknown> | undefined;
  #recoveryTimer: NodeJS.Timeout | undefined;
  #recovering: Promise<void> | undefined;

  constructor(private readonly options: RelayOptions) {
    const definitions = options.registry.definitions();
    this.#definitions = new Map(definitions.map((job) => [jobKey(job), job]));
    this.#ways = definitions.flatMap(({ queue, name }) => [
      { queue, name, fresh: true },
      { queue, name, fresh: false },
    ]);
    this.#batch = options.batch ?? 200;
    this.#pollMs = options.pollMs ?? 1000;
    this.#listener = new NudgeListener(options.databaseUrl, () => this.nudge(), options.logger);
  }

  /** Starts handing over, after looking for jobs that a lost queue has taken with it. */
  start(): void {
    this.#listener.start();
    this.#loops ??= this.#run();
    this.#planRecovery(0);
  }

  /** Stops after the batch in hand. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#recoveryTimer);
    this.#wake?.();
    await Promise.all([this.#listener.stop(), this.#loops, this.#recovering]);
  }

  /** Looks at the table now. */
  nudge(): void {
    this.#nudged = true;
    this.#wake?.();
  }

  /** Hands one batch of the due rows of these ways over and gives their number. */
  async #handDue(ways: readonly Way[]): Promise<number> {
    const client = await this.options.pool.connect();
    try {
      // Losing this commit in a crash hands the rows once more, so it needn't wait for the disk.
      await client.query('BEGIN; SET LOCAL synchronous_commit = off');
      const rows = await this.#lockDue(client, ways);
      if (rows.length > 0) {
        await this.#give(rows);
        await client.query({
          name: 'outbox-handed',
          text: 'UPDATE outbox SET handed_at = $2, handed_as = NULL WHERE id = ANY($1::uuid[])',
          values: [rows.map(({ id }) => id), this.options.clock.now()],
        });
      }
      await client.query('COMMIT');
      client.release();
      return rows.length;
    } catch (error) {
      // The connection's transaction is in doubt: the pool makes another.
      client.release(true);
      throw error;
    }
  }

  /** Puts up again what was handed over, isn't done and is no longer in the queue. Gives how many. */
  async recover(): Promise<number> {
    const { pool, backend, clock, logger } = this.options;
    const lost = await recoverLost(pool, backend, clock.now());
    if (lost > 0) {
      logger.warn({ jobs: lost }, 'jobs were missing from the queue and are handed over again');
      this.nudge();
    }
    return lost;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      this.#nudged = false;
      let wait = this.#pollMs;
      try {
        const { due, next } = await this.#look();
        for (const way of due) if (this.#inLane(way)) this.options.wake(jobKey(way));
        const forQueue = due.filter((way) => !this.#inLane(way));
        if (forQueue.length > 0 && (await this.#handDue(forQueue)) > 0) continue;
        wait = Math.min(this.#pollMs, Math.max(1, next - this.options.clock.now().getTime()));
      } catch (error) {
        this.options.logger.error({ err: error }, 'the relay could not hand jobs over');
        this.#nudged = false;
      }
      await this.#sleep(wait);
    }
  }

  /** The ways by which rows are due, and when (in Unix time, ms) the next one of the others is. */
  async #look(): Promise<{ due: Way[]; next: number }> {
    const { rows } = await this.options.pool.query<Way & { due_at: Date }>({
      name: 'outbox-look',
      text: `SELECT w.queue, w.name, w.fresh, o.due_at ${FROM_WAYS} CROSS JOIN LATERAL (
          SELECT o.due_at FROM outbox o WHERE ${WAITS} ORDER BY o.due_at, o.id LIMIT 1) o`,
      values: columnsOf(this.#ways),
    });
    const now = this.options.clock.now().getTime();
    const isDue = (way: Way & { due_at: Date }) =>
      way.due_at.getTime() <= now || (this.#inLane(way) && this.#isAtOnce(way));
    const later = rows.filter((way) => !isDue(way)).map(({ due_at: at }) => at.getTime());
    return {
      due: rows.filter(isDue),
      next: Math.min(Number.POSITIVE_INFINITY, ...later),
    };
  }

  #inLane({ queue, name, fresh }: Way): boolean {
    return fresh && (this.#definitions.get(jobKey({ queue, name }))?.together ?? 1) > 1;
  }

  #isAtOnce({ queue, name }: Way): boolean {
    return this.#definitions.get(jobKey({ queue, name }))?.atOnce ?? false;
  }

  async #lockDue(client: PoolClient, ways: readonly Way[]): Promise<DueRow[]> {
    const { rows } = await client.query<DueRow>({
      name: 'outbox-due',
      text: `SELECT o.* ${FROM_WAYS} CROSS JOIN LATERAL (
          SELECT o.id, o.queue, o.name, o.payload, o.last_error FROM outbox o
          WHERE ${WAITS} AND o.due_at <= $4
          ORDER BY o.due_at, o.id LIMIT $5 FOR UPDATE SKIP LOCKED) o`,
      values: [...columnsOf(ways), this.options.clock.now(), this.#batch],
    });
    return rows;
  }

  async #give(rows: DueRow[]): Promise<void> {
    for (const [queueName, batch] of groupBy(rows, (row) => row.queue)) {
      const queue = this.options.backend.queue(queueName);
      const known = new Set<string>();
      // A row with an error behind it may still be held by the queue as failed: adding would be ignored.
      for (const { id } of batch.filter((row) => row.last_error !== null)) {
        const job = await queue.getJob(id);
        if (await job?.isFailed()) {
          known.add(id);
          await job?.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
        }
      }
      const fresh = batch.filter(({ id }) => !known.has(id));
      await addAll(
        queue,
        fresh.map((row) => this.#jobOf(row)),
      );
    }
  }

  #jobOf(row: DueRow): BulkJob {
    const definition = this.#definitions.get(jobKey(row));
    return {
      name: row.name,
      data: row.payload,
      opts: {
        jobId: row.id,
        attempts: definition?.attempts ?? 1,
        backoff: { type: 'exponential', delay: definition?.backoffMs ?? 1000, jitter: 0.5 },
      },
    };
  }

  #sleep(ms: number): Promise<void> {
    if (this.#nudged || this.#stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #planRecovery(wait: number): void {
    this.#recoveryTimer = setTimeout(() => {
      this.#recovering = this.#recoverAndPlan();
    }, wait);
  }

  async #recoverAndPlan(): Promise<void> {
    try {
      await this.recover();
    } catch (error) {
      this.options.logger.error({ err: error }, 'the search for lost jobs failed');
    }
    if (!this.#stopped) this.#planRecovery(this.options.recoveryMs ?? 10_000);
  }
}

/** `$1` to `$3` as {@link columnsOf} gives them. */
const FROM_WAYS = 'FROM unnest($1::text[], $2::text[], $3::boolean[]) AS w(queue, name, fresh)';
/** As the index of what waits has it. */
const WAITS = `o.queue = w.queue AND o.name = w.name AND (o.last_error IS NULL) = w.fresh
  AND o.handed_at IS NULL AND o.done_at IS NULL`;

function columnsOf(ways: readonly Way[]): unknown[] {
  return [
    ways.map(({ queue }) => queue),
    ways.map(({ name }) => name),
    ways.map(({ fresh }) => fresh),
  ];
}

type BulkJob = Parameters<Queue['addBulk']>[0][number];

/** Adding in bulk costs PostgreSQL two temporary tables, which a handful of jobs doesn't repay. */
const BULK_FROM = 5;

async function addAll(queue: Queue, jobs: BulkJob[]): Promise<void> {
  if (jobs.length >= BULK_FROM) {
    await queue.addBulk(jobs);
    return;
  }
  await Promise.all(jobs.map(({ name, data, opts }) => queue.add(name, data, opts)));
}
