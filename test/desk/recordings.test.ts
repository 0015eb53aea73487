import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CallEntity, CallService, madeUpAudio, RecordingService } from '#calls';
import { mayCoach, mayListen, type Role, ROLES } from '#contract';
import { inTransaction, newId } from '#platform';
import { deskClient, type DeskClient } from './desk-client.js';
import { type DeskUnderTest, deskUnderTest, type Hired, signIn } from './desk-under-test.js';

let t: DeskUnderTest;
const people = {} as Record<Role | 'taker', Hired & { client: DeskClient; cookie: string }>;
beforeAll(async () => {
  t = await deskUnderTest();
  for (const name of [...ROLES, 'taker'] as const) {
    const hired = await t.hire(name === 'taker' ? 'agent' : name);
    const cookie = await signIn(t.url, hired.email);
    people[name] = { ...hired, cookie, client: deskClient(t.url, cookie) };
  }
}, 60_000);
afterAll(() => t?.close());

const AUDIO = madeUpAudio(20);
let calls = 0;

/** A call with a recording that was fetched; `voicemail`: nobody took it. */
async function recordedCall(voicemail = false): Promise<string> {
  calls += 1;
  const url = `https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE${calls}`;
  const now = new Date();
  const recordings = new RecordingService(t.vault, new CallService(t.vault));
  return inTransaction(t.owner, async (manager) => {
    const { call } = await new CallService(t.vault).applyEvent(
      manager,
      { provider: 'twilio', providerCallId: `CA${calls}`, direction: 'inbound' },
      {
        state: voicemail ? 'voicemail' : 'answered',
        startedAt: now,
        recording: { url, seconds: 20 },
      },
      now,
    );
    if (!voicemail) await manager.update(CallEntity, { id: call.id }, { staffId: people.taker.id });
    const source = { provider: 'twilio', url, seconds: 20 };
    const audio = { mediaType: 'audio/wav', content: AUDIO } as const;
    await recordings.keep(manager, call.id, source, audio, now);
    return call.id;
  });
}

const listen = (who: { cookie: string }, callId: string, range?: string) =>
  fetch(`${t.url}/api/calls/${callId}/recording/audio`, {
    headers: { cookie: who.cookie, ...(range ? { range } : {}) },
  });

const heard = (callId: string) =>
  t.owner.query<{ actor_id: string }[]>(
    `SELECT actor_id FROM audit_event WHERE action = 'recording.listened' AND resource_id = $1
     ORDER BY at`,
    [callId],
  );

describe('R7 who may listen and who may read notes for coaching', () => {
  const MAY = {
    conversation: { listen: ['taker', 'manager', 'admin'], coach: ['taker', 'manager', 'admin'] },
    voicemail: {
      listen: ['taker', 'agent', 'benefits', 'manager', 'admin'],
      coach: ['manager', 'admin'],
    },
  };
  test.each(['conversation', 'voicemail'] as const)('R7 a %s', async (kind) => {
    const callId = await recordedCall(kind === 'voicemail');
    for (const [name, who] of Object.entries(people)) {
      const may = (list: string[]) => (list.includes(name) ? 200 : 403);
      const seen = {
        name,
        recording: (await who.client.get(`/api/calls/${callId}/recording`)).status,
        audio: (await listen(who, callId)).status,
        notes: (await who.client.get(`/api/calls/${callId}/coaching-notes`)).status,
      };
      const [toListen, toCoach] = [may(MAY[kind].listen), may(MAY[kind].coach)];
      expect(seen).toEqual({ name, recording: toListen, audio: toListen, notes: toCoach });
      const written = await who.client.post(`/api/calls/${callId}/coaching-notes`, {
        text: 'Kind.',
      });
      expect({ name, status: written.status }).toEqual({
        name,
        status: toCoach === 200 ? 201 : 403,
      });
    }
  });

  test('R7 the screens ask the same questions', () => {
    const me = (name: Role | 'taker') =>
      ({ id: people[name].id, role: name === 'taker' ? 'agent' : name }) as const;
    const conversation = { staffId: people.taker.id, voicemail: false };
    expect(mayListen(conversation, me('taker'))).toBe(true);
    expect(mayListen(conversation, me('agent'))).toBe(false);
    expect(mayListen({ staffId: null, voicemail: true }, me('agent'))).toBe(true);
    expect(mayCoach({ staffId: null, voicemail: true }, me('agent'))).toBe(false);
    expect(mayListen({ staffId: people.auditor.id, voicemail: true }, me('auditor'))).toBe(false);
  });
});

