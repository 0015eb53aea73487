import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type DeskClient, deskClient } from './desk-client.js';
import { type DeskUnderTest, deskUnderTest, signIn } from './desk-under-test.js';

describe('what was filled in can be emptied again', () => {
  let t: DeskUnderTest;
  let admin: DeskClient;
  beforeAll(async () => {
    t = await deskUnderTest();
    admin = deskClient(t.url, await signIn(t.url, (await t.hire('admin')).email));
  }, 60_000);
  afterAll(() => t?.close());

  test.each(['', null])(
    'a lead’s name and ZIP, by %p; the name is no longer found',
    async (nothing) => {
      const phone = nothing === '' ? '(415) 555-0401' : '(415) 555-0402';
      const opened = await admin.post('/api/leads', { name: 'Quirina Zabel', phone, zip: '10001' });
      const path = `/api/leads/${opened.body.id}`;
      expect(opened.body).toMatchObject({
        patientName: 'Quirina Zabel',
        zip: '10001',
        state: 'NY',
      });
      const emptied = await admin.put(path, { ...opened.body, patientName: nothing, zip: nothing });
      expect(emptied.body).toMatchObject({ patientName: null, zip: null, state: null });
      expect((await admin.list('leads', { filter: { q: 'quirina' } })).body).toEqual([]);
      const left = await admin.put(path, { version: emptied.body.version, age: 30 });
      expect(left.body).toMatchObject({ age: 30, patientName: null });
    },
  );

  test('a tracking number’s campaign, and the organisation’s backup number', async () => {
    const [number] = (await admin.list('tracking-numbers')).body;
    const path = `/api/tracking-numbers/${number.id}`;
    const named = await admin.put(path, { version: number.version, campaign: 'Spring' });
    expect(named.body.campaign).toBe('Spring');
    const emptied = await admin.put(path, { version: named.body.version, campaign: '' });
    expect(emptied.body.campaign).toBeNull();

    const { body: house } = await admin.get('/api/organisation');
    const set = await admin.put('/api/organisation', { ...house, backupPhone: '+14155550111' });
    expect(set.body.backupPhone).toBe('+14155550111');
    const gone = await admin.put('/api/organisation', { ...set.body, backupPhone: '' });
    expect(gone).toMatchObject({ status: 200, body: { backupPhone: null } });
    const wrong = await admin.put('/api/organisation', { ...gone.body, dutyPhone: '911' });
    expect(wrong).toMatchObject({
      status: 400,
      body: { errors: { dutyPhone: expect.any(String) } },
    });
  });

  test('references to nobody are named: team, source, owner', async () => {
    const nobody = '0190a0a0-0000-7000-8000-000000000000';
    const invited = { name: 'Rosa', email: 'rosa@desk.example', role: 'agent', teamId: nobody };
    expect(await admin.post('/api/users', invited)).toMatchObject({
      status: 404,
      body: { code: 'team.not_found', errors: { teamId: expect.any(String) } },
    });
    const lead = { name: 'Ada', phone: '(415) 555-0403', sourceId: nobody };
    expect(await admin.post('/api/leads', lead)).toMatchObject({
      status: 404,
      body: { code: 'source.not_found', errors: { sourceId: expect.any(String) } },
    });
    const task = { title: 'Ask', dueAt: '2026-12-01T10:00:00Z', ownerId: nobody };
    expect(await admin.post('/api/tasks', task)).toMatchObject({
      status: 404,
      body: { code: 'staff.not_found', errors: { ownerId: expect.any(String) } },
    });
  });

  test('absurd dates are a 400 that names the field', async () => {
    for (const dueAt of ['0000-01-01T00:00:00Z', '9999-12-31T00:00:00Z', '2026-02-30T00:00:00Z']) {
      const { status, body } = await admin.post('/api/tasks', { title: 'Ask', dueAt });
      expect({ dueAt, status, errors: Object.keys(body.errors) }).toEqual({
        dueAt,
        status: 400,
        errors: ['dueAt'],
      });
    }
    const { status, body } = await admin.list('leads', {
      filter: { receivedFrom: '0000-01-01T00:00:00Z' },
    });
    expect({ status, errors: Object.keys(body.errors) }).toEqual({
      status: 400,
      errors: ['filter.receivedFrom'],
    });
  });
});
