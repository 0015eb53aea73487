import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { HouseState } from './house-state.js';
import type { JobContext, JobDefinition, JobHandler, JobsHandler, OutboxState } from '#queue';

/** The worker's numbers in Prometheus' words. Labels are kinds of jobs, never anything of a person. */
export class WorkerMetrics {
  readonly #registry = new Registry();
  /** Read before the numbers are written down: a gauge's own reading would come too late for those it reads beside. */
  readonly #read: (() => Promise<void>)[] = [];
  readonly #done = this.#counter('bridgeline_jobs_done_total', 'Attempts that ended well.');
  readonly #failed = this.#counter('bridgeline_jobs_failed_total', 'Attempts that failed.');
  readonly #seconds = new Histogram({
    name: 'bridgeline_job_seconds',
    help: 'How long an attempt took.',
    labelNames: ['queue', 'job'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.#registry],
  });
  readonly #intakeSeconds = new Histogram({
    name: 'bridgeline_intake_seconds',
    help: 'From the moment a request was received to its lead.',
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300],
    registers: [this.#registry],
  });

  readonly #filled = new Counter({
    name: 'bridgeline_calls_filled_total',
    help: "Calls that no webhook told of and a provider's own list did.",
    labelNames: ['provider'],
    registers: [this.#registry],
  });
  readonly #listRead = new Gauge({
    name: 'bridgeline_call_list_read_seconds',
    help: "When a provider's list of calls was last read to its end, in Unix time.",
    labelNames: ['provider'],
    registers: [this.#registry],
  });

  /** @param outbox reads how much is waiting; asked at each scrape */
  constructor(outbox: () => Promise<OutboxState>) {
    const depth = new Gauge({
      name: 'bridgeline_outbox_jobs',
      help: 'Jobs that are not done: due and not yet handed over, handed over, failed for good.',
      labelNames: ['state'],
      registers: [this.#registry],
    });
    const oldest = new Gauge({
      name: 'bridgeline_outbox_oldest_due_seconds',
      help: 'How long the most overdue job that is not handed over has been due.',
      registers: [this.#registry],
    });
    this.#read.push(async () => {
      const state = await outbox();
      depth.set({ state: 'due' }, state.due);
      depth.set({ state: 'handed' }, state.handed);
      depth.set({ state: 'failed' }, state.failed);
      oldest.set(state.oldestDueSeconds);
    });
    const memory: Gauge = new Gauge({
      name: 'bridgeline_worker_resident_bytes',
      help: 'Memory of this process.',
      registers: [this.#registry],
      collect: (): void => memory.set(process.memoryUsage.rss()),
    });
  }

  /** Adds what somebody has to be told of, read at each scrape. */
  watchHouse(read: () => Promise<HouseState>): void {
    const gauge = <L extends string = never>(name: string, help: string, labelNames: L[] = []) =>
      new Gauge({ name, help, labelNames, registers: [this.#registry] });
    const oldest = gauge(
      'bridgeline_oldest_unsettled_seconds',
      'How long the oldest request of the last day that has no outcome has waited.',
    );
    const alerts = gauge('bridgeline_open_alerts', 'Alerts that nobody has taken on.');
    const unknown = gauge('bridgeline_unknown_messages', 'Messages whose outcome nobody knows.');
    const erasures = gauge('bridgeline_erasures_to_decide', 'Erasures that wait for a decision.');
    const backups = gauge(
      'bridgeline_backup_age_seconds',
      'Since the last base backup, and since the log was last taken away.',
      ['kind'],
    );
    const clock = gauge(
      'bridgeline_clock_ahead_seconds',
      "How far this machine's clock is ahead of the database's.",
    );
    const unsettled = gauge(
      'bridgeline_unsettled_requests',
      'Requests of the last day that have no outcome yet.',
    );
    this.#read.push(async () => {
      const state = await read();
      unsettled.set(state.unsettled);
      oldest.set(state.oldestUnsettledSeconds);
      alerts.set(state.openAlerts);
      unknown.set(state.unknownMessages);
      erasures.set(state.erasuresToDecide);
      clock.set(state.clockAheadSeconds);
      if (state.baseBackupSeconds !== null) backups.set({ kind: 'base' }, state.baseBackupSeconds);
      if (state.logBackupSeconds !== null) backups.set({ kind: 'wal' }, state.logBackupSeconds);
    });
  }

  /** The handler, counted and timed. */
  measured<P>(definition: JobDefinition<P>, handler: JobHandler<P>): JobHandler<P> {
    const labels = { queue: definition.queue, job: definition.name };
    return async (payload: P, context: JobContext) => {
      const stop = this.#seconds.startTimer(labels);
      try {
        await handler(payload, context);
        this.#done.inc(labels);
      } catch (error) {
        this.#failed.inc(labels);
        throw error;
      } finally {
        stop();
      }
    };
  }

  /** A provider's list of calls was read to its end; `filled` of its calls had been missing. */
  listRead(provider: string, filled: number, now: Date): void {
    this.#filled.inc({ provider }, filled);
    this.#listRead.set({ provider }, now.getTime() / 1000);
  }

  /** The same for jobs done together: counted each, timed as one. */
  measuredTogether<P>(definition: JobDefinition<P>, handler: JobsHandler<P>): JobsHandler<P> {
    const labels = { queue: definition.queue, job: definition.name };
    return async (jobs) => {
      const stop = this.#seconds.startTimer(labels);
      try {
        const done = await handler(jobs);
        this.#done.inc(labels, done.size);
        return done;
      } finally {
        stop();
      }
    };
  }

  /** One request taken in. */
  takenIn(receivedAt: Date, now: Date): void {
    this.#intakeSeconds.observe(Math.max(0, now.getTime() - receivedAt.getTime()) / 1000);
  }

  async text(): Promise<{ text: string; contentType: string }> {
    await Promise.all(this.#read.map((read) => read()));
    return { text: await this.#registry.metrics(), contentType: this.#registry.contentType };
  }

  #counter(name: string, help: string): Counter<'queue' | 'job'> {
    return new Counter({ name, help, labelNames: ['queue', 'job'], registers: [this.#registry] });
  }
}
