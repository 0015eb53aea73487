import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { mediaTypeOf, madeUpAudio, RecordingService, TwilioRecordings } from '#calls';
import { FakeTwilio } from '../../apps/simulate/src/fake-provider/fake-twilio.js';
import { type TestDatabase, testDatabase } from '../database.js';
import { PhoneWorker } from './phone-worker.js';
import { callFields, send, twilioForm } from './providers.js';
import { type WebhookSite, webhookSite } from './webhook-site.js';

const ACCOUNT = { accountSid: 'AC0123456789abcdef0123456789abcdef', authToken: 'a-token-of-tests' };
const source = (sid: string, provider = 'twilio') => ({
  provider,
  url: `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT.accountSid}/Recordings/${sid}`,
  seconds: 14,
});
const never = new AbortController().signal;

const ZEROS = Array.from({ length: 12 }, () => 0);

describe('what audio is, by its first bytes', () => {
  test.each([
    ['a wave', madeUpAudio(0.1), 'audio/wav'],
    ['an MP3 with a tag', Buffer.from('ID3\u0004\u0000\u0000aaaaaaaa', 'latin1'), 'audio/mpeg'],
    ['MPEG-2.5 layer III', Buffer.from([0xff, 0xe3, 0x18, 0xc4, ...ZEROS]), 'audio/mpeg'],
    ['MPEG-1 layer III', Buffer.from([0xff, 0xfb, 0x90, 0xc4, ...ZEROS]), 'audio/mpeg'],
    ['layer I', Buffer.from([0xff, 0xff, 0x90, 0xc4, ...ZEROS]), null],
    ['a page', Buffer.from('<html><body>sign in</body></html>'), null],
    ['a picture in a RIFF', Buffer.from('RIFF\u0000\u0000\u0000\u0000WEBPVP8 '), null],
    ['next to nothing', Buffer.from('RIFF'), null],
  ])('%s', (_name, content, type) => {
    expect(mediaTypeOf(content)).toBe(type);
  });
});

describe('recordings from Twilio', () => {
  let twilio: FakeTwilio;
  beforeAll(async () => {
    twilio = await FakeTwilio.open(ACCOUNT);
  });
  afterEach(() => {
    twilio.recordings.faults.length = 0;
    twilio.recordings.asked = 0;
  });
  afterAll(() => twilio.close());
  const port = (more = {}) =>
    new TwilioRecordings({
      sid: ACCOUNT.accountSid,
      authToken: ACCOUNT.authToken,
      base: twilio.base,
      ...more,
    });

  test('come whole', async () => {
    expect(await port().fetch(source('RE1'), never)).toEqual({
      result: 'audio',
      mediaType: 'audio/wav',
      content: madeUpAudio(14),
    });
  });

  test.each([
    ['missing', { result: 'later', because: 'gone' }],
    ['broken', { result: 'later', because: 'away' }],
    ['cut', { result: 'later', because: 'away' }],
    ['silent', { result: 'later', because: 'away' }],
    ['encrypted', { result: 'failed', because: 'encrypted' }],
    ['no_audio', { result: 'failed', because: 'not_audio' }],
  ] as const)('%s', async (fault, outcome) => {
    twilio.recordings.faults.push(fault);
    expect(
      await port({ deadline: fault === 'silent' ? 300 : 10_000 }).fetch(source('RE2'), never),
    ).toEqual(outcome);
  });

  test('a wrong key is no reason to ask again', async () => {
    const outcome = await port({ authToken: 'wrong' }).fetch(source('RE4'), never);
    expect(outcome).toEqual({ result: 'failed', because: 'refused' });
  });

  test.each([
    ['another company', source('RE5', 'callrail')],
    [
      'an address of no recording',
      { ...source('RE5'), url: 'https://api.twilio.com/2010-04-01/Accounts.json' },
    ],
    ['a path that climbs', { ...source('RE5'), url: `${source('RE5').url}/../../Keys` }],
    ['no address', { ...source('RE5'), url: 'recording' }],
  ])('the key goes to no other place: %s', async (_name, from) => {
    expect(await port().fetch(from, never)).toEqual({ result: 'failed', because: 'elsewhere' });
    expect(twilio.recordings.asked).toBe(0);
  });

  test('the host that a webhook names is not asked', async () => {
    const url = source('RE6').url.replace('api.twilio.com', 'evil.example');
    expect(await port().fetch({ ...source('RE6'), url }, never)).toMatchObject({ result: 'audio' });
    expect(twilio.recordings.asked).toBe(1);
  });

  test('without an account nothing is tried', async () => {
    const outcome = await new TwilioRecordings(undefined).fetch(source('RE7'), never);
    expect(outcome).toEqual({ result: 'failed', because: 'not_configured' });
  });
});

