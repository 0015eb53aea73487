import type { Pool } from 'pg';
import type { Clock, Logger } from '#platform';
import type { JobDefinition } from './job.js';
import { enqueueJob } from './outbox.js';

/** When a schedule is due: every so many milliseconds since 1970, or once a day at a UTC time `HH:MM`. */
export type Rhythm = { everyMs: number } | { dailyAt: string };

/**
 * Recurring work. With a `job`, each due time becomes one outbox row, however many workers run and however often they
 * restart; a time missed while nothing ran is made up once. With `run`, it is light work (seconds apart) done in place:
 * not while another worker does it, and never made up.
 */
export type Schedule = { name: string } & Rhythm &
  (
    | { enqueue: (pool: Pool, when: { dueAt: Date; dedupeKey: string }) => Promise<unknown> }
    | {
        run: (context: { now: Date; signal: AbortSignal }) => Promise<void>;
      }
  );

const DAY_MS = 86_400_000;
const LONGEST_TIMER_MS = 3_600_000;

/** Declares recurring work, either a job with its payload or a light `run`. Throws on an impossible rhythm. */
export function defineSchedule<P>(
  schedule: { name: string } & Rhythm &
    (
      | { job: JobDefinition<P>; payload: P }
      | { run: (context: { now: Date; signal: AbortSignal }) => Promise<void> }
    ),
): Schedule {
  lastSlot(schedule, new Date(0));
  if ('run' in schedule) return schedule;
  const { job, payload, ...rest } = schedule;
  return { ...rest, enqueue: (pool, when) => enqueueJob(pool, job, payload, when) };
}

/** The latest due time of a rhythm at or before `now`. */
export function lastSlot(rhythm: Rhythm, now: Date): Date {
  const { start, every } = periodOf(rhythm);
  return new Date(Math.floor((now.getTime() - start) / every) * every + start);
}

/** The first due time of a rhythm after `now`. */
export function nextSlot(rhythm: Rhythm, now: Date): Date {
  return new Date(lastSlot(rhythm, now).getTime() + periodOf(rhythm).every);
}

function periodOf(rhythm: Rhythm): { start: number; every: number } {
  if ('everyMs' in rhythm) {
    if (!(rhythm.everyMs >= 100)) throw new RangeError('A rhythm is at least 100 ms.');
    return { start: 0, every: rhythm.everyMs };
  }
  const time = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(rhythm.dailyAt);
  if (!time) throw new RangeError(`"${rhythm.dailyAt}" is no time of the day (HH:MM, UTC).`);
  return { start: (Number(time[1]) * 60 + Number(time[2])) * 60_000, every: DAY_MS };
}

/** Keeps the schedules of a worker. */
export class Scheduler {
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();
  readonly #stop = new AbortController();

  /** Throws when two schedules share a name. */
  constructor(
    private readonly options: {
      pool: Pool;
      schedules: readonly Schedule[];
      clock: Clock;
      logger: Logger;
      /** Called when a row was written; the relay's nudge. */
      onEnqueued?: () => void;
    },
  ) {
    const names = options.schedules.map(({ name }) => name);
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    if (twice) throw new Error(`Two schedules are called ${twice}.`);
  }

  start(): void {
    for (const schedule of this.options.schedules) {
      if ('enqueue' in schedule)
        this.#begin(schedule, lastSlot(schedule, this.options.clock.now()));
      this.#plan(schedule);
    }
  }

  /** Starts nothing more, tells what runs to end, and waits for it. */
  async stop(): Promise<void> {
    this.#stop.abort();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    await Promise.all(this.#running);
  }

  #plan(schedule: Schedule): void {
    if (this.#stop.signal.aborted) return;
    const now = this.options.clock.now();
    const slot = nextSlot(schedule, now);
    const wait = Math.min(slot.getTime() - now.getTime(), LONGEST_TIMER_MS);
    const timer = setTimeout(() => {
      if (this.options.clock.now() >= slot) this.#begin(schedule, slot);
      this.#plan(schedule);
    }, wait);
    this.#timers.set(schedule.name, timer);
  }

  #begin(schedule: Schedule, slot: Date): void {
    const running = this.#do(schedule, slot)
      .catch((error: unknown) => {
        this.options.logger.error({ schedule: schedule.name, err: error }, 'a schedule failed');
      })
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #do(schedule: Schedule, slot: Date): Promise<void> {
    if ('run' in schedule) return this.#alone(schedule.name, schedule.run);
    const dedupeKey = `schedule:${schedule.name}:${slot.toISOString()}`;
    await schedule.enqueue(this.options.pool, { dueAt: slot, dedupeKey });
    this.options.onEnqueued?.();
  }

  /** Runs under an advisory lock that ends with the connection, so a killed worker leaves none behind. */
  async #alone(
    name: string,
    run: (context: { now: Date; signal: AbortSignal }) => Promise<void>,
  ): Promise<void> {
    const client = await this.options.pool.connect();
    let broken = true;
    try {
      const lock = [`schedule:${name}`];
      const { rows } = await client.query<{ mine: boolean }>(
        'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS mine',
        lock,
      );
      if (rows[0]?.mine) {
        try {
          await run({ now: this.options.clock.now(), signal: this.#stop.signal });
        } finally {
          await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', lock);
        }
      }
      broken = false;
    } finally {
      client.release(broken);
    }
  }
}
