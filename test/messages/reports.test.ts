import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { MessageState } from '#contract';
import type { TakenText } from '../../apps/simulate/src/fake-provider/fake-twilio.js';
import { PUBLIC_URL, SECRETS, type WebhookSite, webhookSite } from '../phone/webhook-site.js';
import { MessageHouse } from './house.js';

let house: MessageHouse;
let site: WebhookSite;
beforeAll(async () => {
  house = await MessageHouse.open();
  site = await webhookSite(house.db, { ring: house.ring });
}, 60_000);
afterAll(async () => {
  await site.close();
  await house.close();
});

async function sent(body: string): Promise<{ id: string; text: TakenText }> {
  const maria = await house.known();
  const id = await house.write(maria, body);
  await house.work();
  const text = house.twilio.texts.at(-1);
  if (!text) throw new Error('nothing was sent');
  return { id, text };
}

/** Reports as Twilio does, to the address it was given, at the port where the site listens here. */
async function report(
  text: TakenText,
  status: string,
  code: number | null = null,
): Promise<number> {
  expect(text.statusCallback?.startsWith(PUBLIC_URL)).toBe(true);
  expect(SECRETS.twilioAuthToken).toBeDefined();
  return house.twilio.report(text, status, code);
}

/** The site's clock is the machine's, which is ahead of or behind the house's. */
async function takeIn(): Promise<void> {
  const kept = house.now;
  house.now = new Date('2099-01-01T00:00:00Z');
  await house.work(['take-in-inquiry']);
  house.now = kept;
}

describe('R2 what a provider reports', () => {
  test('50 reports, repeated and out of order, through the signed webhook: delivered, once', async () => {
    house.twilio.reportTo(site.address);
    const { id, text } = await sent('Reported fifty times.');
    const words = Array.from(
      { length: 50 },
      (_, at) => ['queued', 'sent', 'delivered', 'sending'][at % 4] ?? '',
    );
    const shuffled = words
      .map((word, at) => ({ word, key: (at * 7919) % 50 }))
      .sort((a, b) => a.key - b.key);
    const answers = await Promise.all(shuffled.map(({ word }) => report(text, word)));
    expect(new Set(answers)).toEqual(new Set([200]));
    await takeIn();
    expect(await house.stateOf(id)).toMatchObject({ state: 'delivered' });
    const events = await house.rows<{ state: string }>(
      'SELECT state FROM message_event WHERE message_id = $1 ORDER BY id',
      [id],
    );
    expect(events.map(({ state }) => state)).toEqual([
      'draft',
      'queued',
      'sending',
      'sent',
      'delivered',
    ]);
  });

  test('R3 a report whose signature does not fit is refused and changes nothing', async () => {
    const { id, text } = await sent('Forged.');
    const forged = await fetch(
      `${site.address}${new URL(text.statusCallback ?? '').pathname}?message=${id}`,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-twilio-signature': 'bm8=',
        },
        body: new URLSearchParams({ MessageSid: text.sid, MessageStatus: 'delivered' }).toString(),
      },
    );
    expect(forged.status).toBe(401);
    await takeIn();
    expect(await house.stateOf(id)).toMatchObject({ state: 'sent' });
  });

  test('settles a message whose answer was lost, by our own id in the address', async () => {
    house.twilio.faults.push('drop');
    const { id, text } = await sent('The answer is lost.');
    expect(await house.stateOf(id)).toMatchObject({ state: 'unknown' });
    await report(text, 'delivered');
    await takeIn();
    expect(await house.stateOf(id)).toMatchObject({
      state: 'delivered',
      provider_message_id: text.sid,
    });
  });

  test('of a failure keeps the carrier’s code, and asks a human', async () => {
    const { id, text } = await sent('Not arriving.');
    await report(text, 'undelivered', 30003);
    await takeIn();
    expect(await house.stateOf(id)).toMatchObject({ state: 'failed', error_code: '30003' });
  });

  test('in any order never takes a message back', async () => {
    const rank: Record<string, number> = { sent: 1, delivered: 2, failed: 2 };
    const words = fc.array(
      fc.constantFrom('queued', 'sent', 'delivered', 'undelivered', 'failed', 'read', 'odd'),
      {
        minLength: 1,
        maxLength: 8,
      },
    );
    await fc.assert(
      fc.asyncProperty(words, async (order) => {
        const { id, text } = await sent('Any order.');
        let reached: MessageState = 'sent';
        for (const word of order) {
          await report(text, word, word === 'failed' || word === 'undelivered' ? 30008 : null);
          await takeIn();
          const { state } = await house.stateOf(id);
          expect(rank[state] ?? -1).toBeGreaterThanOrEqual(rank[reached] ?? 0);
          if (rank[reached] === 2) expect(state).toBe(reached);
          reached = state as MessageState;
        }
      }),
      { numRuns: 12 },
    );
  }, 60_000);
});
