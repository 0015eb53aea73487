import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ThirdParties } from '#contract';
import { newId } from '#platform';
import { deskClient, type DeskClient } from './desk-client.js';
import { type DeskUnderTest, deskUnderTest, type Hired, signIn } from './desk-under-test.js';

let t: DeskUnderTest;
let agent: DeskClient;
let other: DeskClient;
let admin: DeskClient;
let her: Hired;
let him: Hired;
let numbers = 0;
beforeAll(async () => {
  t = await deskUnderTest({
    BRIDGELINE_DEMO: '1',
    SIMULATED_PHONE_TOKEN: 'token-of-tests',
    // Nobody listens there: what these tests ask is decided before anybody is called.
    SIMULATED_PHONE_SITE: 'http://127.0.0.1:9',
  });
  [her, him] = [await t.hire('agent', { name: 'Ana' }), await t.hire('agent', { name: 'Ben' })];
  agent = deskClient(t.url, await signIn(t.url, her.email));
  other = deskClient(t.url, await signIn(t.url, him.email));
  admin = deskClient(t.url, await signIn(t.url, (await t.hire('admin')).email));
}, 60_000);
afterAll(() => t?.close());

/** A call that goes on, by whom it was taken, and the lead it is about. */
async function callOf(
  staffId: string | null,
): Promise<{ id: string; sid: string; leadId: string }> {
  numbers += 1;
  const phone = `(415) 555-01${80 + numbers}`;
  const lead = await agent.post('/api/leads', { name: 'Robin Vale', phone });
  const [id, sid, leadId] = [newId(), `CA${newId().replaceAll('-', '')}`, lead.body.id as string];
  await t.owner.query(
    `INSERT INTO call (id, lead_id, provider, provider_call_id, direction, state, state_rank, started_at, answered_at, staff_id)
     VALUES ($1, $2, 'twilio', $3, 'inbound', 'talking', 60, now(), now(), $4)`,
    [id, leadId, sid, staffId],
  );
  return { id, sid, leadId };
}

async function conferenceOf(callId: string, staffId: string): Promise<string> {
  const id = newId();
  await t.owner.query(
    `INSERT INTO conference (id, call_id, staff_id, our_phone, caller_is_parent, opened_at, updated_at)
     VALUES ($1, $2, $3, '+18885550100', true, now(), now())`,
    [id, callId, staffId],
  );
  return id;
}

describe('the call one is in', () => {
  test('is shown to whoever has it; one that a phone took can be claimed, once', async () => {
    const { id, sid, leadId } = await callOf(null);
    expect((await agent.get('/api/phone/call')).body).toEqual({ call: null });
    const claimed = await agent.post(`/api/phone/calls/${id}/claim`, {});
    expect(claimed).toMatchObject({ status: 200, body: { call: { id, callSid: sid, leadId } } });
    expect((await agent.post(`/api/phone/calls/${id}/claim`, {})).status).toBe(200);
    expect(await other.post(`/api/phone/calls/${id}/claim`, {})).toMatchObject({
      status: 403,
      body: { code: 'phone.not_your_call' },
    });
    await t.owner.query('UPDATE call SET ended_at = now() WHERE id = $1', [id]);
    expect((await agent.get('/api/phone/call')).body).toEqual({ call: null });
  });

  test('is held by whoever has it alone', async () => {
    const { id, sid } = await callOf(her.id);
    expect(await other.post('/api/phone/conferences', { callSid: sid })).toMatchObject({
      status: 403,
      body: { code: 'phone.not_your_call' },
    });
    expect((await agent.post('/api/phone/conferences', { callSid: 'CAnone' })).status).toBe(404);
    // The phone company knows of no such call: it is over, and is not held.
    expect(await agent.post('/api/phone/conferences', { callSid: sid })).toMatchObject({
      status: 409,
      body: { code: 'phone.call_over' },
    });
    const conferenceId = await conferenceOf(id, her.id);
    const hold = { held: false };
    expect(await other.post(`/api/phone/conferences/${conferenceId}/hold`, hold)).toMatchObject({
      status: 403,
    });
    expect((await agent.get(`/api/phone/conferences/${conferenceId}`)).body).toMatchObject({
      mine: true,
      caller: { state: 'joining' },
    });
  });
});

