import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TestDatabase, testDatabase } from '../database.js';
import { PhoneWorker } from './phone-worker.js';
import {
  callRailRequest,
  googleRequest,
  metaRequest,
  type ProviderRequest,
  send,
  twilioForm,
} from './providers.js';
import { type WebhookSite, webhookSite } from './webhook-site.js';

let database: TestDatabase;
let site: WebhookSite;
let worker: PhoneWorker;
beforeAll(async () => {
  database = await testDatabase();
  site = await webhookSite(database);
  worker = await PhoneWorker.on(database, site.ring);
});
afterAll(async () => {
  await worker.close();
  await site.close();
  await database.drop();
});

let texts = 0;
function textOf(from: string, body: string): ProviderRequest {
  texts += 1;
  return twilioForm('/webhooks/twilio/sms', {
    MessageSid: `SM${texts}`,
    From: from,
    To: '+18885550100',
    Body: body,
    FromState: 'TX',
  });
}

interface Became {
  outcome: string;
  lead: string | null;
  urgency: string | null;
  tasks: string[];
}

/** Sends a request, takes it in and reads what it became. */
async function takeIn(request: ProviderRequest): Promise<Became> {
  expect((await send(site.address, request)).status).toBe(200);
  await worker.takeInAll();
  const { rows } = await site.owner.query<Became>(
    `SELECT li.outcome, li.lead_id AS lead, l.urgency,
       ARRAY(SELECT t.kind FROM task t WHERE t.lead_id = l.id ORDER BY t.kind) AS tasks
     FROM inquiry i JOIN lead_inquiry li ON li.inquiry_id = i.id LEFT JOIN lead l ON l.id = li.lead_id
     ORDER BY i.id DESC LIMIT 1`,
  );
  const [became] = rows;
  if (!became) throw new Error('nothing became of it');
  return became;
}

async function revocations(): Promise<number> {
  const { rows } = await site.owner.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM consent WHERE decision = 'revoked'`,
  );
  return rows[0]?.n ?? 0;
}

describe('a text', () => {
  test('opens a lead, and the next one joins it', async () => {
    const first = await takeIn(textOf('+12025558001', 'I need a bed today'));
    expect(first.outcome).toBe('opened_lead');
    const second = await takeIn(textOf('+12025558001', 'are you there?'));
    expect(second).toMatchObject({ outcome: 'joined_lead', lead: first.lead });
  });

  test('runs through the urgency rules', async () => {
    expect(await takeIn(textOf('+12025558002', 'he took an overdose'))).toMatchObject({
      urgency: 'P0',
    });
  });

  test.each(['I want to quit', "can't stop", 'HELP'])('“%s” goes to a human', async (body) => {
    const before = await revocations();
    expect((await takeIn(textOf('+12025558003', body))).outcome).toMatch(/_lead$/);
    expect(await revocations()).toBe(before);
  });

  test('STOP of somebody with a lead takes every consent back at once, and opens nothing', async () => {
    const before = await takeIn(textOf('+12025558004', 'please call me'));
    const count = await revocations();
    const stop = await takeIn(textOf('+12025558004', 'STOP'));
    expect(stop).toMatchObject({ outcome: 'noted', lead: before.lead });
    expect(await revocations()).toBe(count + 3);
    const { rows } = await site.owner.query<{ scope: string }>(
      `SELECT scope FROM consent WHERE decision = 'revoked' ORDER BY created_at DESC, scope LIMIT 3`,
    );
    expect(rows.map(({ scope }) => scope).sort()).toEqual(['call', 'email', 'sms']);
  });

  test('STOP of a stranger is kept, without a lead', async () => {
    const count = await revocations();
    expect(await takeIn(textOf('+12025558005', 'Stop.'))).toMatchObject({
      outcome: 'noted',
      lead: null,
    });
    expect(await revocations()).toBe(count + 3);
  });

  test('what became of a text of ours is only noted', async () => {
    const request = twilioForm('/webhooks/twilio/sms/status', {
      MessageSid: 'SMx',
      MessageStatus: 'delivered',
    });
    expect(await takeIn(request)).toMatchObject({ outcome: 'noted', lead: null });
  });

  test('by CallRail opens a lead as well', async () => {
    const request = callRailRequest({
      id: 5,
      source_number: '+12025558006',
      destination_number: '+18885550100',
      content: 'do you take Medicaid?',
    });
    expect((await takeIn(request)).outcome).toBe('opened_lead');
  });
});

describe('an advert’s lead form', () => {
  const columns = [
    { column_id: 'FULL_NAME', string_value: 'Ana Lee' },
    { column_id: 'PHONE_NUMBER', string_value: '+1 202 555 8010' },
    { column_id: 'how_soon', column_name: 'How soon?', string_value: 'today' },
  ];

  test('of Google opens a lead with its first attempt', async () => {
    expect(
      await takeIn(googleRequest({ lead_id: 'g-1', user_column_data: columns })),
    ).toMatchObject({ outcome: 'opened_lead', tasks: ['first_attempt'] });
  });

  test('of Google that is a test opens nothing', async () => {
    expect(
      await takeIn(googleRequest({ lead_id: 'g-2', user_column_data: columns, is_test: true })),
    ).toMatchObject({ outcome: 'quarantined', lead: null });
  });

  test('of Meta, which sends no answers, asks a human to read them', async () => {
    const became = await takeIn(
      metaRequest({
        entry: [{ changes: [{ field: 'leadgen', value: { leadgen_id: 'm-1' } }] }],
      }),
    );
    expect(became.outcome).toBe('opened_lead');
    expect(became.tasks).toContain('review');
  });

  test('of CallRail’s form tracking opens a lead', async () => {
    const request = callRailRequest({ id: 6, form_data: { name: 'Bo', phone: '202 555 8011' } });
    expect((await takeIn(request)).outcome).toBe('opened_lead');
  });
});
