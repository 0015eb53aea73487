import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { BrowserCallService, SimulatedExchange } from '#calls';
import { phoneIdentityOf, type SimulatedLineEvent } from '#contract';
import { newId } from '#platform';
import type { Ring } from '../../apps/site/src/routing/routing.js';
import { type TestDatabase, testDatabase } from '../database.js';
import { callStory } from './call-story.js';
import { PhoneWorker } from './phone-worker.js';
import { callFields, send, twilioForm } from './providers.js';
import { PUBLIC_URL, ROUTING, SECRETS, type WebhookSite, webhookSite } from './webhook-site.js';

let database: TestDatabase;
let site: WebhookSite;
let worker: PhoneWorker;
let exchange: SimulatedExchange;
const problems: unknown[] = [];
const [ana, ben] = [newId(), newId()];
const ring: Ring = {
  inTurn: false,
  seconds: 20,
  members: [[{ client: phoneIdentityOf(ana) }], [{ client: phoneIdentityOf(ben) }]],
};
const MAIN = '+18885550100';
beforeAll(async () => {
  database = await testDatabase();
  site = await webhookSite(database, {
    routing: {
      current: async () => ({
        ...ROUTING,
        numbers: ROUTING.numbers.map((one) => ({ ...one, ring })),
      }),
    },
  });
  worker = await PhoneWorker.on(database, site.ring);
  for (const [id, name] of [
    [ana, 'Ana'],
    [ben, 'Ben'],
  ]) {
    await site.owner.query(
      `INSERT INTO staff_user (id, name, email, role, status) VALUES ($1, $2, $3, 'agent', 'active')`,
      [id, name, `${name}@desk.example`],
    );
  }
  await site.owner.query('UPDATE organisation SET record_calls = true');
}, 60_000);
afterAll(async () => {
  await worker.close();
  await site.close();
  await database.drop();
});
beforeEach(() => {
  exchange = new SimulatedExchange({
    siteUrl: site.address,
    publicUrl: PUBLIC_URL,
    authToken: SECRETS.twilioAuthToken ?? '',
    onProblem: (error) => problems.push(error),
    pace: 20,
  });
});
afterEach(() => {
  exchange.close();
  expect(problems).toEqual([]);
});

/** A colleague's browser: what it was told. */
function browserOf(staffId: string) {
  const told: SimulatedLineEvent[] = [];
  const waiting = new Set<() => void>();
  const identity = phoneIdentityOf(staffId);
  const stop = exchange.listen(identity, (event) => {
    told.push(event);
    for (const look of waiting) look();
  });
  const hear = (name: SimulatedLineEvent['event']) =>
    new Promise<SimulatedLineEvent>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`${name} did not come: ${JSON.stringify(told)}`)),
        8000,
      );
      const look = () => {
        const event = told.find((one) => one.event === name);
        if (!event) return;
        waiting.delete(look);
        clearTimeout(late);
        resolve(event);
      };
      waiting.add(look);
      look();
    });
  return { identity, told, hear, stop };
}

/** Once the last report is in: what it made of the call. */
async function storyOf(callSid: string) {
  await eventually(async () => {
    const { rows } = await site.owner.query(`SELECT 1 FROM inquiry WHERE provider_event_id = $1`, [
      `${callSid}:voice_status:9`,
    ]);
    return rows.length > 0;
  });
  // Reports come side by side with the last one.
  await worker.takeInAll((jobs) => jobs.toReversed());
  await worker.takeInAll();
  const { rows } = await site.owner.query<{ staff_id: string | null; direction: string }>(
    'SELECT staff_id, direction FROM call WHERE provider_call_id = $1',
    [callSid],
  );
  return { ...(await callStory(site.owner, callSid)), ...rows[0] };
}

async function eventually(look: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await look()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('It did not come.');
}

describe('a call that comes in', () => {
  test('rings at both, is taken by one, and is that one’s', async () => {
    const [hers, his] = [browserOf(ana), browserOf(ben)];
    await exchange.call('+12025554001', MAIN);
    const rings = await hers.hear('ringing');
    await his.hear('ringing');
    if (rings.event !== 'ringing') throw new Error('not ringing');
    expect(rings.from).toBe('+12025554001');
    exchange.answer(hers.identity, rings.legId);
    await hers.hear('open');
    await his.hear('over');
    expect(() => exchange.answer(his.identity, rings.legId)).toThrow('no such call');
    exchange.hangUp(hers.identity, rings.legId);
    await hers.hear('over');
    expect(await storyOf(rings.callSid)).toMatchObject({
      state: 'answered',
      outcome: 'answered',
      direction: 'inbound',
      staff_id: ana,
      hasRecording: true,
      contacted: true,
      leads: 1,
    });
  });

  test('declined by both it goes on to the phones, and ends on the voicemail', async () => {
    const [hers, his] = [browserOf(ana), browserOf(ben)];
    await exchange.call('+12025554002', MAIN);
    const [one, other] = [await hers.hear('ringing'), await his.hear('ringing')];
    exchange.hangUp(hers.identity, one.legId);
    exchange.hangUp(his.identity, other.legId);
    if (one.event !== 'ringing') throw new Error('not ringing');
    expect(await storyOf(one.callSid)).toMatchObject({
      state: 'voicemail',
      staff_id: null,
      hasRecording: true,
      tasks: ['call_back'],
    });
  });
});