describe('a call of ours that was rung on', () => {
  test('says why it cannot be held, and is not', async () => {
    const { id, sid } = await callOf(her.id);
    const outgoing = "UPDATE call SET direction = 'outbound', started_at = now() WHERE id = $1";
    await t.owner.query(outgoing, [id]);
    expect((await agent.get('/api/phone/call')).body.call).toMatchObject({ id, shut: null });
    const lost = await conferenceOf(id, him.id);
    await t.owner.query('UPDATE conference SET rung_on_at = now(), over_at = now() WHERE id = $1', [
      lost,
    ]);
    const { call } = (await agent.get('/api/phone/call')).body;
    expect(call).toMatchObject({ id, shut: expect.stringContaining('rung on') });
    expect(await agent.post('/api/phone/conferences', { callSid: sid })).toMatchObject({
      status: 409,
      body: { code: 'phone.cannot_hold', message: call.shut },
    });
    await t.owner.query('UPDATE call SET ended_at = now() WHERE id = $1', [id]);
  });
});

describe('R10 who may be brought into a call', () => {
  const offered = async (leadId: string) =>
    (await agent.get(`/api/phone/third-parties?leadId=${leadId}`)).body as ThirdParties;
  const openKinds = ({ kinds }: ThirdParties) =>
    kinds.flatMap(({ kind, open }) => (open ? [kind] : []));

  test('R10 emergency help, interpreters and colleagues always, others with the patient’s consent', async () => {
    const { id, leadId } = await callOf(her.id);
    const before = await offered(leadId);
    expect(openKinds(before)).toEqual(['crisis_988', 'emergency_911', 'hotline', 'interpreter']);
    expect(before.kinds.find(({ kind }) => kind === 'relative')).toMatchObject({
      sentence: expect.stringContaining('no consent of the patient'),
    });
    expect(before.people).toContainEqual(
      expect.objectContaining({ kind: 'crisis_988', phone: '+18002738255', open: true }),
    );
    const conferenceId = await conferenceOf(id, her.id);
    const typed = {
      from: 'typed',
      partyId: newId(),
      phone: '+12025550171',
      kind: 'relative',
      name: 'Her mother',
    };
    const path = `/api/phone/conferences/${conferenceId}/parties`;
    expect(await agent.post(path, typed)).toMatchObject({
      status: 422,
      body: { code: 'phone.third_party_closed' },
    });
    expect(await agent.post(path, { ...typed, phone: '911' })).toMatchObject({
      status: 400,
      body: { errors: { phone: expect.any(String) } },
    });
    expect(await t.owner.query('SELECT 1 FROM conference_party')).toEqual([]);
    await t.owner.query(
      `INSERT INTO consent (id, person_id, scope, decision, wording, wording_hash, at, origin)
       SELECT gen_random_uuid(), patient_id, 'disclosure', 'given', 'Yes.', '\\x00', now(), 'desk'
       FROM lead WHERE id = $1`,
      [leadId],
    );
    expect(openKinds(await offered(leadId))).toHaveLength(8);
  });

  test('a colleague is offered while calls ring in their browser', async () => {
    const { leadId } = await callOf(her.id);
    const ben = async () => (await offered(leadId)).people.find(({ id }) => id === him.id);
    expect(await ben()).toMatchObject({ open: false, sentence: expect.stringMatching(/browser/) });
    await other.post('/api/phone/line', { ready: true });
    expect(await ben()).toMatchObject({ open: true, kind: 'colleague', phone: null });
    expect((await offered(leadId)).people.some(({ id }) => id === her.id)).toBe(false);
  });
});

describe('the numbers calls are handed to', () => {
  test('are read by whoever calls, and kept by administrators', async () => {
    const input = {
      kind: 'emergency_911',
      name: 'Marin County 911',
      phone: '+14155550142',
      note: 'Ten digits: reaches their centre, not ours.',
    };
    expect((await agent.post('/api/phone-directory', input)).status).toBe(403);
    const added = await admin.post('/api/phone-directory', input);
    expect(added).toMatchObject({ status: 201, body: { ...input, active: true } });
    expect(
      await admin.post('/api/phone-directory', { ...input, name: 'marin county 911' }),
    ).toMatchObject({ status: 409, body: { code: 'phone_entry.name_taken' } });
    expect(await admin.post('/api/phone-directory', { ...input, phone: '911' })).toMatchObject({
      status: 400,
      body: { errors: { phone: expect.any(String) } },
    });
    const found = await agent.list('phone-directory', { filter: { q: 'marin' } });
    expect(found.body).toMatchObject([{ name: 'Marin County 911' }]);
    const path = `/api/phone-directory/${added.body.id}`;
    expect((await admin.put(path, { version: 1, active: false })).body).toMatchObject({
      active: false,
      version: 2,
    });
    expect(await admin.put(path, { version: 1, name: 'Other' })).toMatchObject({ status: 409 });
  });
});