describe('a call’s recording is fetched and kept', () => {
  let twilio: FakeTwilio;
  let database: TestDatabase;
  let site: WebhookSite;
  let worker: PhoneWorker;
  beforeAll(async () => {
    twilio = await FakeTwilio.open(ACCOUNT);
    database = await testDatabase();
    site = await webhookSite(database);
    worker = await PhoneWorker.on(database, site.ring, {
      TWILIO_ACCOUNT_SID: ACCOUNT.accountSid,
      TWILIO_AUTH_TOKEN: ACCOUNT.authToken,
      TWILIO_API_BASE: twilio.base,
    });
  }, 60_000);
  afterAll(async () => {
    await worker.close();
    await site.close();
    await database.drop();
    await twilio.close();
  });

  /** A voicemail whose recording is announced, twice. */
  async function leaveMessage(sid: string, from: string): Promise<string> {
    const fields = callFields(sid, { From: from });
    const recording = {
      RecordingSid: `RE${sid}`,
      RecordingUrl: source(`RE${sid}`).url,
      RecordingDuration: '14',
    };
    const ready = { ...recording, RecordingStatus: 'completed', RecordingSource: 'RecordVerb' };
    for (const request of [
      twilioForm('/webhooks/twilio/voice', fields),
      twilioForm('/webhooks/twilio/voice/recording', { ...fields, ...recording }),
      twilioForm('/webhooks/twilio/voice/recording', { CallSid: sid, ...ready }),
    ]) {
      expect((await send(site.address, request)).status).toBe(200);
    }
    await worker.takeInAll();
    const { rows } = await site.owner.query<{ id: string }>(
      'SELECT id FROM call WHERE provider_call_id = $1',
      [sid],
    );
    return rows[0]?.id as string;
  }
  const rowsOf = async (callId: string) => {
    const { rows } = await site.owner.query(
      `SELECT r.id, r.state, r.reason, r.media_type, r.bytes, r.parts,
         (SELECT count(*)::int FROM call_recording_part p WHERE p.recording_id = r.id) AS kept
       FROM call_recording r WHERE r.call_id = $1`,
      [callId],
    );
    return rows as Record<string, unknown>[];
  };

  test('once, encrypted, and opened part by part', async () => {
    const callId = await leaveMessage('CAREC1', '+12025553001');
    expect(await worker.fetchRecordings()).toBe(1);
    const audio = madeUpAudio(14);
    const [row] = await rowsOf(callId);
    expect(row).toMatchObject({ state: 'ready', media_type: 'audio/wav', bytes: audio.length });
    expect(row?.kept).toBe(row?.parts);
    const { rows } = await site.owner.query<{ content_enc: Buffer }>(
      'SELECT content_enc FROM call_recording_part WHERE recording_id = $1 ORDER BY part',
      [row?.id],
    );
    for (const { content_enc } of rows) {
      expect(content_enc.includes(Buffer.from('WAVEfmt'))).toBe(false);
      expect(content_enc.subarray(0, 3).toString()).toBe('v1.');
    }
    const recordings = worker.get(RecordingService);
    const kept = {
      id: row?.id as string,
      mediaType: 'audio/wav',
      bytes: audio.length,
      parts: row?.parts as number,
    } as const;
    const heard = async (from: number, to: number) => {
      const parts: Buffer[] = [];
      for await (const part of recordings.read(worker.manager, kept, { from, to }))
        parts.push(part);
      return Buffer.concat(parts);
    };
    expect((await heard(0, audio.length - 1)).equals(audio)).toBe(true);
    expect((await heard(5, 5)).equals(audio.subarray(5, 6))).toBe(true);
    expect((await heard(200_000, 215_000)).equals(audio.subarray(200_000, 215_001))).toBe(true);
    // A part in another one's place does not open.
    await expect(
      (async () => {
        for await (const _ of recordings.read(
          worker.manager,
          { ...kept, parts: kept.parts + 1 },
          { from: 0, to: 9 },
        ));
      })(),
    ).rejects.toThrow(/not what was encrypted/);
  });

  test('a company that is away is asked again; what it gave is kept', async () => {
    const callId = await leaveMessage('CAREC2', '+12025553002');
    twilio.recordings.faults.push('missing', 'broken');
    await expect(worker.fetchRecordings()).rejects.toThrow(/did not come \(gone\)/);
    await expect(worker.fetchRecordings()).rejects.toThrow(/did not come \(away\)/);
    expect(await rowsOf(callId)).toEqual([]);
    expect(await worker.fetchRecordings()).toBe(1);
    expect(await rowsOf(callId)).toMatchObject([{ state: 'ready', reason: null }]);
  });

  test('at last it is said why there is none, and it can be tried again', async () => {
    const callId = await leaveMessage('CAREC3', '+12025553003');
    twilio.recordings.faults.push('missing');
    expect(await worker.fetchRecordings({ attempt: 12 })).toBe(1);
    expect(await rowsOf(callId)).toMatchObject([{ state: 'failed', reason: 'gone', kept: 0 }]);
    expect(await worker.fetchRecordings()).toBe(0);
    await worker.wantAgain(callId);
    await worker.wantAgain(callId);
    expect(await worker.fetchRecordings()).toBe(1);
    expect(await rowsOf(callId)).toMatchObject([{ state: 'ready', reason: null }]);
  });
});