describe('a call out of the browser', () => {
  let leadId = '';
  let pointId = '';
  const phone = '+12025554010';
  beforeAll(async () => {
    const incoming = twilioForm('/webhooks/twilio/voice', callFields('CAfirst', { From: phone }));
    expect((await send(site.address, incoming)).status).toBe(200);
    await worker.takeInAll();
    const { rows } = await site.owner.query<{ lead_id: string; contact_point_id: string }>(
      `SELECT lead_id, contact_point_id FROM call WHERE provider_call_id = 'CAfirst'`,
    );
    leadId = rows[0]?.lead_id ?? '';
    pointId = rows[0]?.contact_point_id ?? '';
  });
  const permit = async (to = phone, now = new Date()) => {
    const dialling = { leadId, contactPointId: pointId, to, fromPhone: MAIN };
    const { token } = await worker.manager.transaction((manager) =>
      worker.get(BrowserCallService).permit(manager, dialling, { kind: 'staff', id: ana }, now),
    );
    return token;
  };
  const dial = (fields: Record<string, string>) =>
    send(
      site.address,
      twilioForm('/webhooks/twilio/voice/browser', {
        CallSid: `CA${newId()}`,
        From: `client:${phoneIdentityOf(ana)}`,
        Direction: 'inbound',
        CallStatus: 'ringing',
        ...fields,
      }),
    );

  test('is one of ours on the lead: an attempt, by who made it; whether it was a conversation they say themselves', async () => {
    const mine = browserOf(ana);
    const { legId, callSid } = exchange.place(mine.identity, { permit: await permit(), to: phone });
    await mine.hear('open');
    exchange.hangUp(mine.identity, legId);
    await mine.hear('over');
    const story = await storyOf(callSid);
    expect(story).toMatchObject({
      state: 'answered',
      direction: 'outbound',
      staff_id: ana,
      hasRecording: true,
      contacted: false,
      stage: 'attempted',
    });
    const { rows } = await site.owner.query(
      `SELECT c.lead_id, c.contact_point_id, a.actor_id FROM call c
       JOIN activity a ON a.lead_id = c.lead_id AND a.kind = 'call.recorded'
       WHERE c.provider_call_id = $1`,
      [callSid],
    );
    expect(rows).toEqual([{ lead_id: leadId, contact_point_id: pointId, actor_id: ana }]);
  });

  test('that nobody answers is an attempt', async () => {
    const mine = browserOf(ana);
    const nobody = '+12025554019';
    const { callSid } = exchange.place(mine.identity, { permit: await permit(nobody), to: nobody });
    await mine.hear('over');
    expect(await storyOf(callSid)).toMatchObject({ state: 'unanswered', outcome: 'missed' });
  });

  test('shows our number, rings for 40 s, and tells of the recording before anybody is connected', async () => {
    const answer = await dial({ Permit: await permit(), Number: phone });
    const xml = answer.text;
    expect(xml).toContain(`callerId="${MAIN}"`);
    expect(xml).toContain('timeout="40"');
    expect(xml).toContain(`url="${PUBLIC_URL}/webhooks/twilio/voice/browser/announcement"`);
    expect(xml).toContain(`>${phone}</Number>`);
    const said = await send(
      site.address,
      twilioForm('/webhooks/twilio/voice/browser/announcement', { CallSid: 'CAchild' }),
    );
    expect(said.text).toContain('This call may be recorded.');
  });

  test('asked for again by the same call, it is dialled; by another, it is not', async () => {
    const fields = { CallSid: 'CAsame', Permit: await permit(), Number: phone };
    expect((await dial(fields)).text).toContain('<Dial');
    expect((await dial(fields)).text).toContain('<Dial');
    expect((await dial({ ...fields, CallSid: 'CAother' })).text).not.toContain('<Dial');
  });

  test.each<[string, () => Promise<Record<string, string>>]>([
    ['without a permit', async () => ({ Number: phone })],
    ['with an invented one', async () => ({ Permit: 'invented', Number: phone })],
    ['to another number', async () => ({ Permit: await permit(), Number: '+12025554666' })],
    [
      'by another colleague',
      async () => ({
        Permit: await permit(),
        Number: phone,
        From: `client:${phoneIdentityOf(ben)}`,
      }),
    ],
    [
      'too late',
      async () => ({ Permit: await permit(phone, new Date(Date.now() - 61_000)), Number: phone }),
    ],
    [
      'to no number',
      async () => ({ Permit: await permit('sip:me@evil.example'), Number: 'sip:me@evil.example' }),
    ],
  ])('%s nothing is dialled, and nothing is stored', async (_name, fields) => {
    const before = await site.stored();
    const answer = await dial(await fields());
    expect(answer.status).toBe(200);
    expect(answer.text).toMatch(/This call was not placed.*<Hangup\/>/);
    expect(await site.stored()).toHaveLength(before.length);
  });

  test('R3 unsigned it is refused', async () => {
    const request = twilioForm('/webhooks/twilio/voice/browser', { CallSid: 'CAx', Number: phone });
    const { 'x-twilio-signature': _signature, ...headers } = request.headers;
    expect((await send(site.address, { ...request, headers })).status).toBe(401);
  });

  test('neither number nor token is in the database', async () => {
    const token = await permit();
    const { rows } = await site.owner.query('SELECT * FROM dial_permit');
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(rows)).not.toContain(phone);
  });
});
