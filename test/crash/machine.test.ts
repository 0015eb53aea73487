import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { DatabaseProxy } from '../database-proxy.js';
import { buildProcesses, removeBuild } from './build.js';
import { House } from './house.js';
import { expectAll, tell } from './invariants.js';
import { Network } from './network.js';
import { OwnServer } from './own-server.js';
import { send, sendText, sendUntilTaken } from './send.js';
import { DRAIN_MS, KILLS, PEOPLE_A_ROUND, ROUNDS, SEED } from './size.js';
import { SmallDisk } from './small-disk.js';
import { makeTraffic, randomFrom, type Traffic, type TrafficRequest } from './traffic.js';

/** Of what takes seconds each time. */
const TIMES = Math.max(2, Math.ceil(KILLS / 10));
const PEOPLE = Math.max(TIMES * 10, ROUNDS * PEOPLE_A_ROUND);
const PUBLIC_URL = 'https://intake.example.test';
const AUTH_TOKEN = '0123456789abcdef0123456789abcdef';
const HOUR = 3_600_000;

let built: string;
const undo: (() => Promise<void> | void)[] = [];
beforeAll(async () => {
  built = await buildProcesses(['apps/site', 'apps/worker', 'libs']);
}, 120_000);
afterEach(async () => {
  for (const one of undo.splice(0).toReversed()) await one();
}, 60_000);
afterAll(() => removeBuild(built));

async function open(options: Parameters<typeof House.open>[1] = {}): Promise<House> {
  const home = await House.open(built, options);
  undo.push(() => home.close());
  return home;
}

async function openServer(folder?: string): Promise<OwnServer> {
  const server = await OwnServer.start(folder);
  undo.push(() => server.close());
  return server;
}

