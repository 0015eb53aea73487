import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { z } from 'zod';
import { createLogger, createPool, newId, systemClock, type Tracing } from '#platform';
import {
  claim,
  defineJob,
  enqueueJob,
  type JobHandler,
  JobRegistry,
  type JobsHandler,
  JobRunner,
  markDone,
  openQueueBackend,
  PermanentJobError,
  type QueueBackend,
  Relay,
  retry,
} from '#queue';
import { type TestDatabase, testDatabase } from '../../../test/database.js';
import { startRedis, until } from './backends.js';

const payload = z.object({ leadId: z.string() });
const work = defineJob({ queue: 'upkeep', name: 'work', payload, attempts: 3, backoffMs: 20 });
const slow = defineJob({ queue: 'upkeep', name: 'slow', payload, attempts: 1, timeoutMs: 100 });

const shared = defineJob({
  queue: 'upkeep',
  name: 'shared',
  payload,
  attempts: 3,
  backoffMs: 20,
  together: 8,
});

const lines: string[] = [];
const logger = createLogger('test', { destination: { write: (line) => lines.push(line) } });

/** Which requests each span of a job was for. */
const traced: { name: string; requests: readonly string[] }[] = [];
const tracing: Tracing = {
  span: (name, _about, requests, work) => {
    traced.push({ name, requests });
    return work();
  },
  watch: () => undefined,
  close: () => Promise.resolve(),
};

interface Row {
  handed_at: Date | null;
  done_at: Date | null;
  failed_at: Date | null;
  last_error: string | null;
}

const redis = await startRedis();
afterAll(() => redis?.stop());

let db: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  db = await testDatabase();
  pool = createPool(db.workerUrl, { name: 'test', max: 6 });
}, 60_000);
afterAll(async () => {
  await pool.end();
  await db.drop();
});

const kinds = redis ? (['postgres', 'redis'] as const) : (['postgres'] as const);
if (!redis) it.skip('the Redis backend: this machine has no redis-server', () => undefined);

