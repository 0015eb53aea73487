import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { ensureKeyFiles } from '#vault';
import { type TestDatabase, testDatabase } from '../database.js';
import { buildProcesses, removeBuild } from './build.js';
import { invariantsOf } from './invariants.js';
import { Processes, type Started } from './processes.js';
import { makeTraffic, randomFrom, type TrafficRequest } from './traffic.js';

/** The long form is `npm run crash`: 1,000 requests, 50 kills. */
const REQUESTS = Number(process.env.BRIDGELINE_CRASH_REQUESTS ?? 100);
const KILLS = Number(process.env.BRIDGELINE_CRASH_KILLS ?? 8);
const SEED = Number(process.env.BRIDGELINE_CRASH_SEED ?? 20_260_302);
/** A killed worker's jobs come back after some 15 s. */
const DRAIN_MS = 120_000;

describe('R1 R2 R23 workers that are killed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bridgeline-crash-'));
  const logFile = join(folder, 'processes.log');
  let db: TestDatabase;
  let client: Client;
  let processes: Processes;

  beforeAll(async () => {
    ensureKeyFiles(folder);
    const [database, built] = await Promise.all([
      testDatabase(),
      buildProcesses(['apps/site', 'apps/worker', 'libs']),
    ]);
    db = database;
    client = new Client({ connectionString: db.ownerUrl });
    await client.connect();
    const env = {
      DATA_DIR: folder,
      LOG_LEVEL: 'warn',
      SITE_DATABASE_URL: db.siteUrl,
      WORKER_DATABASE_URL: db.workerUrl,
    };
    processes = new Processes({ built, env, logFile });
  }, 60_000);

  afterAll(async () => {
    await processes?.endAll();
    await client?.end();
    await db?.drop();
    removeBuild();
    rmSync(folder, { recursive: true, force: true });
  });

  test(
    `${REQUESTS} requests and ${KILLS} times kill -9: every request has its lead, and none has two`,
    async () => {
      const random = randomFrom(SEED);
      const traffic = makeTraffic(REQUESTS, random);
      const site = await processes.start('site');
      const workers = [processes.start('worker'), processes.start('worker')];
      await Promise.all(workers);

      const perKill = Math.ceil(traffic.requests.length / KILLS);
      for (let kill = 0; kill < KILLS; kill += 1) {
        const batch = traffic.requests.slice(kill * perKill, (kill + 1) * perKill);
        const sending = Promise.all(batch.map((request) => send(site, request)));
        const victim = Math.floor(random() * workers.length);
        const running = await workers[victim];
        await sleep(random() * 250);
        running?.child.kill('SIGKILL');
        expect(await running?.gone).toBe('SIGKILL');
        workers[victim] = processes.start('worker');
        expect(await sending).toEqual(batch.map(() => 202));
      }
      await Promise.all(workers);

      const drained = await untilDrained(client);
      const invariants = await invariantsOf(client, traffic);
      const lines = invariants.map((i) => `  ${i.found} (expected ${i.expected})  ${i.name}`);
      process.stdout.write(
        `${REQUESTS} requests of ${traffic.people} people, ${KILLS} kills, drained ${drained} ms after the last:\n${lines.join('\n')}\n`,
      );
      expect(invariants).toEqual(invariants.map((i) => ({ ...i, found: i.expected })));
    },
    DRAIN_MS + KILLS * 6000,
  );
});

/** What a visitor's browser does: asks, and asks again with the same key when no answer came. */
async function send(site: Started, request: TrafficRequest): Promise<number> {
  const response = await fetch(`${site.url}/api/help-requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': request.key },
    body: JSON.stringify(request.body),
  });
  await response.arrayBuffer();
  return response.status;
}

/** Waits until nothing that is due is undone; gives how long that took, in milliseconds. */
async function untilDrained(client: Client): Promise<number> {
  const start = Date.now();
  while (Date.now() - start < DRAIN_MS) {
    const { rows } = await client.query<{ waiting: string }>(
      'SELECT count(*) AS waiting FROM outbox WHERE done_at IS NULL AND failed_at IS NULL AND due_at <= now()',
    );
    if (rows[0]?.waiting === '0') break;
    await sleep(200);
  }
  return Date.now() - start;
}
