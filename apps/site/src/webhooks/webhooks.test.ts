import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestDatabase, testDatabase } from '../../../../test/database.js';
import {
  callFields,
  callRailRequest,
  ctmRequest,
  googleRequest,
  metaRequest,
  type ProviderRequest,
  send,
  twilioForm,
  twilioJson,
} from '../../../../test/phone/providers.js';
import { SECRETS, type WebhookSite, webhookSite } from '../../../../test/phone/webhook-site.js';

const leadgen = (...ids: string[]) => ({
  object: 'page',
  entry: [{ id: '1', changes: ids.map((id) => ({ field: 'leadgen', value: { leadgen_id: id } })) }],
});

/** One signed request of each kind; the numbers keep their event ids apart between tests. */
function requestsOf(n: number): [string, ProviderRequest][] {
  const sid = `CA${String(n).padStart(4, '0')}`;
  return [
    ['Twilio call', twilioForm('/webhooks/twilio/voice', callFields(sid))],
    [
      'Twilio status',
      twilioForm('/webhooks/twilio/voice/status', callFields(sid, { CallStatus: 'completed' })),
    ],
    [
      'Twilio after-dial',
      twilioForm(
        '/webhooks/twilio/voice/after-dial?line=duty',
        callFields(sid, { DialCallStatus: 'no-answer' }),
      ),
    ],
    [
      'Twilio recording',
      twilioForm('/webhooks/twilio/voice/recording', {
        CallSid: sid,
        RecordingSid: `RE${n}`,
        RecordingStatus: 'completed',
      }),
    ],
    [
      'Twilio text',
      twilioForm('/webhooks/twilio/sms', {
        MessageSid: `SM${n}`,
        From: '+12148654559',
        Body: 'hi',
      }),
    ],
    [
      'Twilio text status',
      twilioForm('/webhooks/twilio/sms/status', { MessageSid: `SM${n}x`, MessageStatus: 'sent' }),
    ],
    ['Twilio JSON', twilioJson('/webhooks/twilio/sms', { MessageSid: `SM${n}j`, Body: 'hi' })],
    ['CallRail', callRailRequest({ id: n, duration: '13', answered: false, voicemail: true })],
    ['CallTrackingMetrics', ctmRequest({ id: n, duration: 10, dial_status: 'no-answer' })],
    ['Meta', metaRequest(leadgen(`meta-${n}`))],
    ['Google', googleRequest({ lead_id: `google-${n}` })],
  ];
}

let database: TestDatabase;
let site: WebhookSite;

beforeAll(async () => {
  database = await testDatabase();
  site = await webhookSite(database);
});
afterAll(async () => {
  await site.close();
  await database.drop();
});

