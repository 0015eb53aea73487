import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { eventually, freePort, Scratch } from './scratch.js';

/** A whole start takes its time. */
const LIMIT = 60_000;

const scratch = new Scratch();
beforeAll(() => scratch.prepare(), LIMIT);
afterEach(() => scratch.tidyUp(), LIMIT);
afterAll(() => scratch.remove(), LIMIT);

const answers = (name: 'site' | 'desk' | 'worker') =>
  scratch.ask(name, '/pid').catch(() => undefined);

describe('npm start', () => {
  test(
    'comes up from nothing, mends what crashes, and leaves no process behind',
    async () => {
      const launched = scratch.start({ SMTP_URL: 'smtp://mail', TWILIO_AUTH_TOKEN: 'from-twilio' });
      await launched.prints(/Bridgeline is ready/);
      await launched.prints(/\/invitation\/[0-9a-z]{26}\n/);

      // R4: each process has its own role and secrets, and nobody else's.
      const told = {
        site: await scratch.ask('site', '/told'),
        desk: await scratch.ask('desk', '/told'),
        worker: await scratch.ask('worker', '/told'),
      };
      const owner = JSON.parse(
        readFileSync(join(scratch.dataDir, 'secrets', 'owner.json'), 'utf8'),
      );
      for (const text of Object.values(told)) expect(text).not.toContain(owner.password);
      expect(told.site).toContain('postgres://bridgeline_site:');
      expect(told.site).not.toMatch(/bridgeline_desk|bridgeline_worker|AUTH_SECRET|SMTP_URL|ring/);
      expect(told.site).toContain('from-twilio');
      expect(told.desk).not.toMatch(/bridgeline_site|bridgeline_worker|SMTP_URL|from-twilio/);
      expect(told.worker).not.toMatch(/bridgeline_site|bridgeline_desk|AUTH_SECRET/);
      for (const folder of ['secrets', 'keys/site', 'keys/ring']) {
        for (const file of readdirSync(join(scratch.dataDir, folder))) {
          expect(statSync(join(scratch.dataDir, folder, file)).mode & 0o077).toBe(0);
        }
      }

      const second = scratch.start();
      expect(await second.ended).toBe(1);
      expect(second.output).toMatch(
        /already runs on .* \(process \d+\)\. Stop it first, or set DATA_DIR/,
      );

      const before = Number(await scratch.ask('site', '/pid'));
      process.kill(before, 'SIGKILL');
      await launched.prints(/The site ended unexpectedly \(SIGKILL\); starting it again/);
      await launched.prints(/The site is back/);
      expect(Number(await scratch.ask('site', '/pid'))).not.toBe(before);

      const postmaster = join(scratch.dataDir, 'postgres', 'postmaster.pid');
      process.kill(Number(readFileSync(postmaster, 'utf8').split('\n')[0]), 'SIGKILL');
      await launched.prints(/PostgreSQL is back/);
      expect(await eventually(async () => (await fetchStatus('desk')) === 200)).toBe(true);

      launched.child.kill('SIGTERM');
      expect(await launched.ended).toBe(0);
      expect(scratch.processesLeft()).toEqual([]);
      expect(existsSync(join(scratch.dataDir, 'launcher.lock'))).toBe(false);
      expect(existsSync(postmaster)).toBe(false);
    },
    LIMIT,
  );

  test(
    'the second start is quick, and has nothing to migrate',
    async () => {
      if (!existsSync(join(scratch.dataDir, 'postgres'))) {
        const first = scratch.start();
        await first.prints(/Bridgeline is ready/);
        first.child.kill('SIGTERM');
        await first.ended;
      }
      const launched = scratch.start();
      const [, seconds] = await launched.prints(/Bridgeline is ready \(([\d.]+) s\)/);
      // 5 s is the promise on an idle machine; the test runs beside others.
      expect(Number(seconds)).toBeLessThan(10);
      expect(launched.output).not.toMatch(/Migrated/);
      launched.child.kill('SIGINT');
      expect(await launched.ended).toBe(0);
    },
    LIMIT,
  );

  test.each([100, 400, 800, 1500])(
    'stopped %i ms into its start, nothing is left',
    async (after) => {
      const launched = scratch.start();
      await new Promise((resolve) => {
        setTimeout(resolve, after);
      });
      launched.child.kill('SIGTERM');
      // Before it listens for the signal, the signal itself ends it.
      expect([0, 'SIGTERM']).toContain(await launched.ended);
      expect(await eventually(() => scratch.processesLeft().length === 0, 5000)).toBe(true);
    },
  );

  test(
    'after kill -9 of the launcher everything ends by itself, and the next start picks up',
    async () => {
      const launched = scratch.start();
      await launched.prints(/Bridgeline is ready/);
      launched.child.kill('SIGKILL');
      await launched.ended;
      expect(await eventually(() => scratch.processesLeft().length === 0)).toBe(true);
      expect(await answers('site')).toBeUndefined();

      const next = scratch.start();
      await next.prints(/The last start on this data folder was cut off/);
      await next.prints(/Bridgeline is ready/);

      // Even the keeper's own death leaves a server that the next start ends first.
      const keeper = scratch
        .processesLeft()
        .find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres-keeper'));
      next.child.kill('SIGKILL');
      process.kill(Number(keeper), 'SIGKILL');
      await next.ended;
      const last = scratch.start();
      await last.prints(/Bridgeline is ready/);
      last.child.kill('SIGTERM');
      expect(await last.ended).toBe(0);
      expect(await eventually(() => scratch.processesLeft().length === 0)).toBe(true);
    },
    LIMIT,
  );

  test(
    'a lock that is no lock any more is taken over',
    async () => {
      writeFileSync(join(scratch.dataDir, 'launcher.lock'), '{"pid":');
      const launched = scratch.start();
      await launched.prints(/cut off/);
      await launched.prints(/Bridgeline is ready/);
      launched.child.kill('SIGTERM');
      expect(await launched.ended).toBe(0);
    },
    LIMIT,
  );

  test(
    'a taken port is named, with the setting that moves it',
    async () => {
      const blocker: Server = createServer();
      await new Promise<void>((resolve) => {
        blocker.listen(scratch.ports.desk, '127.0.0.1', resolve);
      });
      const launched = scratch.start();
      expect(await launched.ended).toBe(1);
      expect(launched.output).toContain(
        `Port ${scratch.ports.desk}, where the desk is to listen, is taken`,
      );
      expect(launched.output).toContain('set DESK_PORT');
      expect(existsSync(join(scratch.dataDir, 'launcher.lock'))).toBe(false);
      blocker.close();
    },
    LIMIT,
  );

  test(
    'a process that cannot start ends the start with its own words',
    async () => {
      const launched = scratch.start({ PUBLIC_URL: 'nonsense' });
      expect(await launched.ended).toBe(1);
      expect(launched.output).toMatch(/The (site|desk|worker) did not start \(2\)/);
      expect(launched.output).toMatch(/PUBLIC_URL is not usable: set it to an address like/);
      expect(scratch.processesLeft()).toEqual([]);
    },
    LIMIT,
  );

  test(
    'DATABASE_URL is used instead of the embedded server',
    async () => {
      const database = `/launcher_${await freePort()}`;
      const elsewhere = join(scratch.root, 'other-data');
      const addressOf = (role?: string) => {
        const address = new URL(process.env.BRIDGELINE_TEST_POSTGRES ?? '');
        address.pathname = database;
        if (role) {
          // The passwords every test signs in with: the server is shared with other tests.
          address.username = `bridgeline_${role}`;
          address.password = `${role}-of-tests`;
        }
        return address.href;
      };
      const launched = scratch.start({
        DATABASE_URL: addressOf(),
        SITE_DATABASE_URL: addressOf('site'),
        DESK_DATABASE_URL: addressOf('desk'),
        WORKER_DATABASE_URL: addressOf('worker'),
        DATA_DIR: elsewhere,
      });
      await launched.prints(/Bridgeline is ready/);
      expect(existsSync(join(elsewhere, 'postgres'))).toBe(false);
      launched.child.kill('SIGTERM');
      expect(await launched.ended).toBe(0);
      const client = new Client({ connectionString: process.env.BRIDGELINE_TEST_POSTGRES });
      await client.connect();
      await client.query(`DROP DATABASE ${database.slice(1)} WITH (FORCE)`);
      await client.end();
    },
    LIMIT,
  );

  const asRoot = process.getuid?.() === 0 ? test : test.skip;
  asRoot('root may start it where PostgreSQL itself may not go', async () => {
    chmodSync(scratch.root, 0o700);
    const hidden = join(scratch.root, 'hidden');
    const launched = scratch.start({ DATA_DIR: hidden });
    const [, home] = await launched.prints(/its data is in (\/var\/lib\/bridgeline\/[0-9a-f]+)/);
    await launched.prints(/Bridgeline is ready/);
    launched.child.kill('SIGTERM');
    expect(await launched.ended).toBe(0);
    expect(existsSync(join(String(home), 'postgres', 'PG_VERSION'))).toBe(true);
    rmSync(String(home), { recursive: true });
    chmodSync(scratch.root, 0o755);
  });
});

async function fetchStatus(name: 'site' | 'desk' | 'worker'): Promise<number | undefined> {
  const answer = await fetch(`http://127.0.0.1:${scratch.ports[name]}/health/ready`).catch(
    () => undefined,
  );
  return answer?.status;
}
