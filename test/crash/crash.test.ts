import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { DatabaseProxy } from '../database-proxy.js';
import { buildProcesses, removeBuild } from './build.js';
import { House } from './house.js';
import { expectAll, tell } from './invariants.js';
import { send, sendUntilTaken } from './send.js';
import { DRAIN_MS, KILLS, PEOPLE, SEED } from './size.js';
import { makeTraffic, randomFrom, type Traffic, type TrafficRequest } from './traffic.js';

/** Of the site, and of the database's connections: each takes a fraction as many. */
const OTHER_KILLS = Math.ceil(KILLS / 10);
/** So many at once that some are under way whenever it happens. */
const OTHER_PEOPLE = 30 * OTHER_KILLS;

let built: string;
let house: House | undefined;
let proxies: DatabaseProxy[] = [];
beforeAll(async () => {
  built = await buildProcesses(['apps/site', 'apps/worker', 'libs']);
}, 60_000);
afterEach(async () => {
  await house?.close();
  house = undefined;
  await Promise.all(proxies.map((proxy) => proxy.close()));
  proxies = [];
});
afterAll(() => removeBuild(built));

describe('R1 R2 R23', () => {
  test(
    `a worker is killed ${KILLS} times while ${PEOPLE} people ask: ${PEOPLE} leads, no double`,
    async () => {
      const random = randomFrom(SEED);
      const traffic = makeTraffic(PEOPLE, random);
      const home = await open();
      const site = await home.start('site');
      const workers = [home.start('worker'), home.start('worker')];
      await Promise.all(workers);

      let interrupted = 0;
      for (const batch of batches(traffic, KILLS)) {
        const sending = Promise.all(batch.map((request) => send(site.url, request)));
        const victim = Math.floor(random() * workers.length);
        const running = await workers[victim];
        await sleep(random() * 250);
        running?.child.kill('SIGKILL');
        expect(await running?.gone).toBe('SIGKILL');
        if ((await home.waiting()) > 0) interrupted += 1;
        workers[victim] = home.start('worker');
        expect(await sending).toEqual(batch.map(() => 202));
      }
      await Promise.all(workers);

      tell(`${KILLS} worker kills, ${interrupted} of them with work under way`);
      // Kills between the jobs would prove nothing.
      expect(interrupted).toBeGreaterThan(KILLS / 4);
      await expectAll(home, traffic, DRAIN_MS);
    },
    DRAIN_MS + KILLS * 6000,
  );

  test(
    `the site is killed ${OTHER_KILLS} times: who asks again with the same key has one lead`,
    async () => {
      const random = randomFrom(SEED + 1);
      const traffic = makeTraffic(OTHER_PEOPLE, random);
      const home = await open();
      let site = await home.start('site');
      await home.start('worker');
      const port = new URL(site.url).port;

      let unanswered = 0;
      for (const batch of batches(traffic, OTHER_KILLS)) {
        const sending = batch.map((request) => sendUntilTaken(site.url, request));
        await Promise.race([sleep(random() * 30), Promise.any(sending)]);
        site.child.kill('SIGKILL');
        expect(await site.gone).toBe('SIGKILL');
        site = await home.start('site', { port: Number(port) });
        for (const tries of await Promise.all(sending)) unanswered += tries - 1;
      }

      tell(`${OTHER_KILLS} site kills, ${unanswered} requests asked again`);
      expect(unanswered).toBeGreaterThan(0);
      await expectAll(home, traffic, DRAIN_MS);
    },
    DRAIN_MS + OTHER_KILLS * 6000,
  );

  test(
    `every connection to the database is cut ${OTHER_KILLS} times: nothing is lost or doubled`,
    async () => {
      const random = randomFrom(SEED + 2);
      const traffic = makeTraffic(OTHER_PEOPLE, random);
      const home = await open(proxied);
      const site = await home.start('site');
      await home.start('worker');

      let unanswered = 0;
      for (const batch of batches(traffic, OTHER_KILLS)) {
        const sending = batch.map((request) => sendUntilTaken(site.url, request));
        await Promise.race([sleep(random() * 60), Promise.any(sending)]);
        for (const proxy of proxies) proxy.cut();
        await sleep(200 + random() * 300);
        for (const proxy of proxies) proxy.restore();
        for (const tries of await Promise.all(sending)) unanswered += tries - 1;
      }

      tell(`${OTHER_KILLS} cuts, ${unanswered} requests asked again`);
      expect(unanswered).toBeGreaterThan(0);
      await expectAll(home, traffic, DRAIN_MS);
    },
    DRAIN_MS + OTHER_KILLS * 6000,
  );

  test(
    'every line is bad, to the database and to the visitor, and breaks now and then: nothing is lost or doubled',
    async () => {
      const random = randomFrom(SEED + 4);
      const traffic = makeTraffic(OTHER_PEOPLE, random);
      const home = await open(proxied);
      const site = await home.start('site');
      await home.start('worker');
      const visitors = (await proxied(site.url)).replace(/\/$/, '');
      for (const proxy of proxies) proxy.worsen({ delayMs: 60, lostOneIn: 10, random });

      const began = performance.now();
      let unanswered = 0;
      for (const batch of batches(traffic, OTHER_KILLS)) {
        const sending = batch.map((request) => sendUntilTaken(visitors, request));
        await Promise.race([sleep(200 + random() * 300), Promise.any(sending)]);
        // What is on its way is gone, in both directions.
        for (const proxy of proxies) proxy.restore();
        for (const tries of await Promise.all(sending)) unanswered += tries - 1;
      }
      const took = Math.round(performance.now() - began);

      tell(
        `up to 60 ms and one piece in ten lost, each way, ${OTHER_KILLS} × broken: ${unanswered} requests asked again, ${took} ms`,
      );
      expect(unanswered).toBeGreaterThan(0);
      await home.untilDrained(20_000);
      for (const proxy of proxies) proxy.mend();
      await expectAll(home, traffic, DRAIN_MS);
    },
    DRAIN_MS + OTHER_KILLS * 20_000,
  );

  test(
    'with no worker requests are taken; when it comes, clocks run from when each was received',
    async () => {
      const traffic = makeTraffic(20, randomFrom(SEED + 3));
      const home = await open();
      const site = await home.start('site');
      for (const request of traffic.requests) expect(await send(site.url, request)).toBe(202);
      expect(await home.waiting()).toBe(traffic.distinct);
      await sleep(3000);
      await home.start('worker');
      await expectAll(home, traffic, DRAIN_MS);
      const { rows } = await home.client.query<{ count: string }>(
        `SELECT count(*)
       FROM clock c JOIN inquiry i ON i.id = c.subject_id
       WHERE c.kind = 'first_attempt' AND c.started_at = i.received_at AND c.due_at > c.started_at`,
      );
      expect(Number(rows[0]?.count)).toBe(traffic.people);
    },
    DRAIN_MS,
  );
});

/** An address through which that one is reached, until the test is over. */
async function proxied(url: string): Promise<string> {
  const proxy = await DatabaseProxy.before(url);
  proxies.push(proxy);
  return proxy.url;
}

async function open(through?: (url: string) => Promise<string>): Promise<House> {
  house = await House.open(built, through ? { through } : {});
  return house;
}

function batches({ requests }: Traffic, count: number): TrafficRequest[][] {
  const size = Math.ceil(requests.length / count);
  return Array.from({ length: count }, (_, at) => requests.slice(at * size, (at + 1) * size));
}
