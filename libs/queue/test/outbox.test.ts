import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, type Pool } from 'pg';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { createDataSource, createPool, inRequest, inTransaction } from '#platform';
import {
  cancel,
  claim,
  defineJob,
  enqueue,
  enqueueJob,
  markDone,
  nudger,
  once,
  onceTogether,
  OutboxEntity,
  outboxState,
  type Queryable,
  retry,
} from '#queue';
import { type TestDatabase, testDatabase } from '../../../test/database.js';
import { markFailed } from '../src/outbox.js';
import { until } from './backends.js';

const dueAt = new Date('2026-03-08T12:00:00Z');
const job = { queue: 'upkeep', name: 'work', dueAt };

let db: TestDatabase;
let pool: Pool;
let source: DataSource;
beforeAll(async () => {
  db = await testDatabase();
  pool = createPool(db.deskUrl, { name: 'test', max: 4 });
  source = await createDataSource({ url: db.deskUrl, entities: [OutboxEntity], name: 'test' });
}, 60_000);
afterAll(async () => {
  await pool.end();
  await source.destroy();
  await db.drop();
});
afterEach(async () => {
  const owner = new Client({ connectionString: db.ownerUrl });
  await owner.connect();
  await owner.query('DELETE FROM outbox');
  await owner.end();
});

const all = () => source.getRepository(OutboxEntity).find();

describe.each<[string, () => Queryable]>([
  ['a pg pool', () => pool],
  ['an EntityManager', () => source.manager],
])('the outbox through %s', (_, runner) => {
  it('keeps a job as it was asked for', async () => {
    const id = await enqueue(runner(), { ...job, payload: { leadId: 'l1' } });
    expect(await all()).toMatchObject([
      { id, queue: 'upkeep', name: 'work', payload: { leadId: 'l1' }, dueAt, doneAt: null },
    ]);
  });

  it('keeps one job under one key, whoever asks again', async () => {
    const ids = await Promise.all(
      Array.from({ length: 10 }, () => enqueue(runner(), { ...job, dedupeKey: 'call-back:l1' })),
    );
    expect(new Set(ids).size).toBe(1);
    expect(await all()).toHaveLength(1);
  });

  it('calls a job off and frees its key', async () => {
    const id = await enqueue(runner(), { ...job, dedupeKey: 'k' });
    expect(await cancel(runner(), 'k', dueAt)).toBe(true);
    expect(await cancel(runner(), 'k', dueAt)).toBe(false);
    expect(await claim(runner(), id)).toBe(false);
    expect(await enqueue(runner(), { ...job, dedupeKey: 'k' })).not.toBe(id);
  });

  it('lets a job be claimed until it is done, and not one that never was', async () => {
    const id = await enqueue(runner(), job);
    expect(await claim(runner(), id)).toBe(true);
    await markDone(runner(), id, dueAt);
    expect(await claim(runner(), id)).toBe(false);
    expect(await claim(runner(), '0192f8a0-0000-7000-8000-000000000000')).toBe(false);
  });

  it('counts what waits and what failed, and puts up only what failed', async () => {
    const now = new Date(dueAt.getTime() + 90_000);
    const ids = [await enqueue(runner(), job), await enqueue(runner(), job)];
    await enqueue(runner(), { ...job, dueAt: new Date(now.getTime() + 1) });
    await pool.query('UPDATE outbox SET handed_at = now(), failed_at = now() WHERE id = $1', [
      ids[0],
    ]);
    expect(await outboxState(runner(), now)).toEqual({
      due: 1,
      handed: 0,
      failed: 1,
      oldestDueSeconds: 90,
    });
    expect(await retry(runner(), ids[1] ?? '', now)).toBe(false);
    expect(await retry(runner(), ids[0] ?? '', now)).toBe(true);
    expect(await outboxState(runner(), now)).toMatchObject({ due: 2, failed: 0 });
  });
});

describe('a job in a transaction', () => {
  const declared = defineJob({
    queue: 'upkeep',
    name: 'work',
    payload: z.object({ leadId: z.string() }),
  });

  it('does not exist when the change does not', async () => {
    await expect(
      source.transaction(async (manager) => {
        await enqueueJob(manager, declared, { leadId: 'l1' }, { dueAt });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await all()).toEqual([]);
  });

  it('is refused with a payload that was not declared, and loses fields that were not', async () => {
    const wrong = { leadId: 7 } as unknown as { leadId: string };
    await expect(enqueueJob(pool, declared, wrong, { dueAt })).rejects.toThrow(z.ZodError);
    const more = { leadId: 'l1', name: 'Maria' } as { leadId: string };
    await enqueueJob(pool, declared, more, { dueAt });
    expect((await all())[0]?.payload).toEqual({ leadId: 'l1' });
  });

  it('has one effect when delivered ten times at once', async () => {
    const jobId = await enqueue(pool, job);
    let effects = 0;
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        once(source, { jobId, now: dueAt }, async () => {
          effects += 1;
        }),
      ),
    );
    expect(effects).toBe(1);
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  it('is not done when its work failed', async () => {
    const jobId = await enqueue(pool, job);
    const failing = once(source, { jobId, now: dueAt }, async () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect((await all())[0]?.doneAt).toBeNull();
  });

  it('carries the id of the web request that wanted it, and so do the jobs that it makes', async () => {
    const jobId = await inRequest('request-1', () =>
      inTransaction(source, (manager) => enqueue(manager, job)),
    );
    const later = { ...job, dueAt: new Date(dueAt.getTime() + 1) };
    await once(source, { jobId, now: dueAt }, async (manager) => {
      await enqueue(manager, later);
    });
    expect((await all()).map((row) => row.requestId)).toEqual(['request-1', 'request-1']);
    const failure = { reason: 'no', final: false, now: dueAt };
    const open = (await all()).find((row) => row.doneAt === null)?.id ?? '';
    expect(await markFailed(pool, open, failure)).toBe('request-1');
  });

  it('that nobody asked for begins a chain of its own', async () => {
    const jobId = await enqueue(pool, job);
    await onceTogether(
      source,
      async () => [{ context: { jobId, now: dueAt } }],
      async (manager) => void (await enqueue(manager, job)),
    );
    const ids = (await all()).map((row) => row.requestId);
    expect(new Set(ids)).toEqual(new Set([jobId, null]));
  });
});

describe('a nudge', () => {
  it('is sent at once, then at most once in 10 ms, and the last is never swallowed', async () => {
    const sent: number[] = [];
    const one = nudger({
      query: async () => {
        sent.push(performance.now());
      },
    });
    for (let n = 0; n < 100; n += 1) one.nudge();
    expect(sent).toHaveLength(1);
    await until(() => sent.length === 2);
    expect((sent[1] ?? 0) - (sent[0] ?? 0)).toBeGreaterThanOrEqual(8);
  });

  it('does not mind a database that is away', () => {
    const one = nudger({ query: () => Promise.reject(new Error('away')) });
    expect(() => one.nudge()).not.toThrow();
  });
});
