import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestDatabase, testDatabase } from '../database.js';
import { PhoneWorker } from './phone-worker.js';
import { callFields, type ProviderRequest, send, twilioForm } from './providers.js';
import { type WebhookSite, webhookSite } from './webhook-site.js';

let database: TestDatabase;
let site: WebhookSite;
let worker: PhoneWorker;
beforeAll(async () => {
  database = await testDatabase();
  site = await webhookSite(database);
  worker = await PhoneWorker.on(database, site.ring);
}, 60_000);
afterAll(async () => {
  await worker.close();
  await site.close();
  await database.drop();
});

async function arrive(...requests: ProviderRequest[]): Promise<void> {
  for (const request of requests) {
    expect((await send(site.address, request)).status).toBe(200);
  }
  await worker.takeInAll();
}

const text = (sid: string, from: string, body: string) =>
  twilioForm('/webhooks/twilio/sms', {
    MessageSid: sid,
    From: from,
    To: '+18885550100',
    Body: body,
    FromState: 'NY',
  });

async function plans(): Promise<{ ended_because: string | null; open_calls: number }[]> {
  const { rows } = await site.owner.query<{ ended_because: string | null; open_calls: number }>(
    `SELECT e.ended_because, (SELECT count(*)::int FROM task t WHERE t.lead_id = e.lead_id
       AND t.kind = 'follow_up_call' AND t.done_at IS NULL AND t.dropped_at IS NULL) AS open_calls
     FROM enrolment e ORDER BY e.id DESC LIMIT 1`,
  );
  return rows;
}

describe('what ends the follow-up of a lead', () => {
  test('a call that a human takes', async () => {
    const fields = callFields('CAfollow1', { From: '+12125557101' });
    const post = (path: string, extra: Record<string, string> = {}) =>
      twilioForm(`/webhooks/twilio/voice${path}`, { ...fields, ...extra });
    await arrive(post(''));
    expect(await plans()).toMatchObject([{ ended_because: null }]);
    const taken = { DialCallStatus: 'completed', DialBridged: 'true', DialCallDuration: '41' };
    await arrive(
      twilioForm('/webhooks/twilio/voice/status', {
        CallSid: 'CAfollow1leg',
        ParentCallSid: 'CAfollow1',
        CallStatus: 'in-progress',
      }),
      post('/after-dial?line=duty', taken),
      post('/status', { CallStatus: 'completed', CallDuration: '55', SequenceNumber: '3' }),
    );
    await worker.settleAll(new Date(Date.now() + 3_600_000));
    expect(await plans()).toEqual([{ ended_because: 'conversation', open_calls: 0 }]);
  });

  test('a call that nobody takes does not', async () => {
    const fields = callFields('CAfollow2', { From: '+12125557102' });
    const post = (path: string, extra: Record<string, string> = {}) =>
      twilioForm(`/webhooks/twilio/voice${path}`, { ...fields, ...extra });
    await arrive(
      post(''),
      post('/after-dial?line=duty', { DialCallStatus: 'busy' }),
      post('/after-dial?line=backup', { DialCallStatus: 'no-answer' }),
      post('/status', { CallStatus: 'completed', CallDuration: '20', SequenceNumber: '3' }),
    );
    await worker.settleAll(new Date(Date.now() + 3_600_000));
    expect(await plans()).toMatchObject([{ ended_because: null }]);
  });

  test('a stop word', async () => {
    await arrive(text('SMfollow1', '+12125557103', 'I need help please'));
    expect(await plans()).toMatchObject([{ ended_because: null }]);
    await arrive(text('SMfollow2', '+12125557103', 'I want to quit drinking'));
    expect(await plans()).toMatchObject([{ ended_because: null }]);
    await arrive(text('SMfollow3', '+12125557103', 'STOP'));
    expect(await plans()).toEqual([{ ended_because: 'stopped', open_calls: 0 }]);
  });
});
