import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { InquiryDoor } from '#inquiries';
import { createPool, newId, systemClock } from '#platform';
import { siteKeysOf } from '#vault';
import { callLists } from '../../apps/worker/src/call-lists/call-list.schedules.js';
import { CallRailCallList } from '../../apps/worker/src/call-lists/callrail-call-list.js';
import { FillGaps } from '../../apps/worker/src/call-lists/fill-gaps.js';
import { TwilioCallList } from '../../apps/worker/src/call-lists/twilio-call-list.js';
import { type TestDatabase, testDatabase } from '../database.js';
import { callStory } from './call-story.js';
import { PhoneWorker } from './phone-worker.js';
import { ACCOUNT, API_KEY, type Fault, ProviderLists } from './provider-lists.js';
import { callFields, callRailRequest, send, twilioForm } from './providers.js';
import { type WebhookSite, webhookSite } from './webhook-site.js';

const MINUTE = 60_000;
const NOW = new Date();
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * MINUTE);
const never = new AbortController().signal;

let lists: ProviderLists;
beforeEach(async () => {
  lists = await ProviderLists.open();
});
afterEach(() => lists.close());
const quick = () => ({ base: lists.base, deadline: 1000, backOff: 1 });
const twilio = () => new TwilioCallList(ACCOUNT, quick());
const callRail = (key = API_KEY) => new CallRailCallList(key, quick());
const day = { from: ago(24 * 60), until: NOW };

describe("a provider's own list of calls", () => {
  test('Twilio: every page is read, the lines that were rung go with their call', async () => {
    for (let n = 0; n < 5; n += 1) {
      lists.twilio.push({ sid: `CA${n}`, start: ago(20 + n), duration: 30 });
      lists.twilio.push({
        sid: `CA${n}leg`,
        parent_call_sid: `CA${n}`,
        direction: 'outbound-dial',
        start: ago(19 + n),
        duration: 20,
      });
    }
    lists.twilio.push({ sid: 'CAgoing', start: ago(1) });
    lists.twilio.push({ sid: 'CAours', direction: 'outbound-api', start: ago(9), duration: 9 });
    lists.twilio.push({ sid: 'CAold', start: ago(24 * 60 + 1), duration: 9 });
    const calls = await twilio().calls(day, never);
    expect(calls.map(({ callId }) => callId)).toEqual(['CA0', 'CA1', 'CA2', 'CA3', 'CA4']);
    const body = JSON.parse(calls[0]?.body ?? '') as { legs: { sid: string }[] };
    expect(body.legs.map(({ sid }) => sid)).toEqual(['CA0leg']);
    expect(lists.asked.length).toBeGreaterThanOrEqual(6);
    expect(lists.asked[0]).toContain('StartTime%3E=');
  });

  test('CallRail: every account and every page is read', async () => {
    const call = (id: string) => ({ id, start_time: ago(9).toISOString(), duration: '20' });
    lists.callRail.ACC1 = [call('CALa'), call('CALb'), call('CALc')];
    lists.callRail.ACC2 = [call('CALd'), { ...call('CALgoing'), duration: null }];
    const calls = await callRail().calls(day, never);
    expect(calls.map(({ callId }) => callId)).toEqual(['CALa', 'CALb', 'CALc', 'CALd']);
    expect(calls[0]).toMatchObject({ firstEventId: 'CALa:post_call', kind: 'missed_call' });
  });

  test.each<[Fault[]]>([[['away']], [['busy', 'away']], [['cut']], [['silent']]])(
    'what may pass is asked again: %j',
    async (faults) => {
      lists.twilio.push({ sid: 'CA1', start: ago(9), duration: 9 });
      lists.faults.push(...faults);
      expect(await twilio().calls(day, never)).toHaveLength(1);
      expect(lists.asked).toHaveLength(faults.length + 1);
    },
  );

  test.each<[Fault[], string]>([
    [['away', 'away', 'away'], 'provider.away'],
    [['busy', 'busy', 'busy'], 'provider.busy'],
    [['silent', 'silent', 'silent'], 'provider.away'],
    [['no_json'], 'provider.bad_answer'],
    [['other_shape'], 'provider.bad_answer'],
  ])('what does not pass fails the run: %j is %s', async (faults, code) => {
    lists.twilio.push({ sid: 'CA1', start: ago(9), duration: 9 });
    lists.faults.push(...faults);
    const failure: unknown = await twilio()
      .calls(day, never)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code });
    // What an error says is logged: nothing of an answer may be in it.
    expect(String(failure)).not.toContain('2025550143');
    expect(lists.asked).toHaveLength(faults.length);
  });

  test('a wrong key is not tried twice, and the key goes to nobody else', async () => {
    lists.callRail.ACC1 = [];
    await expect(callRail('other').calls(day, never)).rejects.toMatchObject({
      code: 'provider.refused',
    });
    expect(lists.asked).toHaveLength(1);

    const stranger = await ProviderLists.open();
    for (let n = 0; n < 3; n += 1) lists.twilio.push({ sid: `CA${n}`, start: ago(9), duration: 9 });
    for (const next of [`${stranger.base}/x`, '//other.example/x', 'https://']) {
      lists.nextPage = next;
      await expect(twilio().calls(day, never)).rejects.toMatchObject({
        code: 'provider.bad_answer',
      });
    }
    expect(stranger.asked).toEqual([]);
    await stranger.close();
  });

  test('a list that never ends is given up', async () => {
    for (let n = 0; n < 3; n += 1) lists.twilio.push({ sid: `CA${n}`, start: ago(9), duration: 9 });
    lists.nextPage = `/2010-04-01/Accounts/${ACCOUNT.sid}/Calls.json`;
    await expect(twilio().calls(day, never)).rejects.toMatchObject({
      code: 'provider.bad_answer',
    });
  });

  test('only accounts that are set are read', () => {
    const none = { metaPageToken: undefined, smtpUrl: undefined };
    const of = (sid?: string, token?: string, key?: string) =>
      callLists({
        ...none,
        twilioAccountSid: sid,
        twilioAuthToken: token,
        callRailApiKey: key,
      }).map(({ provider }) => provider);
    expect(of()).toEqual([]);
    expect(of(undefined, 'token')).toEqual([]);
    expect(of('AC1', 'token', 'key')).toEqual(['twilio', 'callrail']);
  });
});

