import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Pool } from 'pg';
import { z } from 'zod';
import { createLogger, createPool, fixedClock, systemClock } from '#platform';
import { defineJob, defineSchedule, lastSlot, nextSlot, type Schedule, Scheduler } from '#queue';
import { type TestDatabase, testDatabase } from '../../../test/database.js';
import { until } from './backends.js';

const at = (text: string) => new Date(text);

describe('the due times of a rhythm', () => {
  it.each([
    [{ everyMs: 60_000 }, '2026-03-08T07:00:30Z', '2026-03-08T07:00:00Z', '2026-03-08T07:01:00Z'],
    [{ everyMs: 60_000 }, '2026-03-08T07:00:00Z', '2026-03-08T07:00:00Z', '2026-03-08T07:01:00Z'],
    [{ dailyAt: '03:15' }, '2026-03-08T03:14:59Z', '2026-03-07T03:15:00Z', '2026-03-08T03:15:00Z'],
    [{ dailyAt: '03:15' }, '2026-03-08T03:15:00Z', '2026-03-08T03:15:00Z', '2026-03-09T03:15:00Z'],
    [{ dailyAt: '00:00' }, '2026-02-28T23:59:59Z', '2026-02-28T00:00:00Z', '2026-03-01T00:00:00Z'],
  ])('of %j around %s are %s and %s', (rhythm, now, last, next) => {
    expect(lastSlot(rhythm, at(now))).toEqual(at(last));
    expect(nextSlot(rhythm, at(now))).toEqual(at(next));
  });

  it('enclose any moment, and are the same for every worker', () => {
    const moment = fc.date({ min: at('2020-01-01'), max: at('2040-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, fc.integer({ min: 100, max: 86_400_000 }), (now, everyMs) => {
        const last = lastSlot({ everyMs }, now);
        const next = nextSlot({ everyMs }, now);
        expect(last.getTime()).toBeLessThanOrEqual(now.getTime());
        expect(next.getTime()).toBeGreaterThan(now.getTime());
        expect(nextSlot({ everyMs }, last)).toEqual(next);
      }),
    );
  });

  it.each([{ everyMs: 0 }, { everyMs: Number.NaN }, { dailyAt: '24:00' }, { dailyAt: '3:15' }])(
    'of %j are refused where they are declared',
    (rhythm) => {
      expect(() => defineSchedule({ name: 'x', ...rhythm, run: async () => undefined })).toThrow(
        RangeError,
      );
    },
  );
});

describe('the scheduler', () => {
  const job = defineJob({ queue: 'upkeep', name: 'sweep', payload: z.object({}) });
  const logger = createLogger('test', { destination: { write: () => undefined } });
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

  const rows = async () => {
    const { rows: found } = await pool.query<{ due_at: Date; dedupe_key: string }>(
      'SELECT due_at, dedupe_key FROM outbox ORDER BY due_at',
    );
    return found;
  };
  const scheduler = (schedules: Schedule[], clock = systemClock) =>
    new Scheduler({ pool, schedules, clock, logger });

  it('writes one row for each due time, however many workers start, and makes a missed one up', async () => {
    const clock = fixedClock('2026-03-08T12:00:00Z');
    const daily = defineSchedule({ name: 'nightly', dailyAt: '03:15', job, payload: {} });
    const workers = [scheduler([daily], clock), scheduler([daily], clock)];
    for (const one of workers) one.start();
    await Promise.all(workers.map((one) => one.stop()));
    expect(await rows()).toEqual([
      {
        due_at: at('2026-03-08T03:15:00Z'),
        dedupe_key: 'schedule:nightly:2026-03-08T03:15:00.000Z',
      },
    ]);
    await pool.query('UPDATE outbox SET done_at = now()');
    const again = scheduler([daily], clock);
    again.start();
    await again.stop();
    expect(await rows()).toHaveLength(1);
  });

  it('goes on writing rows as time passes', async () => {
    const before = (await rows()).length;
    const quick = scheduler([defineSchedule({ name: 'quick', everyMs: 150, job, payload: {} })]);
    quick.start();
    await until(async () => (await rows()).length >= before + 3);
    await quick.stop();
  });

  it('runs light work in one worker at a time, and outlives its failures', async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    const light = defineSchedule({
      name: 'light',
      everyMs: 100,
      run: async () => {
        running += 1;
        most = Math.max(most, running);
        runs += 1;
        await new Promise((resolve) => {
          setTimeout(resolve, 130);
        });
        running -= 1;
        if (runs % 2) throw new Error('sometimes');
      },
    });
    const workers = [scheduler([light]), scheduler([light]), scheduler([light])];
    for (const one of workers) one.start();
    await until(() => runs >= 4);
    await Promise.all(workers.map((one) => one.stop()));
    expect(most).toBe(1);
    expect(running).toBe(0);
  });

  it('refuses two schedules of one name', () => {
    const light = defineSchedule({ name: 'light', everyMs: 1000, run: async () => undefined });
    expect(() => scheduler([light, light])).toThrow('Two schedules are called light.');
  });
});
