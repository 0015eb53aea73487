import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import type { InquiryKind } from '#contract';
import { createPool, fixedClock } from '#platform';
import { newKeyRing, siteKeysOf } from '#vault';
import { type TestDatabase, testDatabase } from '../../../test/database.js';
import { InquiryDoor } from './door.js';

const MONDAY = new Date('2026-11-23T15:00:00Z');
const hoursLater = (hours: number) => new Date(MONDAY.getTime() + hours * 3_600_000);

describe('what the door lets in', () => {
  const clock = fixedClock(MONDAY);
  let database: TestDatabase;
  let pool: Pool;
  let owner: Pool;
  let door: InquiryDoor;

  beforeAll(async () => {
    database = await testDatabase();
    pool = createPool(database.siteUrl, { name: 'door-test' });
    owner = createPool(database.ownerUrl, { name: 'door-test-owner' });
    door = new InquiryDoor({ pool, keys: siteKeysOf(newKeyRing()), clock });
  });
  afterAll(async () => {
    await pool.end();
    await owner.end();
    await database.drop();
  });

  async function post(name: string, at: Date) {
    clock.set(at);
    const request = { name, phone: '+18135550101' };
    const { outcome } = await door.take({
      kind: 'form',
      provider: 'api',
      eventId: 'one-key',
      envelope: { type: 'help_request', request, receivedAt: at.toISOString() },
      digestOf: Buffer.from(JSON.stringify(request)),
    });
    return outcome;
  }

  test.each<[InquiryKind, string, boolean]>([
    ['form', 'api', true],
    ['form', 'status_link', false],
    ['sms', 'twilio', false],
    ['email', 'imap', false],
    ['link_answer', 'link', false],
  ])('R11 of %s by %s the job says that it is no wish: %s', async (kind, provider, isForm) => {
    const [eventId, receivedAt] = [`of ${kind} by ${provider}`, MONDAY.toISOString()];
    const envelope = { type: 'help_request' as const, request: { name: 'Ada' }, receivedAt };
    await door.take({ kind, provider, eventId, envelope, digestOf: Buffer.from(eventId) });
    const { rows } = await owner.query(
      `SELECT o.payload ? 'form' AS form FROM outbox o JOIN inquiry i ON i.id = (o.payload->>'inquiryId')::uuid
       WHERE i.provider_event_id = $1`,
      [eventId],
    );
    expect(rows).toEqual([{ form: isForm }]);
  });

  test('R2 the same body is a repeat, another body differs, and after a day it is a request of its own, once', async () => {
    expect(await post('Ada', MONDAY)).toBe('taken');
    expect(await post('Ada', hoursLater(1))).toBe('repeated');
    expect(await post('Ben', hoursLater(23))).toBe('differs');
    expect(await post('Ben', hoursLater(25))).toBe('taken');
    expect(await post('Ben', hoursLater(26))).toBe('repeated');
    expect(await post('Ada', hoursLater(26))).toBe('repeated');
  });
});