describe('R3 signed webhooks', () => {
  test.each(requestsOf(1))(
    '%s: a signed one is stored with its raw body',
    async (_name, request) => {
      const before = (await site.stored()).length;
      const answer = await send(site.address, request);
      expect(answer.status).toBe(200);
      const stored = await site.stored();
      expect(stored).toHaveLength(before + 1);
      expect(stored.at(-1)?.envelope.body).toBe(request.body);
    },
  );

  test.each(requestsOf(2))(
    '%s: one flipped byte is refused, nothing stored',
    async (name, request) => {
      const before = (await site.stored()).length;
      const altered = name === 'Google' ? '"google_key":"shared-kez"' : undefined;
      const body = altered
        ? request.body.replace('"google_key":"shared-key"', altered)
        : flipped(request.body);
      const answer = await send(site.address, { ...request, body });
      expect(answer.status).toBe(401);
      expect(JSON.parse(answer.text)).toMatchObject({ code: 'webhook.bad_signature' });
      expect(await site.stored()).toHaveLength(before);
    },
  );

  test.each(requestsOf(3).filter(([name]) => name !== 'Google'))(
    '%s: no signature, or one of another length, is refused',
    async (_name, request) => {
      const before = (await site.stored()).length;
      const bare = { 'content-type': String(request.headers['content-type']) };
      expect((await send(site.address, { ...request, headers: bare })).status).toBe(401);
      const signature = Object.keys(request.headers).find((name) => name.includes('signature'));
      const short = { ...request.headers, [String(signature)]: 'x' };
      expect((await send(site.address, { ...request, headers: short })).status).toBe(401);
      expect(await site.stored()).toHaveLength(before);
    },
  );

  test('a signature covers the query as well', async () => {
    const fields = callFields('CA0004', { DialCallStatus: 'no-answer' });
    const signed = twilioForm('/webhooks/twilio/voice/after-dial?line=duty', fields);
    const path = '/webhooks/twilio/voice/after-dial?line=backup';
    expect((await send(site.address, { ...signed, path })).status).toBe(401);
  });

  test('a site without a public address takes signatures for any name of its own machine', async () => {
    const local = await webhookSite(database, {
      publicUrl: 'http://localhost:3000',
      ring: site.ring,
    });
    const fields = { MessageSid: 'SM-local', Body: 'hi' };
    const signedFor = (base: string) => twilioForm('/webhooks/twilio/sms', fields, base);
    try {
      for (const base of [local.address, 'http://localhost:3000']) {
        expect((await send(local.address, signedFor(base))).status).toBe(200);
      }
      const elsewhere = signedFor('http://127.0.0.1.evil.example');
      expect((await send(local.address, elsewhere)).status).toBe(401);
      expect((await send(site.address, signedFor(site.address))).status).toBe(401);
    } finally {
      await local.close();
    }
  });

  test('a body that the signature does not cover is refused', async () => {
    const signed = twilioForm('/webhooks/twilio/sms', {});
    const answer = await send(site.address, {
      ...signed,
      headers: { ...signed.headers, 'content-type': 'application/json' },
      body: '{"MessageSid":"SM-forged"}',
    });
    expect(answer.status).toBe(401);
  });

  test('CallTrackingMetrics: another time is refused', async () => {
    const request = ctmRequest({ id: 5, duration: 10 });
    const headers = { ...request.headers, 'x-ctm-time': '1794848501' };
    expect((await send(site.address, { ...request, headers })).status).toBe(401);
  });

  test('a webhook without its secret answers 503 and stores nothing', async () => {
    const nothing: typeof SECRETS = {
      twilioAuthToken: undefined,
      callRailSigningKey: undefined,
      ctmSecret: undefined,
      metaAppSecret: undefined,
      metaVerifyToken: undefined,
      googleLeadsKey: undefined,
    };
    const bare = await webhookSite(database, { secrets: nothing });
    const before = (await site.owner.query('SELECT FROM inquiry')).rowCount;
    try {
      for (const [, request] of requestsOf(6)) {
        const answer = await send(bare.address, request);
        expect(answer.status).toBe(503);
        expect(JSON.parse(answer.text)).toMatchObject({ code: 'webhook.not_configured' });
      }
      const verify = await fetch(`${bare.address}/webhooks/meta-leads?hub.mode=subscribe`);
      expect(verify.status).toBe(503);
      expect((await site.owner.query('SELECT FROM inquiry')).rowCount).toBe(before);
    } finally {
      await bare.close();
    }
  });

  test('Meta: the address is confirmed to whoever knows the token', async () => {
    const ask = (token: string) =>
      fetch(
        `${site.address}/webhooks/meta-leads?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=4711`,
      );
    const right = await ask(String(SECRETS.metaVerifyToken));
    expect([right.status, await right.text()]).toEqual([200, '4711']);
    expect((await ask('guess')).status).toBe(401);
  });
});