describe.each(kinds)('the queue on %s', (kind) => {
  let backend: QueueBackend;
  let relays: Relay[];
  let runners: JobRunner[];
  let onWork: JobHandler<{ leadId: string }>;
  let onSlow: JobHandler<{ leadId: string }>;

  let onGroup: JobsHandler<{ leadId: string }>;

  const registry = new JobRegistry([work, slow, shared])
    .handle(work, (job, context) => onWork(job, context))
    .handle(slow, (job, context) => onSlow(job, context))
    .handle(
      shared,
      (job, context) => onWork(job, context),
      (jobs) => onGroup(jobs),
    );

  const relay = (options: { recoveryMs?: number } = {}) => {
    const databaseUrl = db.workerUrl;
    const one = new Relay({
      pool,
      databaseUrl,
      backend,
      registry,
      clock: systemClock,
      logger,
      pollMs: 100,
      recoveryMs: 60_000,
      wake: (kind) => {
        for (const one of runners) one.wake(kind);
      },
      ...options,
    });
    one.start();
    relays.push(one);
    return one;
  };

  const runner = async (on = backend) => {
    const one = new JobRunner({
      database: pool,
      backend: on,
      registry,
      clock: systemClock,
      logger,
      tracing,
      stopMs: 500,
      worker: { lockDuration: 1000, stalledInterval: 500 },
    });
    await one.start();
    runners.push(one);
    return one;
  };

  const add = (leadId = 'lead-1', dueAt = new Date()) =>
    enqueueJob(pool, work, { leadId }, { dueAt });

  const row = async (id: string) => {
    const { rows } = await pool.query<Row>('SELECT * FROM outbox WHERE id = $1', [id]);
    if (!rows[0]) throw new Error('no such row');
    return rows[0];
  };
  const isDone = async (id: string) => (await row(id)).done_at !== null;
  const isFailed = async (id: string) => (await row(id)).failed_at !== null;

  const emptyTheQueue = async () => {
    if (kind === 'redis') {
      const client = new Redis(redis?.url ?? '');
      await client.flushall();
      client.disconnect();
      return;
    }
    const owner = new Pool({ connectionString: db.ownerUrl, max: 1 });
    await owner.query('TRUNCATE queue.job, queue.meta, queue.event CASCADE');
    await owner.end();
  };

  const open = () =>
    openQueueBackend({
      databaseUrl: db.workerUrl,
      redisUrl: kind === 'redis' ? redis?.url : undefined,
      logger,
    });

  beforeEach(async () => {
    lines.length = 0;
    traced.length = 0;
    relays = [];
    runners = [];
    onWork = async () => undefined;
    onSlow = async () => undefined;
    onGroup = async (jobs) => {
      for (const { context } of jobs) await markDone(pool, context.jobId, context.now);
      return new Set(jobs);
    };
    backend = await open();
    await backend.ready();
  });

  afterEach(async () => {
    await Promise.all(relays.map((one) => one.stop()));
    await Promise.all(runners.map((one) => one.stop()));
    await backend.close();
    await emptyTheQueue();
    await pool.query('UPDATE outbox SET done_at = now() WHERE done_at IS NULL');
  });

  it('does a due job once and says so in its row', async () => {
    const seen: unknown[] = [];
    onWork = async (job, { jobId, attempt, now }) => {
      seen.push(job, jobId, attempt, now instanceof Date);
    };
    relay();
    await runner();
    const id = await add('lead-7');
    await until(() => isDone(id));
    expect(seen).toEqual([{ leadId: 'lead-7' }, id, 1, true]);
    expect(await row(id)).toMatchObject({ failed_at: null, last_error: null });
    await until(async () => (await backend.states('upkeep', [id])).get(id) === 'missing');
  });

  it('starts a later job at its time, not before, and within a second of it', async () => {
    let began = 0;
    onWork = async () => {
      began = Date.now();
    };
    relay();
    await runner();
    const dueAt = new Date(Date.now() + 700);
    const id = await add('lead-1', dueAt);
    await until(() => isDone(id));
    expect(began).toBeGreaterThanOrEqual(dueAt.getTime());
    expect(began - dueAt.getTime()).toBeLessThan(1000);
  });

  it('tries again with a growing wait, and keeps no word of what the error said', async () => {
    const attempts: number[] = [];
    onWork = async (_, { attempt }) => {
      attempts.push(attempt);
      if (attempt < 3) throw new Error('duplicate key (Maria Lopez)');
    };
    relay();
    await runner();
    const id = await add();
    await until(() => isDone(id));
    expect(attempts).toEqual([1, 2, 3]);
    expect(lines.join('')).toContain('a job failed');
    expect(lines.join('')).not.toContain('Maria');
  });

  it('fails for good after the last attempt, visibly, and can be put up again', async () => {
    let healthy = false;
    let runs = 0;
    onWork = async () => {
      runs += 1;
      if (!healthy) throw Object.assign(new Error('Maria Lopez'), { code: 'provider.away' });
    };
    const one = relay();
    await runner();
    const id = await add();
    await until(() => isFailed(id));
    await until(async () => (await backend.states('upkeep', [id])).get(id) === 'failed');
    expect(runs).toBe(3);
    expect((await row(id)).last_error).toBe('provider.away');
    const held = await backend.queue('upkeep').getJob(id);
    expect(JSON.stringify(held)).not.toContain('Maria');

    await one.recover();
    expect((await row(id)).handed_at).not.toBeNull();

    healthy = true;
    expect(await retry(pool, id, new Date())).toBe(true);
    one.nudge();
    await until(() => isDone(id));
    expect(runs).toBe(4);
    expect((await row(id)).failed_at).toBeNull();
    expect(await retry(pool, id, new Date())).toBe(false);
  });

  it('does not try again what cannot be helped', async () => {
    let runs = 0;
    onWork = async () => {
      runs += 1;
      throw new PermanentJobError('inquiry.unreadable');
    };
    relay();
    await runner();
    const id = await add();
    await until(() => isFailed(id));
    expect(runs).toBe(1);
    expect((await row(id)).last_error).toBe('inquiry.unreadable');
  });

  it('refuses a payload that is not what was declared', async () => {
    relay();
    await runner();
    const id = await add();
    const bad = await add('lead-2', new Date(Date.now() + 3_600_000));
    await pool.query("UPDATE outbox SET payload = '{}', due_at = now() WHERE id = $1", [bad]);
    await until(async () => (await isDone(id)) && (await isFailed(bad)));
    expect((await row(bad)).last_error).toBe('job.bad_payload');
  });

  it('ends an attempt that runs too long', async () => {
    let aborted = false;
    onSlow = (_, { signal }) =>
      new Promise(() => {
        signal.addEventListener('abort', () => {
          aborted = true;
        });
      });
    relay();
    await runner();
    const id = await enqueueJob(pool, slow, { leadId: 'x' }, { dueAt: new Date() });
    await until(() => isFailed(id));
    expect(aborted).toBe(true);
    expect((await row(id)).last_error).toBe('job.timeout');
  });

  it('R23 hands jobs over again that a lost queue took with it', async () => {
    const first = relay();
    const ids = await Promise.all(Array.from({ length: 20 }, (_, n) => add(`lead-${n}`)));
    await until(async () => (await row(ids[19] ?? '')).handed_at !== null);
    await first.stop();
    await emptyTheQueue();
    const seen: string[] = [];
    onWork = async ({ leadId }) => {
      seen.push(leadId);
    };
    await runner();
    relay();
    await until(async () => (await Promise.all(ids.map(isDone))).every(Boolean));
    expect(new Set(seen).size).toBe(20);
    expect(seen).toHaveLength(20);
  });

  it('leaves jobs alone that the queue still holds', async () => {
    const one = relay();
    const id = await add();
    await until(async () => (await row(id)).handed_at !== null);
    expect(await one.recover()).toBe(0);
    expect((await row(id)).handed_at).not.toBeNull();
  });

  it('delivers to a second worker what a killed one had begun', async () => {
    let begun = 0;
    const dying = backend.worker(
      'upkeep',
      () => {
        begun += 1;
        return new Promise(() => undefined);
      },
      // Its lock runs out and is not renewed, as when the process is gone.
      { concurrency: 1, lockDuration: 1000, stalledInterval: 500, skipLockRenewal: true },
    );
    relay();
    const id = await add();
    await until(() => begun === 1);
    let done = 0;
    onWork = async () => {
      done += 1;
    };
    await dying.close(true);
    await runner();
    await until(() => isDone(id), 8000);
    expect(done).toBe(1);
  });

  it('goes on after every connection was cut', async () => {
    const one = relay();
    await runner();
    const first = await add();
    await until(() => isDone(first));
    const owner = new Pool({ connectionString: db.ownerUrl, max: 1 });
    // Roles belong to the whole server, where other test files use the same one at this moment.
    await owner.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE usename = 'bridgeline_worker' AND datname = current_database()`,
    );
    await owner.end();
    if (kind === 'redis') {
      const admin = new Redis(redis?.url ?? '');
      await admin.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
      admin.disconnect();
    }
    await sleep(200);
    const second = await add();
    one.nudge();
    await until(() => isDone(second), 15_000);
  });

  it('has one effect from two deliveries at once', async () => {
    let effects = 0;
    const id = await add('lead-1', new Date(Date.now() + 3_600_000));
    const deliver = async () => {
      const client = await pool.connect();
      await client.query('BEGIN');
      if (await claim(client, id)) {
        effects += 1;
        await markDone(client, id, new Date());
      }
      await client.query('COMMIT');
      client.release();
    };
    await Promise.all([deliver(), deliver(), deliver()]);
    expect(effects).toBe(1);
  });

  it('hands each row once from two relays, and 500 rows in a moment', async () => {
    const seen = new Map<string, number>();
    onWork = async (_, { jobId }) => {
      seen.set(jobId, (seen.get(jobId) ?? 0) + 1);
    };
    await runner();
    await pool.query(
      `INSERT INTO outbox (id, queue, name, payload, due_at)
       SELECT uuidv7(), 'upkeep', 'work', '{"leadId":"bulk"}', now() FROM generate_series(1, 500)`,
    );
    relay();
    relay();
    await until(() => seen.size === 500);
    await until(async () => {
      const { rows } = await pool.query<{ n: string }>(
        "SELECT count(*) AS n FROM outbox WHERE payload->>'leadId' = 'bulk' AND done_at IS NULL",
      );
      return rows[0]?.n === '0';
    });
    expect([...seen.values()].every((count) => count === 1)).toBe(true);
  });

  describe('jobs that are done in groups', () => {
    const addShared = (leadId: string) =>
      enqueueJob(pool, shared, { leadId }, { dueAt: new Date() });

    it('are done in groups no larger than said, each once, by two workers', async () => {
      const seen: string[] = [];
      const sizes: number[] = [];
      const mark = onGroup;
      onGroup = async (jobs) => {
        sizes.push(jobs.length);
        seen.push(...jobs.map(({ payload: { leadId } }) => leadId));
        return mark(jobs);
      };
      const ids = await Promise.all(Array.from({ length: 50 }, (_, n) => addShared(`lead-${n}`)));
      await runner();
      await runner();
      relay();
      await until(async () => (await Promise.all(ids.map(isDone))).every(Boolean));
      expect(seen).toHaveLength(50);
      expect(new Set(seen).size).toBe(50);
      expect(Math.max(...sizes)).toBeGreaterThan(1);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(8);
    });

    it('are done alone when a group cannot, with attempts of their own', async () => {
      let runs = 0;
      onGroup = () => Promise.reject(new Error('Maria Lopez'));
      onWork = async ({ leadId }) => {
        if (leadId !== 'bad') return;
        runs += 1;
        if (runs < 3) throw new Error('Maria Lopez');
      };
      const ids = await Promise.all(['good', 'bad', 'fine'].map(addShared));
      // `good` and `bad` were wanted by requests; what nobody wanted begins a chain of its own.
      const requests = ids.map((id, n) => (n < 2 ? newId() : id));
      for (const [n, id] of ids.slice(0, 2).entries()) {
        await pool.query('UPDATE outbox SET request_id = $2 WHERE id = $1', [id, requests[n]]);
      }
      await runner();
      relay();
      await until(async () => (await Promise.all(ids.map(isDone))).every(Boolean));
      expect(runs).toBe(3);
      expect(lines.join('')).not.toContain('Maria');
      // Every line about one of them names its request, and so does every span, alone or in a group.
      const said = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
      const failed = said.filter(({ jobId }) => jobId === ids[1]);
      expect(failed.map(({ msg }) => msg)).toEqual(['a job failed', 'a job failed']);
      expect(new Set(failed.map(({ requestId }) => requestId))).toEqual(new Set([requests[1]]));
      const together = said.find(({ msg }) => String(msg).startsWith('jobs could not be done'));
      expect(requests).toEqual(expect.arrayContaining(together?.requestIds as string[]));
      const asked = (name: string) => traced.filter((one) => one.name === name);
      expect(new Set(asked('job shared').flatMap((one) => one.requests))).toEqual(
        new Set(requests),
      );
      expect(asked('job shared').filter((one) => one.requests[0] === requests[1])).not.toEqual([]);
    });

    it('R1 are done alone when the worker that had taken them was killed, and left to one at work', async () => {
      const alone: string[] = [];
      onWork = async ({ leadId }) => {
        alone.push(leadId);
      };
      const ids = await Promise.all(['left', 'at-work'].map(addShared));
      await pool.query(
        `UPDATE outbox SET handed_at = now() - interval '6 s', handed_as = gen_random_uuid() WHERE id = ANY($1)`,
        [ids],
      );
      const atWork = await pool.connect();
      await atWork.query('BEGIN');
      await claim(atWork, ids[1] ?? '');
      await runner();
      const one = relay({ recoveryMs: 3_600_000 });
      await until(() => isDone(ids[0] ?? ''));
      expect(await one.recover()).toBe(0);
      await markDone(atWork, ids[1] ?? '', new Date());
      await atWork.query('COMMIT');
      atWork.release();
      expect(alone).toEqual(['left']);
    });
  });
});
