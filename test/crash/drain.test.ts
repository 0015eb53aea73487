import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { buildProcesses, removeBuild } from './build.js';
import { House } from './house.js';
import { expectAll, tell } from './invariants.js';
import type { Started } from './processes.js';
import { send } from './send.js';
import { DRAIN_MS, ROUNDS, SEED } from './size.js';
import { makeTraffic, randomFrom, type TrafficRequest } from './traffic.js';

/** What a stop may take, and what the launcher waits before it kills; milliseconds. */
const STOPPED_WITHIN = 10_000;
/** So many ask, each of four askers with this pause, that they ask as long as processes are replaced. */
const PEOPLE = 300;
const PAUSE = 200;

let built: string;
let house: House | undefined;
beforeAll(async () => {
  built = await buildProcesses(['apps/site', 'apps/worker', 'libs']);
}, 120_000);
afterEach(async () => {
  await house?.close();
});
afterAll(() => removeBuild(built));

describe('R1 R23', () => {
  test(
    `two sites and two workers are replaced one after the other, ${ROUNDS} times, while people ask: everybody is answered`,
    async () => {
      const traffic = makeTraffic(PEOPLE * ROUNDS, randomFrom(SEED + 50));
      const home = await House.open(built);
      house = home;
      const sites = [await home.start('site'), await home.start('site')];
      const workers = [await home.start('worker'), await home.start('worker')];
      const waiting = [...traffic.requests];
      let elsewhere = 0;
      const asking = Promise.all(
        Array.from({ length: 4 }, async (_, one) => {
          for (let next = waiting.shift(); next; next = waiting.shift()) {
            elsewhere += await askOneOf(sites, one, next);
            await sleep(PAUSE);
          }
        }),
      );

      const times: number[] = [];
      let round = 0;
      while (round < ROUNDS || (waiting.length > 0 && round < 10 * ROUNDS)) {
        round += 1;
        for (const n of [0, 1]) {
          times.push(await replace(home, sites, n, 'site'));
          times.push(await replace(home, workers, n, 'worker'));
        }
      }
      await asking;
      tell(
        `${times.length} replaced under ${traffic.requests.length} requests: slowest stop ${Math.max(...times)} ms, ` +
          `${elsewhere} requests sent to the other site`,
      );
      expect(Math.max(...times)).toBeLessThan(STOPPED_WITHIN);
      await expectAll(home, traffic, DRAIN_MS);
    },
    DRAIN_MS + ROUNDS * 120_000,
  );
});

/** As whoever stands in front does: a site that takes nothing new is left out. Gives how often it asked elsewhere. */
async function askOneOf(
  sites: readonly Started[],
  first: number,
  request: TrafficRequest,
): Promise<number> {
  for (let tries = 0; tries < 40; tries += 1) {
    const site = sites[(first + tries) % sites.length];
    const status = site ? await send(site.url, request).catch(() => 0) : 0;
    if (status === 202) return tries;
    if (![0, 503].includes(status)) throw new Error(`A site answered ${status}`);
  }
  throw new Error('Nobody took it');
}

/** Starts another, then tells the old one to stop. Gives how long its stop took. */
async function replace(
  home: House,
  running: Started[],
  at: number,
  app: 'site' | 'worker',
): Promise<number> {
  const old = running[at];
  if (!old) throw new Error('nothing runs there');
  running[at] = await home.start(app);
  const began = Date.now();
  old.child.kill('SIGTERM');
  expect(await old.gone).toBe(0);
  return Date.now() - began;
}
