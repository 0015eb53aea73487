import type { Queue } from 'bullmq';
import type { Pool, PoolClient } from 'pg';
import { type Clock, groupBy, type Logger, newId } from '#platform';
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
  /**
   * Whether jobs of a kind (`queue/name`) would only wait in the queue now. They stay in the table, where
   * they make one group, until the relay is nudged because there is room.
   */
  isFull?: (kind: string) => boolean;
  /** Rows handed over in one go; 200 unless said. */
  batch?: number;
  /** Longest sleep between two looks at the table; 1,000 unless said. */
  pollMs?: number;
  /** How often rows whose job was lost are looked for; 30,000 unless said. */
  recoveryMs?: number;
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
 */
export class Relay {
  readonly #kinds: string[];
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
    this.#kinds = [...this.#definitions.keys()];
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

  /** Hands one batch of due rows over and gives their number. */
  async handDue(): Promise<number> {
    const client = await this.options.pool.connect();
    try {
      // Losing this commit in a crash hands the rows once more, so it needn't wait for the disk.
      await client.query('BEGIN; SET LOCAL synchronous_commit = off');
      const rows = await this.#lockDue(client);
      if (rows.length > 0) {
        const groups = await this.#give(rows);
        await client.query({
          name: 'outbox-handed',
          text: `UPDATE outbox o SET handed_at = $3, handed_as = h.handed_as
            FROM unnest($1::uuid[], $2::uuid[]) AS h(id, handed_as) WHERE o.id = h.id`,
          values: [
            rows.map(({ id }) => id),
            rows.map(({ id }) => groups.get(id) ?? null),
            this.options.clock.now(),
          ],
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
        const handed = await this.handDue();
        if (handed === this.#batch) continue;
        wait = await this.#untilNextDue();
      } catch (error) {
        this.options.logger.error({ err: error }, 'the relay could not hand jobs over');
        this.#nudged = false;
      }
      await this.#sleep(wait);
    }
  }

  /** Kinds of jobs that are taken on now. */
  #wanted(): string[] {
    const { isFull } = this.options;
    return isFull ? this.#kinds.filter((kind) => !isFull(kind)) : this.#kinds;
  }

  async #lockDue(client: PoolClient): Promise<DueRow[]> {
    const { rows } = await client.query<DueRow>({
      name: 'outbox-due',
      text: `SELECT id, queue, name, payload, last_error FROM outbox
        WHERE handed_at IS NULL AND done_at IS NULL AND due_at <= $1 AND queue || '/' || name = ANY($2)
        ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED`,
      values: [this.options.clock.now(), this.#wanted(), this.#batch],
    });
    return rows;
  }

  /** Gives the ids of the groups that rows were handed over in, by the ids of the rows. */
  async #give(rows: DueRow[]): Promise<Map<string, string>> {
    const groups = new Map<string, string>();
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
        this.#grouped(fresh).map((group) => this.#jobOf(group, groups)),
      );
    }
    return groups;
  }

  /** What may be done together; what has failed before is done by itself. */
  #grouped(rows: DueRow[]): DueRow[][] {
    const open = new Map<string, DueRow[]>();
    const all: DueRow[][] = [];
    for (const row of rows) {
      const key = jobKey(row);
      const most = row.last_error === null ? (this.#definitions.get(key)?.together ?? 1) : 1;
      const last = open.get(key);
      if (most > 1 && last && last.length < most) {
        last.push(row);
        continue;
      }
      const group = [row];
      all.push(group);
      if (most > 1) open.set(key, group);
    }
    return all;
  }

  #jobOf([row, ...more]: DueRow[], groups: Map<string, string>): BulkJob {
    if (!row) throw new Error('A group of no jobs');
    const definition = this.#definitions.get(jobKey(row));
    const groupId = more.length > 0 ? newId() : undefined;
    const jobs = [row, ...more].map(({ id, payload }) => ({ id, payload }));
    if (groupId) for (const { id } of jobs) groups.set(id, groupId);
    return {
      name: row.name,
      data: groupId ? { jobs } : row.payload,
      opts: {
        jobId: groupId ?? row.id,
        attempts: definition?.attempts ?? 1,
        backoff: { type: 'exponential', delay: definition?.backoffMs ?? 1000, jitter: 0.5 },
      },
    };
  }

  async #untilNextDue(): Promise<number> {
    const { rows } = await this.options.pool.query<{ due_at: Date }>({
      name: 'outbox-next',
      text: `SELECT due_at FROM outbox WHERE handed_at IS NULL AND done_at IS NULL
        AND queue || '/' || name = ANY($1) ORDER BY due_at, id LIMIT 1`,
      values: [this.#wanted()],
    });
    const next = rows[0]?.due_at.getTime() ?? Number.POSITIVE_INFINITY;
    return Math.min(this.#pollMs, Math.max(1, next - this.options.clock.now().getTime()));
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
    if (!this.#stopped) this.#planRecovery(this.options.recoveryMs ?? 30_000);
  }
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
