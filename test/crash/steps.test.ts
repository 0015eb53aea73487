import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { deskEntities } from '../../apps/desk/src/desk.entities.js';
import { createDataSource } from '#platform';
import { createStaffWithPassword } from '#staff';
import { PASSWORD, post, signIn } from '../desk/desk-under-test.js';
import { buildProcesses, removeBuild } from './build.js';
import { House } from './house.js';
import { expectAll, tell } from './invariants.js';
import type { App, Started } from './processes.js';
import { sendUntilTaken } from './send.js';
import { DRAIN_MS, PEOPLE_A_ROUND, ROUNDS, SEED } from './size.js';
import { type Step, StepProxy } from './step-proxy.js';
import { makeTraffic, randomFrom } from './traffic.js';

/** Where a process is killed with SIGKILL: what it was just about to do, or had just done. */
interface KilledAt {
  name: string;
  app: App;
  step: Step;
}

const taking = /take_inquiry/;
const taken = /UPDATE outbox o SET handed_at/;
const commit = /^COMMIT/;
const takenIn = /INSERT INTO "?lead_inquiry/;
const written = /INSERT INTO "?activity/;

const STEPS: readonly KilledAt[] = [
  {
    name: 'the site asks to store a request',
    app: 'site',
    step: { statement: taking, at: 'asked' },
  },
  {
    name: 'the request is stored, the visitor is not answered',
    app: 'site',
    step: { statement: taking, at: 'answered' },
  },
  {
    name: 'the worker asks to take what is due',
    app: 'worker',
    step: { statement: taken, at: 'asked' },
  },
  {
    name: 'it is taken, the worker does not know',
    app: 'worker',
    step: { statement: taken, at: 'answered' },
  },
  {
    name: 'a lead is made, not committed',
    app: 'worker',
    step: { statement: commit, within: takenIn, at: 'asked' },
  },
  {
    name: 'a lead is committed, the worker does not know',
    app: 'worker',
    step: { statement: commit, within: takenIn, at: 'answered' },
  },
];

const NOTES: readonly KilledAt[] = [
  {
    name: 'the desk asks to write a note',
    app: 'desk',
    step: { statement: written, at: 'asked' },
  },
  {
    name: 'a note is written, not committed',
    app: 'desk',
    step: { statement: commit, within: written, at: 'asked' },
  },
  {
    name: 'a note is committed, the colleague is not answered',
    app: 'desk',
    step: { statement: commit, within: written, at: 'answered' },
  },
];

/** A step that is not reached by then is a mistake of the test; milliseconds. */
const REACHED_WITHIN = 120_000;

let built: string;
let house: House | undefined;
let proxies: StepProxy[] = [];
beforeAll(async () => {
  built = await buildProcesses(['apps/site', 'apps/desk', 'apps/worker', 'libs']);
}, 120_000);
afterEach(async () => {
  await house?.close();
  house = undefined;
  await Promise.all(proxies.map((proxy) => proxy.close()));
  proxies = [];
});
afterAll(() => removeBuild(built));

/** A house with a proxy before the database for each kind of process. */
async function openWithProxies(): Promise<{ home: House; proxyOf: (app: App) => StepProxy }> {
  const home = await House.open(built, {
    through: async (url) => {
      const proxy = await StepProxy.before(url);
      proxies.push(proxy);
      return proxy.url;
    },
  });
  house = home;
  const order: App[] = ['site', 'desk', 'worker'];
  return {
    home,
    proxyOf: (app) => {
      const proxy = proxies[order.indexOf(app)];
      if (!proxy) throw new Error(`no proxy for ${app}`);
      return proxy;
    },
  };
}

/** Kills the process as soon as it has come to the step, and starts another on the same port. */
async function killAt(
  home: House,
  reached: Promise<void>,
  name: string,
  victim: Started,
  app: App,
) {
  await Promise.race([
    reached,
    sleep(REACHED_WITHIN, undefined, { ref: false }).then(() => {
      throw new Error(`Never reached: ${name}`);
    }),
  ]);
  victim.child.kill('SIGKILL');
  expect(await victim.gone).toBe('SIGKILL');
  return home.start(app, { port: Number(new URL(victim.url).port) });
}