describe('R1 R2 R23', () => {
  test(
    `PostgreSQL itself is killed ${TIMES} times: what was acknowledged is there, once`,
    async () => {
      const random = randomFrom(SEED + 30);
      const traffic = makeTraffic(PEOPLE, random);
      const server = await openServer();
      const home = await open({ database: server.database });
      const site = await home.start('site');
      await home.start('worker');

      let again = 0;
      for (const batch of batches(traffic, TIMES)) {
        const sending = batch.map((request) => sendUntilTaken(site.url, request));
        await Promise.race([sleep(random() * 60), Promise.any(sending)]);
        await server.kill();
        await sleep(random() * 500);
        await server.up();
        for (const tries of await Promise.all(sending)) again += tries - 1;
      }
      tell(`kill -9 ${TIMES} × of PostgreSQL: ${again} requests asked again`);
      expect(again).toBeGreaterThan(0);
      await home.reconnect();
      await expectAll(home, traffic, DRAIN_MS);
    },
    DRAIN_MS + TIMES * 20_000,
  );

  test(
    'the disk of PostgreSQL is full: no request is acknowledged that is not stored; with room again all are taken',
    async () => {
      const disk = SmallDisk.mount(mkdtempSync(join(tmpdir(), 'bridgeline-disk-')), 400 * 1024);
      if (!disk) return tell('SKIPPED: this machine mounts no disk of memory for us.');
      undo.push(() => disk.unmount());
      const traffic = makeTraffic(PEOPLE, randomFrom(SEED + 31));
      const server = await openServer(disk.folder);
      const home = await open({ database: server.database });
      const site = await home.start('site');
      await home.start('worker');
      const [first = [], ...rest] = batches(traffic, 2);
      for (const request of first) await sendUntilTaken(site.url, request);

      disk.fill();
      const answers = await fillUp(site.url);
      const { taken, refused } = answers;
      tell(
        `disk full: ${taken.length} more were stored until nothing fitted, then ${refused} refused`,
      );
      expect(refused).toBeGreaterThan(0);
      expect([...answers.statuses].filter((status) => ![0, 202, 503].includes(status))).toEqual([]);
      disk.free();
      if (server.isDown) await server.up();
      await Promise.all(rest.flat().map((request) => sendUntilTaken(site.url, request)));
      await home.reconnect();
      const stored = await home.client.query<{ n: string }>(
        'SELECT count(*) AS n FROM inquiry WHERE provider_event_id = ANY($1)',
        [taken],
      );
      expect(Number(stored.rows[0]?.n)).toBe(taken.length);
      await home.client.query("SELECT 1 FROM inquiry WHERE provider_event_id LIKE 'fill-%'");
      expect(await home.untilDrained(DRAIN_MS)).toBeLessThan(DRAIN_MS);
      const lost = await home.client.query(
        'SELECT 1 FROM inquiry i WHERE NOT EXISTS (SELECT 1 FROM lead_inquiry l WHERE l.inquiry_id = i.id)',
      );
      expect(lost.rowCount).toBe(0);
    },
    DRAIN_MS + 120_000,
  );

  test(
    'the database is away and the disk of the spool is full: a webhook is refused, and taken when there is room',
    async () => {
      let proxy: DatabaseProxy | undefined;
      const home = await open({
        through: async (url) => {
          if (!url.includes('bridgeline_site')) return url;
          proxy = await DatabaseProxy.before(url);
          undo.push(() => proxy?.close());
          return proxy.url;
        },
        env: { PUBLIC_URL, TWILIO_AUTH_TOKEN: AUTH_TOKEN },
      });
      const disk = SmallDisk.mount(join(home.folder, 'spool'), 64);
      if (!disk) return tell('SKIPPED: this machine mounts no disk of memory for us.');
      undo.push(() => disk.unmount());
      const site = await home.start('site');
      await home.start('worker');
      const provider = { publicUrl: PUBLIC_URL, authToken: AUTH_TOKEN, tries: 1 };
      const text = (n: number) => ({
        from: `+1415555${String(1000 + n)}`,
        body: 'Please call me.',
        sid: `SMfull${n}`,
      });

      proxy?.cut();
      await sendText(site.url, text(1), provider);
      disk.fill();
      await expect(sendText(site.url, text(2), provider)).rejects.toThrow('never took');
      disk.free();
      await sendText(site.url, text(2), provider);
      proxy?.restore();
      const stored = async () =>
        Number(
          (await home.client.query("SELECT 1 FROM inquiry WHERE provider_event_id LIKE 'SMfull%'"))
            .rowCount,
        );
      for (const until = Date.now() + 20_000; Date.now() < until && (await stored()) < 2; ) {
        await sleep(200);
      }
      expect(await stored()).toBe(2);
      tell('spool full: the text was refused, and taken once there was room: 2 of 2 stored');
    },
    DRAIN_MS,
  );

  test(
    `the network between the processes and the database is cut ${TIMES} times, then loses and delays: nothing is lost or doubled`,
    async () => {
      const network = Network.open();
      if (!network) return tell('SKIPPED: this machine makes no network namespaces for us.');
      undo.push(() => network.close());
      const traffic = makeTraffic(PEOPLE, randomFrom(SEED + 32));
      const home = await open({
        through: async (url) => {
          const proxy = await DatabaseProxy.before(url, network.database.ours);
          undo.push(() => proxy.close());
          return proxy.url;
        },
      });
      const { under } = network;
      const site = await home.start('site', { under, host: network.visitors.theirs });
      await home.start('worker', { under });
      const parts = batches(traffic, TIMES + 1);
      const last = parts.pop() ?? [];

      let again = 0;
      for (const batch of parts) {
        const sending = batch.map((request) => sendUntilTaken(site.url, request));
        await Promise.race([sleep(60), Promise.any(sending)]);
        network.cut();
        await sleep(4000);
        network.heal();
        for (const tries of await Promise.all(sending)) again += tries - 1;
      }
      tell(`network cut ${TIMES} × for 4 s: ${again} requests asked again`);
      expect(again).toBeGreaterThan(0);
      const bad = network.worsen(50, 10);
      tell(
        bad
          ? 'network with 100 ms and one packet in ten lost'
          : 'SKIPPED: tc cannot lose packets here',
      );
      await Promise.all(last.map((request) => sendUntilTaken(site.url, request)));
      await home.untilDrained(15_000);
      if (bad) network.mend();
      await expectAll(home, traffic, DRAIN_MS);
    },
    DRAIN_MS + TIMES * 30_000,
  );

  test(
    'the clock of the machine jumps two hours ahead, three back, and is set right: every request has its lead, clocks run from when it was received',
    async () => {
      const traffic = makeTraffic(PEOPLE, randomFrom(SEED + 33));
      const home = await open();
      const clock = join(home.folder, 'clock');
      const how = {
        env: { CLOCK_JUMP: clock },
        nodeArgs: ['--import', join(import.meta.dirname, 'clock-jump.mjs')],
      };
      const site = await home.start('site', how);
      const worker = await home.start('worker', how);
      const jump = (milliseconds: number) => {
        writeFileSync(clock, String(milliseconds));
        for (const { child } of [site, worker]) child.kill('SIGUSR2');
      };
      for (const [at, batch] of batches(traffic, 3).entries()) {
        const sending = batch.map((request) => sendUntilTaken(site.url, request));
        await Promise.any(sending);
        if (at === 0) jump(2 * HOUR);
        if (at === 1) {
          const ready = await fetch(`${worker.url}/health/ready`);
          expect(await ready.json()).toMatchObject({ failed: expect.arrayContaining(['clock']) });
          jump(-HOUR);
        }
        await Promise.all(sending);
      }
      // Also what came by the clock that was ahead, and had not been looked at when it was set back.
      expect(await home.untilTakenIn(60_000)).toBe(true);
      // Right again: what was promised for then is due now.
      jump(0);
      await expectAll(home, traffic, DRAIN_MS);
      const { rows } = await home.client.query<{ ahead: string; wrong: string }>(
        `SELECT count(*) FILTER (WHERE i.received_at > now() + interval '1 hour') AS ahead,
           count(*) FILTER (WHERE c.started_at <> i.received_at OR c.due_at <= c.started_at) AS wrong
         FROM clock c JOIN inquiry i ON i.id = c.subject_id WHERE c.kind = 'first_attempt'`,
      );
      tell(`clock jumps: ${rows[0]?.ahead} requests came while it was ahead`);
      expect(Number(rows[0]?.wrong)).toBe(0);
      expect(Number(rows[0]?.ahead)).toBeGreaterThan(0);
    },
    DRAIN_MS + 60_000,
  );
});

/** Sends small requests until ten in a row were refused. Gives the event ids of those that were taken. */
async function fillUp(
  url: string,
): Promise<{ taken: string[]; refused: number; statuses: Set<number> }> {
  const taken: string[] = [];
  const statuses = new Set<number>();
  let refused = 0;
  for (let n = 0; refused < 10 && n < 20_000; n += 1) {
    const key = `fill-${n}`;
    const phone = `+1 (510) ${String(200 + Math.floor(n / 10_000))}-${String(n % 10_000).padStart(4, '0')}`;
    const body = { name: 'Full Disk', phone, message: 'x'.repeat(1900) };
    const status = await send(url, { key, body }).catch(() => 0);
    statuses.add(status);
    if (status === 202) {
      taken.push(key);
      refused = 0;
    } else refused += 1;
  }
  return { taken, refused, statuses };
}

function batches({ requests }: Traffic, count: number): TrafficRequest[][] {
  const size = Math.ceil(requests.length / count);
  return Array.from({ length: count }, (_, at) => requests.slice(at * size, (at + 1) * size));
}
