import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { FakeTwilio, type TextFault } from '../../apps/simulate/src/fake-provider/fake-twilio.js';
import { buildProcesses, removeBuild } from './build.js';
import { House } from './house.js';
import { tell } from './invariants.js';
import type { Started } from './processes.js';
import { sendText, sendUntilTaken } from './send.js';
import { DRAIN_MS, ROUNDS, SEED, TEXTS_A_ROUND } from './size.js';
import { type Step, StepProxy } from './step-proxy.js';
import { makeTraffic, randomFrom } from './traffic.js';

const ACCOUNT = 'AC00000000000000000000000000000001';
const AUTH_TOKEN = '0123456789abcdef0123456789abcdef';
const PUBLIC_URL = 'https://intake.example.test';

const starting = /FROM unsubscribe_link WHERE person_id/;
const STEPS: readonly { name: string; step: Step | 'taken' }[] = [
  {
    name: 'a text may leave, and that is not committed',
    step: { statement: /^COMMIT/, within: starting, at: 'asked' },
  },
  {
    name: 'a text may leave, and the provider is not asked',
    step: { statement: /^COMMIT/, within: starting, at: 'answered' },
  },
  { name: 'the provider has taken it, and has not answered', step: 'taken' },
  {
    name: 'the provider has answered, and nobody has noted it',
    step: { statement: /UPDATE "message" SET [^]*"provider_message_id"/, at: 'asked' },
  },
];

/** A provider that takes a text and says nothing, drops the line, breaks, or is never reached. */
const FAULTS: readonly TextFault[] = ['silent', 'drop', 'broken', 'no_json', 'drop_first'];

/** Longer than it takes to find that a send has lost its process; milliseconds. */
const SETTLED_WITHIN = 300_000;
/** A step that is not reached by then is a mistake of the test; milliseconds. */
const REACHED_WITHIN = 120_000;

let built: string;
let house: House | undefined;
let twilio: FakeTwilio;
let proxy: StepProxy | undefined;
let onTaken: (() => void) | undefined;
beforeAll(async () => {
  twilio = await FakeTwilio.open({
    accountSid: ACCOUNT,
    authToken: AUTH_TOKEN,
    onTaken: () => onTaken?.(),
  });
  built = await buildProcesses(['apps/site', 'apps/worker', 'libs']);
}, 120_000);
afterEach(async () => {
  await house?.close();
  await proxy?.close();
});
afterAll(async () => {
  await twilio?.close();
  removeBuild(built);
});

async function openHouse(): Promise<House> {
  return House.open(built, {
    through: async (url) => {
      if (!url.includes('bridgeline_worker')) return url;
      proxy = await StepProxy.before(url);
      return proxy.url;
    },
    env: {
      PUBLIC_URL,
      TWILIO_ACCOUNT_SID: ACCOUNT,
      TWILIO_AUTH_TOKEN: AUTH_TOKEN,
      TWILIO_API_BASE: twilio.base,
    },
  });
}

/** Resolves when the worker has come to the step. When the provider takes a text, it is killed before the answer leaves. */
function reach(step: Step | 'taken', worker: Started): Promise<void> {
  if (step !== 'taken') return proxy?.reach(step) ?? Promise.reject(new Error('no proxy'));
  return new Promise((resolve) => {
    onTaken = () => {
      onTaken = undefined;
      worker.child.kill('SIGKILL');
      resolve();
    };
  });
}