describe('R1 a call that no webhook told of', () => {
  let database: TestDatabase;
  let site: WebhookSite;
  let worker: PhoneWorker;
  let pool: ReturnType<typeof createPool>;
  beforeAll(async () => {
    database = await testDatabase();
    site = await webhookSite(database);
    worker = await PhoneWorker.on(database, site.ring);
    pool = createPool(database.workerUrl, { name: 'gaps', max: 2 });
    const { rows } = await site.owner.query<{ id: string }>('SELECT id FROM source LIMIT 1');
    await site.owner.query(
      `INSERT INTO tracking_number (id, phone, label, source_id) VALUES ($1, '+18885550100', 'Test', $2)
       ON CONFLICT (phone) DO NOTHING`,
      [newId(), rows[0]?.id],
    );
  });
  afterAll(async () => {
    await worker.close();
    await pool.end();
    await site.close();
    await database.drop();
  });

  const gaps = (list: TwilioCallList | CallRailCallList) =>
    new FillGaps({
      list,
      pool,
      door: new InquiryDoor({ pool, keys: siteKeysOf(site.ring), clock: systemClock }),
    });
  const takeInAndSettle = async () => {
    await worker.takeInAll();
    await worker.settleAll();
  };

  const leg = (sid: string, status: string, duration: number) => ({
    sid: `${sid}leg`,
    parent_call_sid: sid,
    direction: 'outbound-dial',
    status,
    to: '+12025550111',
    start: ago(14),
    duration,
  });

  test.each([
    ['answered', 'completed', 41, { outcome: 'answered', talkSeconds: 41, tasks: [] }],
    ['not taken', 'no-answer', 0, { outcome: 'missed', tasks: ['call_back'] }],
    ['given up while it rang', 'canceled', 0, { outcome: 'abandoned', tasks: ['call_back'] }],
  ])('Twilio: %s, is taken in as if it had', async (name, status, seconds, expected) => {
    const sid = `CAgap-${status}`;
    const from = `+1202555${String(2000 + name.length)}`;
    lists.twilio.push({ sid, from, start: ago(15), duration: 60 }, leg(sid, status, seconds));
    expect(await gaps(twilio()).run(NOW, never)).toEqual({ listed: 1, filled: 1 });
    await takeInAndSettle();
    expect(await callStory(site.owner, sid)).toMatchObject({ leads: 1, ...expected });
    const { rows } = await site.owner.query<{ received_at: Date; started_at: Date }>(
      `SELECT i.received_at, c.started_at FROM inquiry i JOIN call c ON c.provider_call_id = $1
       WHERE i.provider_event_id = $1`,
      [sid],
    );
    expect(Math.abs((rows[0]?.started_at.getTime() ?? 0) - ago(15).getTime())).toBeLessThan(1000);
    expect(Math.abs((rows[0]?.received_at.getTime() ?? 0) - ago(14).getTime())).toBeLessThan(1000);
    // Read again, by this worker or another, nothing is added.
    expect(await gaps(twilio()).run(NOW, never)).toEqual({ listed: 1, filled: 0 });
  });

  test('Twilio: one whose webhooks come after all stays one call and one lead', async () => {
    const sid = 'CAlate';
    const fields = callFields(sid, { From: '+12025552999' });
    lists.twilio.push({ sid, from: fields.From, start: ago(15), duration: 60 });
    lists.twilio.push(leg(sid, 'no-answer', 0));
    await gaps(twilio()).run(NOW, never);
    await takeInAndSettle();
    await send(site.address, twilioForm('/webhooks/twilio/voice', fields));
    const dialled = { ...fields, DialCallStatus: 'no-answer' };
    await send(site.address, twilioForm('/webhooks/twilio/voice/after-dial?line=backup', dialled));
    await takeInAndSettle();
    const { outcomes, ...story } = await callStory(site.owner, sid);
    expect(story).toMatchObject({ leads: 1, outcome: 'missed', tasks: ['call_back'] });
    expect(outcomes).toEqual(['noted', 'noted', 'opened_lead']);
  });

  test('Twilio: one whose end alone was lost is ended, and settled, by the list', async () => {
    const sid = 'CAhalf';
    const fields = callFields(sid, { From: '+12025552998' });
    await send(site.address, twilioForm('/webhooks/twilio/voice', fields));
    await worker.takeInAll();
    lists.twilio.push({ sid, from: fields.From, start: ago(15), duration: 7 });
    const one = gaps(twilio());
    expect(await one.run(NOW, never)).toEqual({ listed: 1, filled: 1 });
    await takeInAndSettle();
    expect(await callStory(site.owner, sid)).toMatchObject({
      leads: 1,
      outcome: 'abandoned',
      durationSeconds: 7,
      tasks: ['call_back'],
    });
    expect(await one.run(NOW, never)).toEqual({ listed: 1, filled: 0 });
  });

  test('is left to its webhook for three minutes, and to others when the number is not ours', async () => {
    lists.twilio.push({ sid: 'CAfresh', start: ago(2.5), duration: 10 });
    lists.twilio.push({ sid: 'CAother', to: '+18885550199', start: ago(30), duration: 10 });
    expect(await gaps(twilio()).run(NOW, never)).toEqual({ listed: 0, filled: 0 });
  });

  test('CallRail: a voicemail is taken in, its words run through the urgency rules', async () => {
    const call = {
      id: 'CALgap1',
      answered: false,
      voicemail: true,
      transcription: 'he took an overdose and is not breathing',
      direction: 'inbound',
      start_time: ago(15).toISOString(),
      duration: 30,
      customer_phone_number: '+12025552997',
      tracking_phone_number: '+18885550100',
    };
    lists.callRail.ACC1 = [call];
    expect(await gaps(callRail()).run(NOW, never)).toEqual({ listed: 1, filled: 1 });
    await takeInAndSettle();
    const { rows } = await site.owner.query<{ outcome: string; urgency: string }>(
      `SELECT c.outcome, l.urgency FROM call c JOIN lead l ON l.id = c.lead_id
       WHERE c.provider_call_id = 'CALgap1'`,
    );
    expect(rows).toEqual([{ outcome: 'voicemail', urgency: 'P0' }]);
    expect(await gaps(callRail()).run(NOW, never)).toEqual({ listed: 1, filled: 0 });
  });

  test.each([
    ['the id of the list', { id: 881, resource_id: 'CALknown' }],
    ['an id of its own', { id: 882 }],
  ])('CallRail: one whose webhook came with %s is known', async (_name, ids) => {
    const seen = {
      answered: false,
      start_time: ago(ids.id === 881 ? 40 : 50).toISOString(),
      duration: '25',
      customer_phone_number: `+1202555${4000 + ids.id}`,
      tracking_phone_number: '+18885550100',
    };
    await send(site.address, callRailRequest({ ...seen, ...ids }));
    await worker.takeInAll();
    lists.callRail.ACC1 = [{ ...seen, id: 'resource_id' in ids ? ids.resource_id : 'CALx' }];
    expect(await gaps(callRail()).run(NOW, never)).toEqual({ listed: 1, filled: 0 });
  });

  test('looks a week back after a start, then a day, and never before the first report', async () => {
    const inDays = (days: number) => new Date(NOW.getTime() + days * 24 * 60 * MINUTE);
    const dayOf = (date: Date) => date.toISOString().slice(0, 10);
    const asked = () => /StartTime%3E=([\d-]+)/.exec(lists.asked.at(-1) ?? '')?.[1];
    const one = gaps(twilio());
    await one.run(inDays(20), never);
    expect(asked()).toBe(dayOf(inDays(13)));
    await one.run(inDays(20), never);
    expect(asked()).toBe(dayOf(inDays(19)));
    const { rows } = await site.owner.query<{ first: Date }>(
      `SELECT min(received_at) AS first FROM inquiry WHERE provider = 'twilio'`,
    );
    await gaps(twilio()).run(inDays(3), never);
    expect(asked()).toBe(dayOf(rows[0]?.first ?? NOW));
  });
});