describe('listening', () => {
  test('gives the whole, or a range of it, never to be kept by a browser', async () => {
    const callId = await recordedCall();
    const whole = await listen(people.manager, callId);
    expect(whole.status).toBe(200);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'audio/wav',
      'content-length': String(AUDIO.length),
      'accept-ranges': 'bytes',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(Buffer.from(await whole.arrayBuffer()).equals(AUDIO)).toBe(true);

    const part = await listen(people.manager, callId, 'bytes=261000-263000');
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 261000-263000/${AUDIO.length}`);
    const bytes = Buffer.from(await part.arrayBuffer());
    expect(bytes.equals(AUDIO.subarray(261_000, 263_001))).toBe(true);

    const beyond = await listen(people.manager, callId, `bytes=${AUDIO.length}-`);
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get('content-range')).toBe(`bytes */${AUDIO.length}`);
    expect(await beyond.json()).toMatchObject({ code: 'recording.range_not_there' });
  });

  test('R6 each listening is on record once, and a refused one is none', async () => {
    const callId = await recordedCall();
    await listen(people.manager, callId, 'bytes=0-99');
    await listen(people.manager, callId, 'bytes=5000-5999');
    await listen(people.agent, callId);
    expect(await heard(callId)).toEqual([{ actor_id: people.manager.id }]);
    await listen(people.taker, callId, 'bytes=9000-');
    t.clock.ahead(11 * 60_000);
    await listen(people.manager, callId, 'bytes=0-99');
    expect((await heard(callId)).map(({ actor_id }) => actor_id)).toEqual([
      people.manager.id,
      people.taker.id,
      people.manager.id,
    ]);
  });

  test('what is not there is not found', async () => {
    const { client } = people.manager;
    expect((await client.get(`/api/calls/${newId()}/recording`)).body.code).toBe('call.not_found');
    expect((await listen(people.manager, 'nonsense')).status).toBe(404);
    const [{ id } = { id: '' }] = await t.owner.query<{ id: string }[]>(
      `INSERT INTO call (id, provider, provider_call_id, direction, state, state_rank, started_at)
       VALUES (gen_random_uuid(), 'twilio', 'CAnone', 'inbound', 'ringing', 10, now()) RETURNING id`,
    );
    expect((await client.get(`/api/calls/${id}/recording`)).body).toMatchObject({ state: 'none' });
    expect((await listen(people.manager, id)).status).toBe(404);
  });

  test('a failed one says why, and managers may have it tried again', async () => {
    const callId = await recordedCall();
    await t.owner.query(
      `UPDATE call_recording SET state = 'failed', reason = 'refused' WHERE call_id = $1`,
      [callId],
    );
    const path = `/api/calls/${callId}/recording`;
    expect((await people.taker.client.get(path)).body).toMatchObject({
      state: 'failed',
      because: 'refused',
      sentence: expect.stringMatching(/account and key/),
    });
    expect((await people.taker.client.post(`${path}/fetching`, {})).status).toBe(403);
    const again = await people.manager.client.post(`${path}/fetching`, {});
    expect(again.body).toMatchObject({ state: 'coming', because: null });
    const jobs = await t.owner.query<unknown[]>(
      `SELECT 1 FROM outbox WHERE name = 'fetch-recording' AND payload->>'callId' = $1`,
      [callId],
    );
    expect(jobs).toHaveLength(1);
  });
});

describe('notes for coaching', () => {
  test('stand by their moment, with who wrote them when; their words are encrypted', async () => {
    const callId = await recordedCall();
    const path = `/api/calls/${callId}/coaching-notes`;
    const { manager, taker } = people;
    await manager.client.post(path, { atSecond: 65, text: 'Canary: good pause here.' });
    await taker.client.post(path, { atSecond: 12, text: 'I should have asked where they are.' });
    await manager.client.post(path, { text: 'A calm call.' });
    const { body } = await taker.client.get(path);
    expect(body).toMatchObject([
      { atSecond: null, text: 'A calm call.', writtenBy: manager.id },
      { atSecond: 12, writtenBy: taker.id, writtenByName: expect.any(String) },
      { atSecond: 65, text: 'Canary: good pause here.' },
    ]);
    expect(Date.parse(body[0].createdAt as string)).not.toBeNaN();
    const rows = await t.owner.query<{ text_enc: string }[]>('SELECT text_enc FROM coaching_note');
    expect(JSON.stringify(rows)).not.toContain('Canary');
    const written = await t.owner.query<unknown[]>(
      `SELECT 1 FROM audit_event WHERE action = 'coaching_note.written' AND resource_id = $1`,
      [callId],
    );
    expect(written).toHaveLength(3);
  });

  test.each([
    [{ text: ' ' }, 'text'],
    [{ text: 'A note', atSecond: -1 }, 'atSecond'],
    [{ text: 'A note', atSecond: 1.5 }, 'atSecond'],
  ])('%j is refused by its field', async (note, field) => {
    const callId = await recordedCall();
    const answer = await people.manager.client.post(`/api/calls/${callId}/coaching-notes`, note);
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.errors as object)).toEqual([field]);
  });
});
