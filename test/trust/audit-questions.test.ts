import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AuditService, linkAudit, watchInterest, watchReading } from '#audit';
import { inTransaction, newId } from '#platform';
import { cell } from '../../apps/desk/src/audit/audit-csv.js';
import { type DeskClient, deskClient } from '../desk/desk-client.js';
import { type DeskUnderTest, deskUnderTest, type Hired, signIn } from '../desk/desk-under-test.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Person extends Hired {
  client: DeskClient;
}

describe('R6 questions to the audit', () => {
  let t: DeskUnderTest;
  const people = {} as Record<'admin' | 'agent' | 'other' | 'auditor', Person>;
  const leads: { id: string; number: number; patientId: string }[] = [];
  beforeAll(async () => {
    t = await deskUnderTest();
    for (const who of ['admin', 'agent', 'other', 'auditor'] as const) {
      const hired = await t.hire(who === 'other' ? 'agent' : who);
      people[who] = { ...hired, client: deskClient(t.url, await signIn(t.url, hired.email)) };
    }
    for (const n of [1, 2]) {
      const patient = { name: `Patient ${n}`, phone: `(415) 555-061${n}` };
      const { body } = await people.admin.client.post('/api/leads', patient);
      const contact = body.contacts.find((one: { isPatient: boolean }) => one.isPatient);
      leads.push({ id: body.id, number: body.number, patientId: contact.personId });
    }
  }, 60_000);
  afterAll(() => t?.close());

  const days = () => {
    const now = t.clock.now().getTime();
    return `from=${new Date(now - DAY).toISOString()}&to=${new Date(now + DAY).toISOString()}`;
  };
  const lead = (n: 0 | 1) => leads[n] as (typeof leads)[number];

  test('who saw this person: opened, seen in lists, changed; by lead number, lead id or person', async () => {
    const { agent, other, auditor } = people;
    await agent.client.get(`/api/leads/${lead(0).id}`);
    await agent.client.get(`/api/leads/${lead(0).id}`);
    await agent.client.post(`/api/leads/${lead(0).id}/notes`, { text: 'Called back.' });
    await other.client.list('leads');
    await other.client.get(`/api/leads/${lead(1).id}`);
    const of = async (text: string | number) => {
      const asked = `of=${encodeURIComponent(text)}&${days()}`;
      const { status, body } = await auditor.client.get(`/api/audit-events/seen-by?${asked}`);
      expect(status).toBe(200);
      return new Map<string, Record<string, number>>(
        body.by.map((line: { staffId: string }) => [line.staffId, line]),
      );
    };
    // The note's answer is the lead's page: a third reading.
    for (const text of [lead(0).number, `#${lead(0).number}`, lead(0).id, lead(0).patientId]) {
      const by = await of(text);
      expect(by.get(agent.id)).toMatchObject({ opened: 3, listed: 0, changed: 1, emergency: 0 });
      expect(by.get(other.id)).toMatchObject({ opened: 0, listed: 1, changed: 0 });
      expect(by.get(auditor.id)).toBeUndefined();
    }
    expect((await of(lead(1).number)).get(agent.id)).toBeUndefined();
    const nobody = await auditor.client.get(`/api/audit-events/seen-by?of=999999&${days()}`);
    expect([nobody.status, Object.keys(nobody.body.errors)]).toEqual([404, ['of']]);
  });

  test('what this colleague saw, by lead; asking is on the audit itself', async () => {
    const { other, auditor, agent } = people;
    const asked = `/api/audit-events/seen?actorId=${other.id}&${days()}`;
    const { body } = await auditor.client.get(asked);
    expect(body.total).toBe(2);
    expect(body.leads[0]).toMatchObject({ leadId: lead(1).id, opened: 1, listed: 1 });
    expect(body.leads[1]).toMatchObject({ leadNumber: lead(0).number, opened: 0, listed: 1 });
    expect((await agent.client.get(asked)).status).toBe(403);
    const rows = await t.owner.query(
      `SELECT action, details FROM audit_event WHERE action LIKE 'audit.%' AND actor_id = $1 ORDER BY id DESC LIMIT 1`,
      [auditor.id],
    );
    expect(rows).toEqual([{ action: 'audit.seen_asked', details: { staffId: other.id } }]);
    const backwards = 'from=2026-02-02T00:00:00Z&to=2026-02-01T00:00:00Z';
    const bad = await auditor.client.get(`/api/audit-events/seen?actorId=${other.id}&${backwards}`);
    expect(bad.status).toBe(400);
    const long = 'from=2024-01-01T00:00:00Z&to=2026-02-01T00:00:00Z';
    const longer = await auditor.client.get(`/api/audit-events/seen?actorId=${other.id}&${long}`);
    expect(longer.body.code).toBe('audit.range_too_long');
  });

  test('export: every row of the stretch once, with its link, and the export on record', async () => {
    const { auditor, agent } = people;
    await inTransaction(t.owner, (manager) => linkAudit(manager, { limit: 5000 }));
    const now = t.clock.now().getTime();
    const stretch = {
      from: new Date(now - DAY).toISOString(),
      to: new Date(now + DAY).toISOString(),
    };
    expect((await agent.client.post('/api/audit-events/export', stretch)).status).toBe(403);
    const [{ count }] = await t.owner.query('SELECT count(*)::int AS count FROM audit_event');
    const { status, body, headers } = await auditor.client.post(
      '/api/audit-events/export',
      stretch,
    );
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    const rows = (body as string).trimEnd().split('\r\n');
    expect(rows[0]).toMatch(/^at,actor_kind,actor_id,actor,action/);
    // The export's own row is in it: it was on record before the first row left.
    expect(rows).toHaveLength(1 + count + 1);
    expect(rows.at(-1)).toContain('audit.exported');
    expect(rows[1]).toMatch(/,1,[0-9a-f]{64}$/);
    const { body: one } = await auditor.client.post('/api/audit-events/export', {
      ...stretch,
      leadId: lead(1).id,
    });
    expect((one as string).split(lead(1).id).length).toBeGreaterThan(2);
    expect(one).not.toContain(lead(0).id);
  });

  test.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['@x', "'@x"],
    ['-1', "'-1"],
    ['\tx', "'\tx"],
    ['a"b', '"a""b"'],
    ['a,b', '"a,b"'],
    [null, ''],
    ['plain', 'plain'],
  ])('R17 a cell %j is written %j', (given, written) => {
    expect(cell(given)).toBe(written);
  });

  test('unusual reading raises one alert a rule and a day, which a human looks into', async () => {
    const { agent, admin } = people;
    const audit = t.desk.app.get(AuditService);
    const now = new Date('2026-11-20T12:30:00Z');
    const open = (actorId: string, leadId: string, at: Date) =>
      inTransaction(t.owner, (manager) =>
        audit.record(
          manager,
          { actor: { kind: 'staff', id: actorId }, action: 'lead.read', resource: 'lead', leadId },
          at,
        ),
      );
    for (let n = 0; n < 30; n += 1) await open(agent.id, newId(), now);
    const watch = () => inTransaction(t.owner, (manager) => watchReading(manager, now));
    expect(await watch()).toBe(2);
    expect(await watch()).toBe(0);
    for (let day = 0; day < 5; day += 1) {
      await open(people.other.id, lead(1).id, new Date(now.getTime() - day * DAY));
    }
    expect(await inTransaction(t.owner, (manager) => watchInterest(manager, now))).toBe(1);
    const { body: alerts } = await admin.client.get('/api/reading-alerts');
    expect(
      alerts.map((one: { rule: string; staffId: string }) => [one.rule, one.staffId]).sort(),
    ).toEqual([
      ['many_records', agent.id],
      ['one_person', people.other.id],
      ['strangers', agent.id],
    ]);
    const to = `/api/reading-alerts/${alerts[0].id}/review`;
    const said = { version: 1, note: 'A merge of lists, agreed with the manager.' };
    expect((await agent.client.post(to, said)).status).toBe(403);
    expect((await admin.client.post(to, { note: 'x' })).status).toBe(428);
    expect((await admin.client.post(to, said)).body).toMatchObject({ note: said.note, version: 2 });
    expect((await admin.client.post(to, said)).status).toBe(409);
  });

  test('R10 accounting of disclosures: what was told to whom, why, for three years; as PDF', async () => {
    const { agent, auditor } = people;
    const { id, patientId } = lead(0);
    const read = () => agent.client.get(`/api/people/${patientId}/disclosures`);
    expect((await read()).body).toMatchObject({ name: 'Patient 1', disclosures: [] });
    const emergency = async (at: Date) =>
      t.owner.query(
        `INSERT INTO audit_event (id, at, actor_kind, actor_id, action, resource, resource_id, lead_id, details)
         VALUES ($1, $2, 'staff', $3, 'disclosure.emergency', 'lead', $4, $5, '{"kind":"emergency_911"}')`,
        [newId(), at, agent.id, id, id],
      );
    const now = t.clock.now();
    await emergency(new Date(now.getTime() - DAY));
    await emergency(new Date(now.getTime() - 4 * 366 * DAY));
    const { body } = await read();
    expect(body.disclosures).toMatchObject([
      { kind: 'emergency_call', to: 'A local 911 centre', basis: expect.stringContaining('2.51') },
    ]);
    const paper = await fetch(`${t.url}/api/people/${patientId}/disclosures/paper`, {
      headers: agent.client.headers,
    });
    expect(paper.headers.get('content-type')).toBe('application/pdf');
    expect((await paper.text()).slice(0, 5)).toBe('%PDF-');
    expect((await auditor.client.get(`/api/people/${patientId}/disclosures`)).status).toBe(403);
    const [row] = await t.owner.query(
      `SELECT count(*)::int AS count FROM audit_event WHERE action = 'disclosure_account.read' AND person_id = $1`,
      [patientId],
    );
    expect(row.count).toBe(3);
  });
});
