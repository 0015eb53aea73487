import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { eventually, Scratch } from '../launcher/scratch.js';
import { expectAll, tell } from './invariants.js';
import { sendUntilTaken } from './send.js';
import { DRAIN_MS, PEOPLE_A_ROUND, ROUNDS, SEED } from './size.js';
import { makeTraffic, randomFrom } from './traffic.js';

/** People who ask around each kill. */
const PEOPLE = Math.max(20, PEOPLE_A_ROUND);
const START_MS = 90_000;

const scratch = new Scratch([], ['site', 'worker']);
beforeAll(() => scratch.prepare(), 60_000);
afterAll(async () => {
  await scratch.tidyUp();
  scratch.remove();
}, 60_000);

describe('R1 R2 R23', () => {
  test(
    `the launcher is killed ${ROUNDS} times while people ask: nothing of it stays, the next start takes over, nothing is lost`,
    async () => {
      const random = randomFrom(SEED + 50);
      const { requests, people, distinct } = makeTraffic(PEOPLE * ROUNDS, random);
      let launched = scratch.start();
      await launched.prints(/Bridgeline is ready/, START_MS);
      const site = `http://127.0.0.1:${scratch.ports.site}`;
      const size = Math.ceil(requests.length / ROUNDS);
      let again = 0;
      for (let at = 0; at < requests.length; at += size) {
        const batch = requests.slice(at, at + size);
        // One after the other, so that some are under way whenever it happens.
        const sending = batch.map(async (request, n) => {
          await sleep(n * 15);
          return sendUntilTaken(site, request);
        });
        await Promise.any(sending);
        await sleep(random() * 100);
        launched.child.kill('SIGKILL');
        expect(await launched.ended).toBe('SIGKILL');
        // Nothing is orphaned: site, worker and PostgreSQL notice, end what they are at, and end.
        const began = performance.now();
        expect(await eventually(() => scratch.processesLeft().length === 0, 30_000)).toBe(true);
        tell(
          `after kill -9 of the launcher all had ended in ${Math.round(performance.now() - began)} ms`,
        );
        launched = scratch.start();
        await launched.prints(/The last start on this data folder was cut off/);
        await launched.prints(/Bridgeline is ready/, START_MS);
        for (const tries of await Promise.all(sending)) again += tries - 1;
      }
      tell(`kill -9 ${ROUNDS} × of the launcher: ${again} requests asked again`);
      expect(again).toBeGreaterThan(0);
      const client = new Client({ connectionString: scratch.ownerUrl() });
      await client.connect();
      try {
        await expectAll({ client }, { requests, people, distinct }, DRAIN_MS);
      } finally {
        await client.end();
      }
    },
    DRAIN_MS + ROUNDS * 2 * START_MS,
  );
});
