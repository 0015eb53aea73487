import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { startRedis } from '../../libs/queue/test/backends.js';
import { buildProcesses, removeBuild } from '../crash/build.js';
import { House } from '../crash/house.js';
import { expectAll } from '../crash/invariants.js';
import { send } from '../crash/send.js';
import { makeTraffic, randomFrom } from '../crash/traffic.js';

/** Set by `npm run test:redis`; elsewhere the suite of the queue alone runs on Redis. */
const asked = process.env.BRIDGELINE_REDIS_SUITE === '1';
const suite = asked ? describe : describe.skip;

suite(`R1 R23 the queues in Redis${asked ? '' : ' (SKIPPED: npm run test:redis runs it)'}`, () => {
  let built: string;
  let redis: NonNullable<Awaited<ReturnType<typeof startRedis>>>;
  let house: House;
  beforeAll(async () => {
    const started = await startRedis();
    if (!started) throw new Error('There is no redis-server on this machine.');
    redis = started;
    built = await buildProcesses(['apps/site', 'apps/worker', 'libs']);
    house = await House.open(built, undefined, { REDIS_URL: redis.url });
  }, 60_000);
  afterAll(async () => {
    await house?.close();
    await redis?.stop();
    removeBuild();
  });

  test('every request becomes its lead; Redis is lost in between, and with it no request', async () => {
    const traffic = makeTraffic(60, randomFrom(20_260_302));
    const third = Math.ceil(traffic.requests.length / 3);
    const sendThird = async (which: number) => {
      for (const request of traffic.requests.slice(which * third, (which + 1) * third)) {
        expect(await send(site.url, request)).toBe(202);
      }
    };
    const site = await house.start('site');
    await house.start('worker');
    const { rows } = await house.client.query<{ jobs: string }>(
      'SELECT count(*) AS jobs FROM queue.job',
    );

    await sendThird(0);
    await house.untilDrained(10_000);
    expect(await house.waiting()).toBe(0);
    expect(await keysIn(redis.url)).toBeGreaterThan(0);

    await redis.stop();
    await sendThird(1);
    await sleep(1000);
    expect(await house.waiting()).toBeGreaterThan(0);

    // It comes back with nothing in it.
    redis = (await startRedis(redis.port)) ?? redis;
    await sendThird(2);
    await expectAll(house, traffic, 90_000);
    const after = await house.client.query<{ jobs: string }>(
      'SELECT count(*) AS jobs FROM queue.job',
    );
    expect(after.rows).toEqual(rows);
  }, 150_000);
});

async function keysIn(url: string): Promise<number> {
  const client = new Redis(url);
  const keys = await client.keys('{bridgeline}*');
  client.disconnect();
  return keys.length;
}
