import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { ActivityView, LeadDetail, LeadRow } from '#contract';
import {
  type DeskUnderTest,
  deskUnderTest,
  type Hired,
  post,
  send,
  signIn,
} from './desk-under-test.js';

const NOBODY = '0190a0a0-0000-7000-8000-000000000000';

describe('leads at the desk', () => {
  let t: DeskUnderTest;
  let agent: Hired;
  let cookie: string;
  let managers: string;
  beforeAll(async () => {
    t = await deskUnderTest();
    agent = await t.hire('agent');
    cookie = await signIn(t.url, agent.email);
    managers = await signIn(t.url, (await t.hire('manager')).email);
  }, 60_000);
  afterAll(() => t?.close());

  let phones = 0;
  const freshPhone = () => {
    phones += 1;
    return `(212) 555-${String(phones).padStart(4, '0')}`;
  };
  const open = async (more: object = {}): Promise<LeadDetail> => {
    const body = { name: 'Maria del Mar Ortega', phone: freshPhone(), zip: '10001', ...more };
    const answer = await post(`${t.url}/api/leads`, body, { cookie });
    if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const get = (path: string, as = cookie) => fetch(t.url + path, { headers: { cookie: as } });
  const list = async (filter: object, query = '') => {
    const answer = await get(
      `/api/leads?filter=${encodeURIComponent(JSON.stringify(filter))}${query}`,
    );
    return {
      status: answer.status,
      range: answer.headers.get('content-range'),
      body: await answer.json(),
    };
  };
  const idsOf = async (filter: object) =>
    ((await list(filter)).body as LeadRow[]).map((row) => row.id);

  test('a lead typed in has an owner, a clock, a task, and reads back as the contract says', async () => {
    const phone = freshPhone();
    const lead = await open({ phone, message: 'Asks for detox for alcohol' });
    expect(LeadDetail.strict().parse(lead)).toEqual(lead);
    expect(lead).toMatchObject({
      patientName: 'Maria del Mar Ortega',
      phone: `+1${phone.replaceAll(/\D/g, '')}`,
      ownerId: agent.id,
      stage: 'new',
      state: 'NY',
    });
    expect(lead.clocks).toMatchObject([{ kind: 'first_attempt', metAt: null }]);
    const tasks = await get(
      `/api/tasks?filter=${encodeURIComponent(JSON.stringify({ leadId: lead.id, ownerId: 'me', open: true }))}`,
    );
    expect(await tasks.json()).toMatchObject([
      { kind: 'first_attempt', leadNumber: lead.number, patientName: 'Maria del Mar Ortega' },
    ]);
    const timeline = await get(`/api/leads/${lead.id}/activities`);
    const rows = z.array(ActivityView).parse(await timeline.json());
    expect(rows.map((row) => row.kind)).toEqual(
      expect.arrayContaining(['note.written', 'task.created', 'urgency.set', 'lead.assigned']),
    );
  });

  test('a person with an open lead gets no second one: the answer names the first', async () => {
    const phone = freshPhone();
    const first = await open({ phone });
    const again = await post(
      `${t.url}/api/leads`,
      { name: 'ortega, maria DEL MAR', phone: `+1 ${phone}` },
      { cookie },
    );
    expect(again.status).toBe(409);
    expect(await again.json()).toMatchObject({ code: 'lead.already_open', leadId: first.id });
  });

  test('quick search: phone however written, e-mail, number, words and beginnings of names', async () => {
    const phone = freshPhone();
    const digits = phone.replaceAll(/\D/g, '');
    const lead = await open({ name: 'Zsófia Ölveti-Kovács', phone, email: 'Zsofia@Mail.Example' });
    for (const q of [
      phone,
      digits,
      `+1${digits}`,
      `1-${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6)}`,
      'zsofia@mail.example',
      String(lead.number),
      `#${lead.number}`,
      'zsofia',
      'OLVETI zsófia',
      'kov',
    ]) {
      expect({ q, found: (await idsOf({ q })).includes(lead.id) }).toEqual({ q, found: true });
    }
    for (const q of ['zsofia nobody', '2125559999', 'other@mail.example', '!!!', '9999999']) {
      expect({ q, found: await idsOf({ q }) }).toEqual({ q, found: [] });
    }
  });

  test('a contact finds the lead of the patient they ask for', async () => {
    const phone = freshPhone();
    const lead = await open({
      name: 'Walter Quist',
      phone,
      forWhom: 'other',
      relationship: 'parent',
    });
    expect(lead).toMatchObject({ patientName: null, contactName: 'Walter Quist' });
    expect(await idsOf({ q: 'quist' })).toEqual([lead.id]);
    expect(await idsOf({ q: phone })).toEqual([lead.id]);
  });

  test('filters and sorts; unknown filters and encrypted sorts are refused by name', async () => {
    const lead = await open({ zip: '33101', language: 'es' });
    const found = await list({
      state: 'FL',
      language: 'es',
      ownerId: 'me',
      open: true,
      stage: ['new'],
    });
    expect(found.body).toMatchObject([{ id: lead.id }]);
    expect(LeadRow.strict().parse(found.body[0])).toEqual(found.body[0]);
    expect(found.range).toBe('leads 0-0/1');
    expect((await list({ ownerId: 'none', state: 'FL' })).body).toEqual([]);
    const unknown = await list({ colour: 'red' });
    expect(unknown).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', errors: { 'filter.colour': expect.any(String) } },
    });
    for (const field of ['patientName', 'phone', 'email', 'contactName']) {
      const sorted = await list({}, `&sort=${encodeURIComponent(JSON.stringify([field, 'ASC']))}`);
      expect(sorted).toMatchObject({ status: 400, body: { code: 'sort.encrypted_column' } });
    }
    const odd = await list({}, `&sort=${encodeURIComponent('["zip; DROP TABLE lead","ASC"]')}`);
    expect(odd.status).toBe(400);
    for (const [range, status, code] of [
      ['[10001,10010]', 400, 'request.offset_too_deep'],
      ['[0,500]', 400, 'request.invalid'],
      ['[5,1]', 400, 'request.invalid'],
      ['nonsense', 400, 'request.invalid'],
      ['[10000,10010]', 200, undefined],
    ] as const) {
      const answer = await list({}, `&range=${encodeURIComponent(range)}`);
      expect({ range, status: answer.status, code: answer.body.code }).toEqual({
        range,
        status,
        code,
      });
    }
  });

  test('R6 reading a page, a lead, a timeline or a person is on record before it is seen', async () => {
    const lead = await open();
    const person = lead.contacts[0]?.personId as string;
    await t.owner.query("SELECT set_config('statement_timeout', '10s', false)");
    await list({ id: [lead.id] });
    await get(`/api/leads/${lead.id}`);
    await get(`/api/leads/${lead.id}/activities`);
    await get(`/api/people/${person}`);
    const rows = await t.owner.query(
      `SELECT action, lead_id, person_id, details, ip, request_id FROM audit_event
       WHERE actor_id = $1 AND (lead_id = $2 OR person_id = $3 OR details->'ids' ? $4) ORDER BY at, id`,
      [agent.id, lead.id, person, lead.id],
    );
    const actions = rows.map((row: { action: string }) => row.action);
    expect(actions.filter((action: string) => action === 'lead.listed')).toHaveLength(1);
    expect(actions.filter((action: string) => action === 'person.read')).toHaveLength(1);
    expect(
      actions.filter((action: string) => action === 'lead.read').length,
    ).toBeGreaterThanOrEqual(3);
    for (const row of rows)
      expect(row).toMatchObject({ ip: '127.0.0.1', request_id: expect.any(String) });
  });

  test('R6 no page is shown whose reading cannot be put on record', async () => {
    const lead = await open();
    await t.owner.query('REVOKE INSERT ON audit_event FROM bridgeline_desk');
    try {
      const answer = await get(`/api/leads/${lead.id}`);
      expect(answer.status).toBe(500);
      expect(await answer.text()).not.toContain('Ortega');
      expect((await list({ id: [lead.id] })).status).toBe(500);
    } finally {
      await t.owner.query('GRANT INSERT ON audit_event TO bridgeline_desk');
    }
  });

  test('a call is logged: attempt, stage, clock met, task settled, call back planned', async () => {
    const lead = await open();
    const point = lead.contacts[0]?.points[0]?.id;
    const callBackAt = new Date(Date.now() + 3_600_000).toISOString();
    const body = {
      disposition: 'left_message',
      contactPointId: point,
      note: 'Voicemail',
      callBackAt,
    };
    const logged = await post(`${t.url}/api/leads/${lead.id}/calls`, body, { cookie });
    expect(logged.status).toBe(201);
    const after = await logged.json();
    expect(after).toMatchObject({ stage: 'attempted', attempts: 1, firstContactAt: null });
    expect(after.clocks[0].metAt).not.toBeNull();
    const filter = encodeURIComponent(JSON.stringify({ leadId: lead.id, open: true }));
    expect(await (await get(`/api/tasks?filter=${filter}`)).json()).toMatchObject([
      { kind: 'call_back', dueAt: callBackAt, ownerId: agent.id },
    ]);
    const calls = await (
      await get(`/api/calls?filter=${encodeURIComponent(JSON.stringify({ leadId: lead.id }))}`)
    ).json();
    expect(calls).toMatchObject([
      { provider: 'desk', disposition: 'left_message', phone: lead.phone },
    ]);
    const strange = await post(
      `${t.url}/api/leads/${lead.id}/calls`,
      { disposition: 'connected', contactPointId: NOBODY },
      { cookie },
    );
    expect(strange.status).toBe(400);
    const spoken = await post(
      `${t.url}/api/leads/${lead.id}/calls`,
      { disposition: 'connected' },
      { cookie },
    );
    expect(await spoken.json()).toMatchObject({ stage: 'contacted', attempts: 2 });
  });

  test('a gate that is shut says what is missing; editing fills it', async () => {
    const lead = await open();
    await post(`${t.url}/api/leads/${lead.id}/calls`, { disposition: 'connected' }, { cookie });
    const now = await (await get(`/api/leads/${lead.id}`)).json();
    const stage = (version: number, to: string, more: object = {}) =>
      post(`${t.url}/api/leads/${lead.id}/stage`, { version, stage: to, ...more }, { cookie });
    const shut = await stage(now.version, 'qualified');
    expect(shut.status).toBe(422);
    expect(await shut.json()).toMatchObject({
      code: 'lead.gate_not_met',
      missing: expect.any(Array),
    });
    const edited = await send(
      'PUT',
      `${t.url}/api/leads/${lead.id}`,
      { ...now, substances: ['alcohol'], levelRequested: 'residential_high', payment: 'self_pay' },
      { cookie },
    );
    expect(edited.status).toBe(200);
    const { version } = await edited.json();
    const qualified = await stage(version, 'qualified');
    expect(await qualified.json()).toMatchObject({ stage: 'qualified' });
    expect((await stage(version, 'attempted')).status).toBe(409);
  });

  test('PUT: 428 without a version, 409 with both values, read-only fields ignored', async () => {
    const lead = await open();
    const url = `${t.url}/api/leads/${lead.id}`;
    const { version: _version, ...without } = lead;
    expect((await send('PUT', url, without, { cookie })).status).toBe(428);
    const changed = await send(
      'PUT',
      url,
      { ...lead, age: 41, number: 7, stage: 'admitted' },
      { cookie },
    );
    expect(await changed.json()).toMatchObject({ age: 41, number: lead.number, stage: 'new' });
    const late = await send('PUT', url, { ...lead, age: 42 }, { cookie });
    expect(late.status).toBe(409);
    expect(await late.json()).toMatchObject({
      code: 'record.version_conflict',
      current: { age: 41 },
      yours: { age: 42 },
    });
  });

  test('R7 an agent takes from the queue and hands over their own, but takes nobody’s lead away', async () => {
    const lead = await open();
    const other = await t.hire('agent');
    const theirs = await signIn(t.url, other.email);
    const assign = (as: string, version: number, ownerId: string | null) =>
      post(`${t.url}/api/leads/${lead.id}/assignment`, { version, ownerId }, { cookie: as });
    expect((await assign(theirs, lead.version, other.id)).status).toBe(403);
    const freed = await assign(cookie, lead.version, null);
    expect(await freed.clone().json()).toMatchObject({ ownerId: null });
    const { version } = await freed.json();
    expect((await assign(theirs, version, agent.id)).status).toBe(403);
    const taken = await assign(theirs, version, other.id);
    expect(await taken.json()).toMatchObject({ ownerId: other.id });
    const byManager = await assign(managers, version + 1, agent.id);
    expect(await byManager.json()).toMatchObject({ ownerId: agent.id });
    expect((await assign(managers, version, agent.id)).status).toBe(409);
  });

  test('coverages: the payer is found by an alias, what identifies the member is encrypted', async () => {
    const lead = await open();
    const added = await post(
      `${t.url}/api/leads/${lead.id}/coverages`,
      { payerText: 'Aetna', planType: 'ppo', memberId: 'CANARY-W123' },
      { cookie },
    );
    const { coverages, payment } = await added.json();
    expect(payment).toBe('coverage');
    expect(coverages).toMatchObject([
      { payerText: 'Aetna', memberId: 'CANARY-W123', planType: 'ppo' },
    ]);
    const [row] = await t.owner.query(
      'SELECT to_jsonb(c)::text AS text FROM coverage c WHERE lead_id = $1',
      [lead.id],
    );
    expect(row.text).not.toContain('CANARY');
    const filter = encodeURIComponent(JSON.stringify({ leadId: lead.id }));
    expect(await (await get(`/api/coverages?filter=${filter}`)).json()).toMatchObject([
      { memberId: 'CANARY-W123' },
    ]);
  });

  test('what is not there is 404, and an id that is none too', async () => {
    for (const path of [
      'leads',
      'people',
      'calls',
      'tasks',
      'coverages',
      'inquiries',
      'payers',
      'users',
      'teams',
      'sources',
      'tracking-numbers',
    ]) {
      for (const id of [NOBODY, 'not-an-id', "'; DROP TABLE lead; --"]) {
        const answer = await get(`/api/${path}/${encodeURIComponent(id)}`, managers);
        expect({ path, id, status: answer.status }).toEqual({ path, id, status: 404 });
      }
    }
    const note = await post(`${t.url}/api/leads/${NOBODY}/notes`, { text: 'x' }, { cookie });
    expect(await note.json()).toMatchObject({ code: 'lead.not_found' });
    const call = await post(
      `${t.url}/api/leads/${NOBODY}/calls`,
      { disposition: 'connected' },
      { cookie },
    );
    expect(await call.json()).toMatchObject({ code: 'lead.not_found' });
  });

  test('bad input is a 400 or 422 that names the field, never a 500', async () => {
    const lead = await open();
    const url = `${t.url}/api/leads/${lead.id}/notes`;
    for (const [body, status] of [
      ['{"text": ""}', 400],
      ['{"text": 7}', 400],
      ['{"text": "a\\u0000b"}', 422],
      ['{"text": "half \\ud800 pair"}', 422],
      [`{"text": "${'x'.repeat(20_001)}"}`, 400],
      [`{"text": "${'x'.repeat(1_100_000)}"}`, 413],
      ['{"text": ', 400],
      ['[]', 400],
      ['null', 400],
    ] as const) {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body,
      });
      expect({ body: body.slice(0, 40), status: answer.status }).toEqual({
        body: body.slice(0, 40),
        status,
      });
      expect(await answer.json()).toMatchObject({
        code: expect.any(String),
        message: expect.any(String),
      });
    }
  });

  test('nothing personal is in the log', async () => {
    await open({ name: 'Canaria Logvogel', email: 'canaria@logvogel.example' });
    await list({ q: 'logvogel' });
    const log = t.log.join('\n');
    expect(log).not.toMatch(/logvogel/i);
    expect(log).not.toMatch(/555-?\d{4}/);
  });
});