describe('R1 R2', () => {
  test(
    `site and worker are killed at each of ${STEPS.length} named steps, ${ROUNDS} × ${PEOPLE_A_ROUND} people each`,
    async () => {
      const each = ROUNDS * PEOPLE_A_ROUND;
      const traffic = makeTraffic(STEPS.length * each, randomFrom(SEED + 10));
      const { home, proxyOf } = await openWithProxies();
      const running = { site: await home.start('site'), worker: await home.start('worker') };
      const size = Math.ceil(traffic.requests.length / (STEPS.length * ROUNDS));

      let at = 0;
      for (const { name, app, step } of STEPS) {
        let again = 0;
        for (let round = 0; round < ROUNDS; round += 1, at += size) {
          const batch = traffic.requests.slice(at, at + size);
          const reached = proxyOf(app).reach(step);
          const sending = Promise.all(batch.map((one) => sendUntilTaken(running.site.url, one)));
          if (app === 'desk') throw new Error('the desk takes no requests');
          running[app] = await killAt(home, reached, name, running[app], app);
          for (const tries of await sending) again += tries - 1;
        }
        tell(`kill -9 ${ROUNDS} × when ${name}: ${again} requests asked again`);
      }
      const rest = traffic.requests.slice(at);
      await Promise.all(rest.map((one) => sendUntilTaken(running.site.url, one)));
      await expectAll(home, traffic, DRAIN_MS);
    },
    DRAIN_MS + ROUNDS * STEPS.length * 30_000,
  );

  test(
    `the desk is killed at each of ${NOTES.length} named steps: a note is there with its audit row, or not at all`,
    async () => {
      const traffic = makeTraffic(1, randomFrom(SEED + 11));
      const { home, proxyOf } = await openWithProxies();
      const site = await home.start('site');
      await home.start('worker');
      await Promise.all(traffic.requests.map((one) => sendUntilTaken(site.url, one)));
      await home.untilDrained(DRAIN_MS);
      const { rows } = await home.client.query<{ id: string }>('SELECT id FROM lead');
      const notes = `/api/leads/${rows[0]?.id}/notes`;
      const email = await hireManager(home);
      let desk = await home.start('desk');
      const cookie = await signIn(desk.url, email);

      let acknowledged = 0;
      let unanswered = 0;
      for (const { name, app, step } of NOTES) {
        for (let round = 0; round < ROUNDS; round += 1) {
          const reached = proxyOf(app).reach(step);
          const texts = Array.from({ length: PEOPLE_A_ROUND }, (_, n) => `${name} ${round} ${n}`);
          const writing = texts.map((text) =>
            post(desk.url + notes, { text }, { cookie }).then(
              (answer) => answer.status,
              () => 0,
            ),
          );
          desk = await killAt(home, reached, name, desk, app);
          for (const status of await Promise.all(writing)) {
            expect([0, 201]).toContain(status);
            if (status === 201) acknowledged += 1;
            else unanswered += 1;
          }
        }
        tell(`kill -9 ${ROUNDS} × when ${name}`);
      }
      const found = await home.client.query<{ notes: string; audited: string }>(
        `SELECT (SELECT count(*) FROM activity WHERE kind = 'note.written') AS notes,
           (SELECT count(*) FROM audit_event WHERE action = 'lead.note_written') AS audited`,
      );
      const stored = Number(found.rows[0]?.notes);
      tell(`notes: ${acknowledged} acknowledged, ${unanswered} unanswered, ${stored} stored`);
      expect(Number(found.rows[0]?.audited)).toBe(stored);
      expect(stored).toBeGreaterThanOrEqual(acknowledged + ROUNDS);
      expect(stored).toBeLessThanOrEqual(acknowledged + unanswered);
      // The session outlives the process.
      expect(
        (await fetch(desk.url + notes.replace('/notes', ''), { headers: { cookie } })).status,
      ).toBe(200);
    },
    DRAIN_MS + ROUNDS * NOTES.length * 30_000,
  );
});

async function hireManager(home: House): Promise<string> {
  const email = 'manager@desk.example';
  const owner = await createDataSource({
    url: home.database.ownerUrl,
    entities: deskEntities,
    name: 'crash',
  });
  const colleague = { name: 'Mona', email, role: 'manager', password: PASSWORD } as const;
  await createStaffWithPassword(owner.manager, { ...colleague, onDuty: true }, new Date());
  await owner.destroy();
  return email;
}
