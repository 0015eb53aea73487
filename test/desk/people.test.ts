import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type DeskClient, deskClient } from './desk-client.js';
import { type DeskUnderTest, deskUnderTest, signIn } from './desk-under-test.js';

describe('who somebody is can be corrected', () => {
  let t: DeskUnderTest;
  let agent: DeskClient;
  let person: { path: string; id: string; version: number };
  let leadId: string;
  beforeAll(async () => {
    t = await deskUnderTest();
    agent = deskClient(t.url, await signIn(t.url, (await t.hire('agent')).email));
    const lead = await agent.post('/api/leads', {
      name: 'Quirina Zabel',
      phone: '(415) 555-0451',
    });
    leadId = lead.body.id;
    const id = lead.body.contacts[0].personId as string;
    const seen = await agent.get(`/api/people/${id}`);
    person = { path: `/api/people/${id}`, id, version: seen.body.version };
  }, 60_000);
  afterAll(() => t?.close());

  test('name, date of birth and language; found by the new name, told on the lead, R6 on record without values', async () => {
    const { path, version, id } = person;
    const before = (await agent.get(`/api/leads/${leadId}`)).body;
    const wanted = { name: 'Quirina Sobel', birthDate: '1985-03-01', language: 'es' };
    const corrected = await agent.put(path, { version, ...wanted });
    expect(corrected.body).toMatchObject({ ...wanted, version: version + 1 });
    expect((await agent.list('leads', { filter: { q: 'sobel' } })).body).toHaveLength(1);
    expect((await agent.list('leads', { filter: { q: 'zabel' } })).body).toEqual([]);
    const lead = (await agent.get(`/api/leads/${leadId}`)).body;
    expect(lead).toMatchObject({ patientName: 'Quirina Sobel', version: before.version + 1 });
    const [row] = await t.owner.query(
      "SELECT details::text AS details FROM audit_event WHERE action = 'person.corrected' AND person_id = $1",
      [id],
    );
    expect(JSON.parse(row.details)).toEqual({ fields: ['name', 'birthDate', 'language'] });
    const timeline = (await agent.get(`/api/leads/${leadId}/activities`)).body;
    const told = JSON.stringify(timeline);
    expect(told).toContain('corrected');
    expect(told).not.toMatch(/Sobel|1985/);
    person.version += 1;
  });

  test('428 without the version, 409 with both values when it is old, and nothing is overwritten', async () => {
    const { path, version } = person;
    expect((await agent.put(path, { name: 'Nobody' })).status).toBe(428);
    const late = await agent.put(path, { version: version - 1, birthDate: '1986-03-01' });
    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({
      code: 'record.version_conflict',
      current: { birthDate: '1985-03-01', version },
      yours: { birthDate: '1986-03-01' },
    });
    expect((await agent.get(path)).body).toMatchObject({ birthDate: '1985-03-01', version });
  });

  test('what says the same changes nothing, null empties, and a birth to come is refused', async () => {
    const { path, version } = person;
    const same = await agent.put(path, { version, name: ' Quirina  Sobel ', language: 'es' });
    expect(same.body.version).toBe(version);
    const emptied = await agent.put(path, { version, birthDate: null });
    expect(emptied.body).toMatchObject({ birthDate: null, name: 'Quirina Sobel' });
    for (const birthDate of ['2199-01-01', '1500-01-01', '1985-02-30', 'soon']) {
      const refused = await agent.put(path, { version: version + 1, birthDate });
      expect([birthDate, refused.status]).toEqual([birthDate, 400]);
      expect(Object.keys(refused.body.errors)).toEqual(['birthDate']);
    }
    expect((await agent.put(`/api/people/${leadId}`, { version: 1 })).status).toBe(404);
  });

  test('R7 whoever may not write people may not correct them', async () => {
    const auditor = deskClient(t.url, await signIn(t.url, (await t.hire('auditor')).email));
    const refused = await auditor.put(person.path, { version: person.version, name: 'Nobody' });
    expect(refused.status).toBe(403);
  });
});
