import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { InquiryDoor, Spool } from '#inquiries';
import { createLogger, createPool, systemClock } from '#platform';
import { siteKeysOf } from '#vault';
import { type TestDatabase, testDatabase } from '../../../../test/database.js';
import {
  callFields,
  callRailRequest,
  googleRequest,
  send,
  twilioForm,
} from '../../../../test/phone/providers.js';
import { type WebhookSite, webhookSite } from '../../../../test/phone/webhook-site.js';

/** A port on which nothing listens. */
const NOWHERE = 'postgres://bridgeline_site:x@127.0.0.1:9/none';

describe('R1 with the database away', () => {
  let database: TestDatabase;
  let site: WebhookSite;
  beforeAll(async () => {
    database = await testDatabase();
    site = await webhookSite(database, { siteUrl: NOWHERE });
  });
  afterAll(async () => {
    await site.close();
    await database.drop();
  });

  test('signed events are kept sealed, readable by their owner alone, and acknowledged', async () => {
    const requests = [
      twilioForm('/webhooks/twilio/voice', callFields('CA1')),
      twilioForm('/webhooks/twilio/voice/status', callFields('CA1', { CallStatus: 'completed' })),
      callRailRequest({ id: 1, duration: '9', customer_name: 'Canary Caller' }),
      googleRequest({ lead_id: 'g1' }),
    ];
    for (const request of requests) expect((await send(site.address, request)).status).toBe(200);
    const files = await readdir(site.directory);
    expect(files).toHaveLength(requests.length);
    for (const file of files) {
      const path = join(site.directory, file);
      if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
      const text = await readFile(path, 'utf8');
      expect(text).not.toContain('2148654559');
      expect(text).not.toContain('Canary');
    }
  });

  test('the call is answered from the last routing', async () => {
    const answer = await send(
      site.address,
      twilioForm('/webhooks/twilio/voice', callFields('CA2')),
    );
    expect(answer.type).toContain('text/xml');
    expect(answer.text).toContain('Harbor Line');
    expect(answer.text).toContain('>+12025550111</Number>');
  });

  test('an unsigned event is refused and not kept', async () => {
    const before = await readdir(site.directory);
    const request = twilioForm('/webhooks/twilio/voice', callFields('CA3'));
    const body = request.body.replace('CA3', 'CA4');
    expect((await send(site.address, { ...request, body })).status).toBe(401);
    expect(await readdir(site.directory)).toEqual(before);
  });

  test('what was kept is stored once the database is back, in order, and once only', async () => {
    const pool = createPool(database.siteUrl, { name: 'site' });
    const logger = createLogger('site', { level: 'silent' });
    const door = new InquiryDoor({ pool, keys: siteKeysOf(site.ring), clock: systemClock });
    const spool = new Spool({ directory: site.directory, door, logger });
    const kept = (await readdir(site.directory)).length;
    await writeFile(join(site.directory, '0-broken.json'), '{"half":');
    await chmod(join(site.directory, '0-broken.json'), 0o600);
    expect(await spool.replay()).toBe(kept);
    expect(await spool.replay()).toBe(0);
    await pool.end();
    const stored = await site.stored();
    expect(stored).toHaveLength(kept);
    expect(stored.map(({ eventId }) => eventId).slice(0, 2)).toEqual([
      'CA1',
      'CA1:voice_status:completed',
    ]);
    expect(await readdir(site.directory)).toEqual(['0-broken.bad']);
  });
});

describe('R1 with neither database nor spool', () => {
  let database: TestDatabase;
  let site: WebhookSite;
  beforeAll(async () => {
    database = await testDatabase();
    const full = { takeOrKeep: () => Promise.reject(new Error('disk full')) };
    site = await webhookSite(database, {
      spool: full,
      routing: { current: async () => undefined },
    });
  });
  afterAll(async () => {
    await site.close();
    await database.drop();
  });

  test('a caller is answered all the same, with the built-in greeting and the voicemail', async () => {
    const answer = await send(
      site.address,
      twilioForm('/webhooks/twilio/voice', callFields('CA5')),
    );
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('a referral service, not a treatment facility');
    expect(answer.text).toContain('<Record');
  });

  test.each([
    [
      'status',
      twilioForm('/webhooks/twilio/voice/status', callFields('CA5', { CallStatus: 'completed' })),
    ],
    ['CallRail', callRailRequest({ id: 5, duration: '1' })],
  ])('%s gets a 5xx: nobody may believe that it is kept', async (_name, request) => {
    expect((await send(site.address, request)).status).toBe(500);
  });
});