describe('R2 once', () => {
  test('20 identical calls at once are one inquiry with one job', async () => {
    const request = twilioForm('/webhooks/twilio/voice', callFields('CA0020'));
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => send(site.address, request)),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const rows = (await site.stored()).filter(({ eventId }) => eventId === 'CA0020');
    expect(rows).toHaveLength(1);
    const jobs = await site.owner.query(`SELECT FROM outbox WHERE payload->>'inquiryId' = $1`, [
      rows[0]?.id,
    ]);
    expect(jobs.rowCount).toBe(1);
  });

  test('the same event with another body is kept beside the first, as a later word on it', async () => {
    const call = { id: 21, duration: '13', answered: false };
    await send(site.address, callRailRequest(call));
    await send(site.address, callRailRequest({ ...call, note: 'changed' }));
    await send(site.address, callRailRequest({ ...call, note: 'changed' }));
    const rows = (await site.stored()).filter(({ eventId }) => eventId.startsWith('21:'));
    expect(rows.map(({ follows }) => follows)).toEqual([null, '21:post_call']);
  });

  test('Meta: two leads in one request are two inquiries, and grouped anew still two', async () => {
    await send(site.address, metaRequest(leadgen('a', 'b')));
    await send(site.address, metaRequest(leadgen('b')));
    const ids = (await site.stored()).map(({ eventId }) => eventId);
    expect(ids.filter((id) => id === 'a' || id === 'b')).toEqual(['a', 'b']);
  });
});

describe('what is stored', () => {
  test.each<[string, ProviderRequest, Record<string, unknown>]>([
    [
      'a call',
      twilioForm('/webhooks/twilio/voice', callFields('CA0030')),
      { kind: 'call', eventId: 'CA0030', follows: null },
    ],
    [
      'the line that was rung, under the call that rang it',
      twilioForm('/webhooks/twilio/voice/status', {
        CallSid: 'CA0031leg',
        ParentCallSid: 'CA0031',
        CallStatus: 'in-progress',
      }),
      { eventId: 'CA0031:leg_status:CA0031leg:in-progress', follows: 'CA0031' },
    ],
    [
      'a CallRail voicemail',
      callRailRequest({
        resource_id: 'CAL1',
        id: 9,
        duration: '13',
        answered: false,
        voicemail: true,
      }),
      { kind: 'voicemail', eventId: 'CAL1:post_call', follows: null },
    ],
    [
      'a CallRail call that is just coming in',
      callRailRequest({ resource_id: 'CAL1', id: 9 }),
      { kind: 'call', eventId: 'CAL1:pre_call', follows: null },
    ],
    [
      'a CallRail call of our own',
      callRailRequest({ resource_id: 'CAL2', direction: 'outbound', duration: 5, answered: true }),
      { kind: 'call', eventId: 'CAL2:outbound_post_call', follows: 'CAL2' },
    ],
    [
      'a CallTrackingMetrics call nobody took',
      ctmRequest({ id: 32, duration: 3, dial_status: 'busy' }),
      { kind: 'missed_call', eventId: '32:end', follows: null },
    ],
    [
      'a test lead of Google, under suspicion',
      googleRequest({ lead_id: 'test-lead', is_test: true }),
      { kind: 'ad_lead_form', eventId: 'test-lead', suspicion: ['test'] },
    ],
  ])('%s', async (_name, request, expected) => {
    expect((await send(site.address, request)).status).toBe(200);
    expect((await site.stored()).at(-1)).toMatchObject(expected);
  });

  test.each([
    ['nothing', ''],
    ['a list', '[]'],
    ['broken JSON', '{'],
    ['no id', '{}'],
    ['a nested id', '{"id":{"a":1}}'],
  ])('a signed CallRail body that is %s gets a 400', async (_name, body) => {
    const { createHmac } = await import('node:crypto');
    const signature = createHmac('sha1', String(SECRETS.callRailSigningKey))
      .update(body)
      .digest('base64');
    const answer = await send(site.address, {
      path: '/webhooks/callrail',
      headers: { 'content-type': 'application/json', signature },
      body,
    });
    expect(answer.status).toBe(400);
  });

  test('a body of more than a megabyte gets a 413', async () => {
    const answer = await send(
      site.address,
      callRailRequest({ id: 1, note: 'x'.repeat(1_100_000) }),
    );
    expect(answer.status).toBe(413);
  });
});

/** The text with one letter of its middle changed. */
function flipped(text: string): string {
  const at = Math.floor(text.length / 2);
  return text.slice(0, at) + (text[at] === 'x' ? 'y' : 'x') + text.slice(at + 1);
}