describe('R12', () => {
  test(
    `a worker is killed at each of ${STEPS.length} steps of sending, and the provider fails in ${FAULTS.length} ways: no text goes out twice`,
    async () => {
      const home = await openHouse();
      house = home;
      const each = ROUNDS * TEXTS_A_ROUND;
      const traffic = makeTraffic((STEPS.length + 1) * each, randomFrom(SEED + 20));
      const site = await home.start('site');
      let worker = await home.start('worker');
      await Promise.all(traffic.requests.map((one) => sendUntilTaken(site.url, one)));
      await home.untilDrained(DRAIN_MS);
      const phones = [...new Set(traffic.requests.map(({ body }) => e164(String(body.phone))))];

      // Everybody writes STOP, which is confirmed by exactly one text, at any hour.
      let at = 0;
      const stop = async (url: string, count: number) => {
        const some = phones.slice(at, at + count);
        at += count;
        await Promise.all(
          some.map((from, n) =>
            sendText(url, { from, body: 'STOP', sid: `SMcrash${at}-${n}` }, provider),
          ),
        );
      };
      for (const { name, step } of STEPS) {
        for (let round = 0; round < ROUNDS; round += 1) {
          const reached = reach(step, worker);
          await stop(site.url, TEXTS_A_ROUND);
          await Promise.race([reached, tooLate(name)]);
          worker.child.kill('SIGKILL');
          expect(await worker.gone).toBe('SIGKILL');
          worker = await home.start('worker');
        }
        tell(`kill -9 ${ROUNDS} × when ${name}`);
      }
      for (let n = 0; n < each; n += 1) {
        twilio.faults.push(FAULTS[n % FAULTS.length] ?? 'drop');
      }
      await stop(site.url, each);
      await settled(home);

      const sent = new Map<string, number>();
      for (const { statusCallback } of twilio.texts) {
        const id = new URL(statusCallback ?? '').searchParams.get('message') ?? 'nobody knows';
        sent.set(id, (sent.get(id) ?? 0) + 1);
      }
      const twice = [...sent.values()].filter((times) => times > 1).length;
      const states = await statesOf(home);
      tell(
        `${phones.length} times STOP: ${twilio.asked} sends asked for, ${twilio.texts.length} texts out, ${twice} of them twice; ` +
          `messages: ${JSON.stringify(states)}`,
      );
      expect(twice).toBe(0);
      const { rows } = await home.client.query<Record<string, string>>(
        `SELECT count(*) AS confirmations, count(DISTINCT contact_point_id) AS people,
           count(*) FILTER (WHERE state IN ('queued', 'sending')) AS open,
           count(*) FILTER (WHERE state = 'unknown' AND NOT EXISTS (
             SELECT 1 FROM task t WHERE t.origin_key = 'message-unknown:' || m.id)) AS unseen
         FROM message m WHERE purpose = 'stop_confirmation'`,
      );
      const counts = Object.fromEntries(
        Object.entries(rows[0] ?? {}).map(([k, v]) => [k, Number(v)]),
      );
      expect(counts).toMatchObject({
        confirmations: phones.length,
        people: phones.length,
        open: 0,
      });
      // What nobody knows is looked for at the provider for ten minutes; the count of them raises an alert meanwhile.
      const metrics = await (await fetch(`${worker.url}/metrics`)).text();
      const shown = Number(/^bridgeline_unknown_messages (\d+)/m.exec(metrics)?.[1]);
      expect(shown).toBe(states.unknown ?? 0);
      // Stored for a text that went out: sent, never "failed" and never forgotten.
      const { rows: gone } = await home.client.query<{ id: string; state: string }>(
        'SELECT id, state FROM message WHERE id = ANY($1::uuid[])',
        [[...sent.keys()]],
      );
      expect(gone.filter(({ state }) => !['sent', 'delivered', 'unknown'].includes(state))).toEqual(
        [],
      );
      expect(gone).toHaveLength(sent.size);
    },
    DRAIN_MS + SETTLED_WITHIN + ROUNDS * STEPS.length * 30_000,
  );
});

const provider = { publicUrl: PUBLIC_URL, authToken: AUTH_TOKEN };

function e164(phone: string): string {
  return `+${phone.replaceAll(/\D/g, '')}`;
}

async function tooLate(name: string): Promise<never> {
  await sleep(REACHED_WITHIN, undefined, { ref: false });
  throw new Error(`Never reached: ${name}`);
}

/** Waits until every message has an outcome, be it that nobody knows. */
async function settled(home: House): Promise<void> {
  const until = Date.now() + SETTLED_WITHIN;
  while (Date.now() < until) {
    const states = await statesOf(home);
    const { rows } = await home.client.query<{ count: string }>(
      `SELECT count(*) FROM outbox WHERE done_at IS NULL AND failed_at IS NULL AND due_at <= now() + interval '30 seconds'
         AND name IN ('send-message', 'reconcile-message', 'take-in-inquiry')`,
    );
    if (!states.sending && !states.queued && Number(rows[0]?.count) === 0) return;
    await sleep(500);
  }
  throw new Error(`Not settled: ${JSON.stringify(await statesOf(home))}`);
}

async function statesOf(home: House): Promise<Record<string, number>> {
  const { rows } = await home.client.query<{ state: string; count: string }>(
    "SELECT state, count(*) FROM message WHERE purpose = 'stop_confirmation' GROUP BY state ORDER BY state",
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
}
