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
    house = await House.open(built, { env: { REDIS_URL: redis.url } });
  }, 60_000);
  afterAll(async () => {
    await house?.close();
    await redis?.stop();
    removeBuild(built);
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
    expect(await house.untilTakenIn(30_000)).toBe(true);
    const watched: string[] = [];
    // What intake leaves to be done later goes through Redis: it is let be due now.
    await house.client.query(
      "UPDATE outbox SET due_at = now() WHERE name = 'check-clock' AND done_at IS NULL",
    );
    for (let look = 0; look < 20; look += 1) {
      watched.push(await everythingIn(redis.url));
      await sleep(100);
    }
    // R5: ids and counts alone, at any moment.
    const seen = watched.join('\n');
    expect(seen).toContain('check-clock');
    const people = traffic.requests.slice(0, third).map(({ body }) => body);
    const words = people.flatMap(({ name, phone, message }) => [
      String(name),
      String(phone).replaceAll(/\D/g, '').slice(1),
      String(message),
    ]);
    expect(words.filter((word) => seen.includes(word))).toEqual([]);

    // Requests are taken in without Redis; what would go through it waits in the table.
    await redis.stop();
    await sendThird(1);
    expect(await house.untilTakenIn(30_000)).toBe(true);
    await house.client.query(
      "UPDATE outbox SET due_at = now() WHERE name = 'check-clock' AND done_at IS NULL",
    );
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

/** Every key with what is in it, as text. */
async function everythingIn(url: string): Promise<string> {
  const client = new Redis(url);
  try {
    const keys = await client.keys('*');
    const contents = await Promise.all(
      keys.map(async (key) => {
        const type = await client.type(key);
        if (type === 'hash') return client.hgetall(key);
        if (type === 'list') return client.lrange(key, 0, -1);
        if (type === 'zset') return client.zrange(key, 0, -1);
        if (type === 'stream') return client.xrange(key, '-', '+');
        if (type === 'set') return client.smembers(key);
        return client.get(key);
      }),
    );
    return JSON.stringify([keys, contents]);
  } finally {
    client.disconnect();
  }
}
