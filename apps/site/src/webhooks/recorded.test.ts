import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestDatabase, testDatabase } from '../../../../test/database.js';
import {
  fixture,
  fixtureJson,
  fixturesWord,
  haveFixtures,
} from '../../../../test/phone/fixtures.js';
import { send } from '../../../../test/phone/providers.js';
import { SECRETS, type WebhookSite, webhookSite } from '../../../../test/phone/webhook-site.js';
import { signedByTwilio } from './signatures.js';

interface TwilioRecording {
  authToken: string;
  publishedVector: {
    authToken: string;
    url: string;
    params: Record<string, string>;
    signature: string;
  };
  jsonBodyVector: { authToken: string; body: string; url: string; signature: string };
  requests: {
    name: string;
    url: string;
    headers: Record<string, string>;
    body: string;
  }[];
}
interface SignedRecording {
  headers: Record<string, string>;
  rawBody: string;
}

const FORM = 'application/x-www-form-urlencoded';
const suite = haveFixtures ? describe : describe.skip;

suite(`R3 ${fixturesWord}`, () => {
  let database: TestDatabase;
  let site: WebhookSite;
  beforeAll(async () => {
    database = await testDatabase();
    const { signingKey } = fixtureJson('telephony/callrail-vector.json') as { signingKey: string };
    site = await webhookSite(database, { secrets: { ...SECRETS, callRailSigningKey: signingKey } });
  });
  afterAll(async () => {
    await site.close();
    await database.drop();
  });

  test("Twilio's published vectors", () => {
    const { publishedVector, jsonBodyVector } = fixtureJson(
      'telephony/twilio-requests.signed.json',
    ) as TwilioRecording;
    const form = {
      url: publishedVector.url,
      contentType: FORM,
      body: Buffer.from(new URLSearchParams(publishedVector.params).toString()),
    };
    expect(signedByTwilio(publishedVector.authToken, publishedVector.signature, form)).toBe(true);
    const json = {
      url: jsonBodyVector.url,
      contentType: 'application/json',
      body: Buffer.from(jsonBodyVector.body),
    };
    expect(signedByTwilio(jsonBodyVector.authToken, jsonBodyVector.signature, json)).toBe(true);
    const other = { ...json, body: Buffer.from(`${jsonBodyVector.body} `) };
    expect(signedByTwilio(jsonBodyVector.authToken, jsonBodyVector.signature, other)).toBe(false);
  });

  test('every recorded request of Twilio is signed right, and wrong after one changed byte', () => {
    const recording = fixtureJson('telephony/twilio-requests.signed.json') as TwilioRecording;
    expect(recording.requests.length).toBeGreaterThan(5);
    for (const request of recording.requests) {
      const signature = String(request.headers['x-twilio-signature']);
      const signed = { url: request.url, contentType: FORM, body: Buffer.from(request.body) };
      expect(signedByTwilio(recording.authToken, signature, signed)).toBe(true);
      const changed = Buffer.from(request.body.replace('0001', '0009'));
      expect(signedByTwilio(recording.authToken, signature, { ...signed, body: changed })).toBe(
        request.body === changed.toString(),
      );
    }
  });

  test.each(['voice-incoming', 'sms-incoming'])('Twilio %s is taken over HTTP', async (name) => {
    const { requests } = fixtureJson('telephony/twilio-requests.signed.json') as TwilioRecording;
    const request = requests.find((one) => one.name === name);
    if (!request) throw new Error(`no ${name}`);
    const path = new URL(request.url).pathname;
    expect((await send(site.address, { ...request, path })).status).toBe(200);
    expect((await site.stored()).at(-1)?.envelope.body).toBe(request.body);
  });

  test("CallRail's published body and signature", async () => {
    const { signature } = fixtureJson('telephony/callrail-vector.json') as { signature: string };
    const body = fixture('telephony/callrail-post-call.vector.json').toString('utf8');
    const request = { path: '/webhooks/callrail', headers: { signature }, body };
    expect((await send(site.address, request)).status).toBe(200);
    expect((await site.stored()).at(-1)).toMatchObject({ kind: 'voicemail', provider: 'callrail' });
    const changed = { ...request, body: body.replace('Rochester', 'Rochestex') };
    expect((await send(site.address, changed)).status).toBe(401);
  });

  test.each([
    ['CallTrackingMetrics', 'telephony/ctm-call-end.signed.json', '/webhooks/ctm', 'call'],
    ['Meta', 'leads/meta-leadgen-webhook.signed.json', '/webhooks/meta-leads', 'ad_lead_form'],
  ])('%s: the recorded request', async (_name, file, path, kind) => {
    const { headers, rawBody } = fixtureJson(file) as SignedRecording;
    expect((await send(site.address, { path, headers, body: rawBody })).status).toBe(200);
    expect((await site.stored()).at(-1)).toMatchObject({ kind });
    const body = rawBody.replace('1', '2');
    expect((await send(site.address, { path, headers, body })).status).toBe(401);
  });

  test('Google: the recorded test lead is kept under suspicion', async () => {
    const body = fixture('leads/google-lead-form-webhook.json').toString('utf8');
    const headers = { 'content-type': 'application/json' };
    const request = { path: '/webhooks/google-leads', headers, body };
    expect((await send(site.address, request)).status).toBe(200);
    expect((await site.stored()).at(-1)).toMatchObject({ suspicion: ['test'] });
  });
});
