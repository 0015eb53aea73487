import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RouteList } from '../../apps/desk/src/http/route-list.js';
import { LEADS_OF, OF_NOBODY } from '../../apps/desk/src/protection/lead-of-record.js';
import { AuditService } from '#audit';
import { EMERGENCIES_A_DAY, EMERGENCY_MINUTES } from '#contract';
import { InvitationService } from '#staff';
import { inTransaction } from '#platform';
import { type DeskClient, deskClient } from '../desk/desk-client.js';
import { type DeskUnderTest, deskUnderTest, type Hired, signIn } from '../desk/desk-under-test.js';
import { fillDesk } from '../desk/resources.js';
import { TestWorker } from '../worker.js';
import { recordsOfLead } from './records-of-lead.js';

const MINUTE = 60_000;
const WHY = 'She said she took the whole bottle and hung up.';
const STREAMS = new Set(['/api/events', '/api/calls/:id/recording/audio']);

interface Person extends Hired {
  client: DeskClient;
}

describe('R9 protected leads and emergencies', () => {
  let t: DeskUnderTest;
  let worker: TestWorker;
  const people = {} as Record<'admin' | 'manager' | 'agent' | 'other' | 'auditor', Person>;
  /** The protected lead, and one as open as any. */
  let lead: { id: string; number: number; patientId: string };
  let free: { id: string; patientId: string };
  beforeAll(async () => {
    t = await deskUnderTest();
    worker = await TestWorker.open(t.db, t.clock, t.ring);
    for (const who of ['admin', 'manager', 'agent', 'other', 'auditor'] as const) {
      const hired = await t.hire(who === 'other' ? 'agent' : who);
      people[who] = { ...hired, client: deskClient(t.url, await signIn(t.url, hired.email)) };
    }
    const { client } = people.admin;
    await fillDesk(client, worker);
    const [one, two] = await t.owner.query(
      `SELECT l.id, l.number::int, l.patient_id AS "patientId" FROM lead l
       WHERE EXISTS (SELECT 1 FROM referral r WHERE r.lead_id = l.id) ORDER BY l.number LIMIT 2`,
    );
    lead = one;
    free = two;
    const why = { reason: 'A colleague of the night team is the patient.' };
    expect((await client.post(`/api/leads/${lead.id}/protection`, why)).status).toBe(200);
  }, 90_000);
  afterAll(async () => {
    await worker?.close();
    await t?.close();
  });

  const open = (who: Person, about: string | number = lead.id, reason = WHY) =>
    who.client.post('/api/emergency-accesses', { lead: String(about), reason });
  const auditOf = (action: string, leadId: string, actorId: string) =>
    t.owner.query(
      `SELECT id, reason_enc AS "reasonEnc", details FROM audit_event
       WHERE action = $1 AND lead_id = $2 AND actor_id = $3 ORDER BY id`,
      [action, leadId, actorId],
    );

  test('R7 every resource says which leads its records are about, or that it is about nobody', () => {
    const missing = new Set<string>();
    for (const { path } of t.desk.app.get(RouteList).routes) {
      const resource = path.split('/')[2] ?? '';
      if (path.includes('/:') && !(resource in LEADS_OF) && !(resource in OF_NOBODY)) {
        missing.add(resource);
      }
    }
    expect([...missing]).toEqual([]);
  });

  test('R7 no route answers an agent with anything of a protected lead, or changes it', async () => {
    const { client } = people.agent;
    const ids = await recordsOfLead(t.owner, { leadId: lead.id, patientId: lead.patientId });
    expect([...ids.keys()]).toEqual(
      expect.arrayContaining([
        'leads',
        'tasks',
        'calls',
        'coverages',
        'matches',
        'referrals',
        'benefit-checks',
      ]),
    );
    const seen: unknown[] = [];
    let asked = 0;
    for (const { method, path } of t.desk.app.get(RouteList).routes) {
      const resource = path.split('/')[2] ?? '';
      if (STREAMS.has(path) || resource === 'alerts') continue;
      const id = ids.get(resource);
      if (path.includes('/:') && id === undefined) continue;
      const address = path.replaceAll(/:\w+/g, id ?? '');
      const { status, body } =
        method === 'GET'
          ? await client.get(address)
          : await client.post(address, { leadId: lead.id, leadIds: [lead.id], ids: [lead.id] });
      asked += 1;
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const leaks = text.includes(lead.id) || text.includes(lead.patientId);
      const refused = !path.includes('/:') || status === 403 || status === 404 || status === 405;
      if (leaks || !refused) seen.push({ method, path, status, text: text.slice(0, 300) });
    }
    expect(asked).toBeGreaterThan(80);
    expect(seen).toEqual([]);
    const [row] = await t.owner.query(
      `SELECT count(*)::int AS rows FROM audit_event WHERE actor_id = $1
       AND (lead_id = $2 OR details::text LIKE '%' || $2 || '%')`,
      [people.agent.id, lead.id],
    );
    expect(row.rows).toBe(0);
  }, 60_000);

  test('R7 nothing an auditor is answered names a patient', async () => {
    const { client } = people.auditor;
    const told: unknown[] = [];
    let asked = 0;
    for (const { method, path } of t.desk.app.get(RouteList).routes) {
      if (method !== 'GET' || path.includes('/:') || STREAMS.has(path)) continue;
      const { status, body } = await client.get(path);
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      if (status === 200) asked += 1;
      if (/Walk-in|Visitor \d|4155550[12]0\d|\(415\) 555-0[12]0\d/.test(text))
        told.push({ path, text: text.slice(0, 200) });
    }
    expect(asked).toBeGreaterThan(8);
    expect(told).toEqual([]);
  });

  test('its owner, whoever has a task of it, and managers see it; lifting opens it to all', async () => {
    const { admin, manager, other } = people;
    expect((await admin.client.get(`/api/leads/${lead.id}`)).status).toBe(200);
    expect((await manager.client.get(`/api/leads/${lead.id}`)).status).toBe(200);
    expect((await other.client.get(`/api/leads/${lead.id}`)).body.code).toBe('lead.protected');
    const task = {
      leadId: lead.id,
      title: 'Call her',
      ownerId: other.id,
      dueAt: '2027-01-04T15:00:00Z',
    };
    const given = await manager.client.post('/api/tasks', task);
    expect(given.status).toBe(201);
    expect((await other.client.get(`/api/leads/${lead.id}`)).status).toBe(200);
    const done = { version: given.body.version };
    await other.client.post(`/api/tasks/${given.body.id}/completion`, done);
    expect((await other.client.get(`/api/leads/${lead.id}`)).status).toBe(403);
    await manager.client.post(`/api/leads/${lead.id}/protection/lifting`, {});
    expect((await other.client.get(`/api/leads/${lead.id}`)).status).toBe(200);
    const again = { reason: 'A colleague of the night team is the patient.' };
    await manager.client.post(`/api/leads/${lead.id}/protection`, again);
    const twice = await manager.client.post(`/api/leads/${lead.id}/protection`, again);
    expect(twice.body.code).toBe('lead.already_protected');
    const agents = await other.client.post(`/api/leads/${lead.id}/protection/lifting`, {});
    expect(agents.status).toBe(403);
  });

  test('R9 an emergency needs a reason, opens one lead to read, is on the audit, and ends by itself', async () => {
    const { other, manager } = people;
    const bare = await open(other, lead.number, 'urgent');
    expect([bare.status, Object.keys(bare.body.errors)]).toEqual([400, ['reason']]);
    expect((await open(other, free.id)).body.code).toBe('emergency.not_needed');
    expect((await open(other, 999_999)).body.errors).toHaveProperty('lead');
    const opened = await open(other, `#${lead.number}`);
    expect(opened).toMatchObject({ status: 201, body: { leadId: lead.id, overAt: null } });
    const page = await other.client.get(`/api/leads/${lead.id}`);
    expect(page).toMatchObject({ status: 200, body: { id: lead.id } });
    expect((await other.client.get(`/api/leads/${lead.id}/activities`)).status).toBe(200);
    const note = await other.client.post(`/api/leads/${lead.id}/notes`, { text: 'A note' });
    expect(note.body.code).toBe('lead.protected');
    const [first] = await auditOf('emergency.opened', lead.id, other.id);
    expect(t.desk.app.get(AuditService).reasonOf(first)).toBe(WHY);
    const readings = await auditOf('lead.read', lead.id, other.id);
    expect(readings.at(-1).details).toEqual({ emergency: opened.body.id });
    const [waiting] = (await manager.client.get('/api/emergency-accesses?only=waiting')).body;
    expect(waiting).toMatchObject({ id: opened.body.id, reason: WHY, staffId: other.id });
    expect(waiting.readings).toBeGreaterThanOrEqual(2);
    const jobs = await t.owner.query(`SELECT payload FROM outbox WHERE name = 'tell-of-emergency'`);
    expect(jobs).toEqual([{ payload: { accessId: opened.body.id } }]);
    // What hangs on the lead under addresses of its own is open as well, to read; and nothing of another.
    const shown = await whatHangsOn(lead);
    for (const path of shown) {
      const { status } = await other.client.get(path);
      expect({ path, status }).toEqual({ path, status: 200 });
      if (path.includes('?')) continue;
      const changed = await other.client.put(path, { version: 1 });
      expect({ path, refused: [403, 404, 405].includes(changed.status) }).toEqual({
        path,
        refused: true,
      });
    }
    expect((await other.client.get(`/api/people/${lead.patientId}`)).status).toBe(200);
    expect((await other.client.list('calls')).body).not.toContainEqual(
      expect.objectContaining({ leadId: lead.id }),
    );
    await pass(EMERGENCY_MINUTES - 1);
    expect((await other.client.get(`/api/leads/${lead.id}`)).status).toBe(200);
    await pass(1);
    for (const path of [`/api/leads/${lead.id}`, ...shown]) {
      const { status, body } = await other.client.get(path);
      // A list of it is empty again, as if there were none.
      expect({ path, shut: status === 403 || body.length === 0 }).toEqual({ path, shut: true });
    }
  });

  /** Addresses of records, and of lists, of one lead. */
  async function whatHangsOn(of: { id: string; patientId: string }): Promise<string[]> {
    const ids = await recordsOfLead(t.owner, { leadId: of.id, patientId: of.patientId });
    const resources = ['calls', 'coverages', 'matches', 'referrals', 'benefit-checks'];
    const filter = encodeURIComponent(JSON.stringify({ leadId: of.id }));
    return [
      ...resources.map((resource) => `/api/${resource}/${ids.get(resource)}`),
      ...resources.map((resource) => `/api/${resource}?filter=${filter}`),
      `/api/calls/${ids.get('calls')}/recording`,
      `/api/people/${of.patientId}`,
    ];
  }

  /** Minutes go by, with everybody at their desk: a session nobody uses ends after fifteen. */
  async function pass(minutes: number): Promise<void> {
    for (let left = minutes; left > 0; left -= 10) {
      t.clock.ahead(Math.min(left, 10) * MINUTE);
      for (const { client } of Object.values(people)) await client.get('/api/me');
    }
  }

  test('R9 it can be ended early, and is reviewed once, by somebody else', async () => {
    const { other, agent, manager, admin } = people;
    const { body: access } = await open(other);
    const end = `/api/emergency-accesses/${access.id}/ending`;
    expect((await agent.client.post(end, {})).status).toBe(404);
    expect((await agent.client.get('/api/emergency-accesses')).body).toEqual([]);
    const ended = await other.client.post(end, {});
    expect(ended.body.overAt).not.toBeNull();
    expect((await other.client.get(`/api/leads/${lead.id}`)).status).toBe(403);
    const review = {
      version: access.version,
      verdict: 'not_justified',
      note: 'She was only curious.',
    };
    const to = `/api/emergency-accesses/${access.id}/review`;
    expect((await other.client.post(to, review)).status).toBe(403);
    expect((await manager.client.post(to, { verdict: 'justified' })).status).toBe(428);
    expect((await manager.client.post(to, review)).body).toMatchObject({
      verdict: 'not_justified',
    });
    expect((await admin.client.post(to, review)).body.code).toBe('emergency.reviewed');
  });

  test('R9 an auditor, who sees no patient, gets one lead to read and nothing else', async () => {
    const { auditor, manager } = people;
    expect((await auditor.client.get(`/api/leads/${free.id}`)).status).toBe(403);
    await open(auditor, free.id);
    expect((await auditor.client.get(`/api/leads/${free.id}`)).status).toBe(200);
    expect((await auditor.client.get(`/api/leads/${lead.id}`)).status).toBe(403);
    expect((await auditor.client.get('/api/leads')).status).toBe(403);
    const note = await auditor.client.post(`/api/leads/${free.id}/notes`, { text: 'A note' });
    expect(note.status).toBe(403);
    for (const path of await whatHangsOn(free)) {
      const { status } = await auditor.client.get(path);
      expect({ path, status }).toEqual({ path, status: 200 });
    }
    for (const path of [
      ...(await whatHangsOn(lead)),
      '/api/calls',
      '/api/referrals',
      '/api/referrals/board',
      `/api/calls?filter=${encodeURIComponent(`{"q":"${free.id}"}`)}`,
    ]) {
      const { status } = await auditor.client.get(path);
      expect({ path, status }).toEqual({ path, status: 403 });
    }
    const own = await manager.client.get('/api/emergency-accesses?only=open');
    expect(own.body).toHaveLength(1);
  });

  test('R9 more than ten a day is no emergency', async () => {
    const { auditor } = people;
    const statuses = new Set<number>();
    for (let n = 0; n < EMERGENCIES_A_DAY; n += 1) {
      const { status, body } = await open(auditor, free.id);
      statuses.add(status);
      if (status === 201)
        await auditor.client.post(`/api/emergency-accesses/${body.id}/ending`, {});
    }
    expect([...statuses]).toEqual([201]);
    await t.owner.query(
      `INSERT INTO emergency_access (id, staff_id, lead_id, reason_enc, opened_at, ends_at, ended_at)
       SELECT gen_random_uuid(), $1, $2, 'x', $3::timestamptz, $3::timestamptz + interval '1 minute', $3
       FROM generate_series(1, 10)`,
      [auditor.id, free.id, t.clock.now()],
    );
    expect((await open(auditor, free.id)).status).toBe(429);
  });

  test('R7 services refuse the same with the guard out of the way', async () => {
    const audit = t.desk.app.get(AuditService);
    const at = (role: 'agent' | 'auditor', entry: object) =>
      inTransaction(t.owner, (manager) =>
        audit.record(
          manager,
          {
            actor: { kind: 'staff', id: people.agent.id, role, hidden: new Set([lead.id]) },
            action: 'lead.edited',
            resource: 'lead',
            ...entry,
          },
          t.clock.now(),
        ),
      );
    await expect(at('agent', { leadId: lead.id })).rejects.toMatchObject({
      code: 'lead.protected',
    });
    await expect(at('auditor', { action: 'lead.read' })).rejects.toMatchObject({
      code: 'auth.forbidden',
    });
    await expect(at('agent', { leadId: free.id })).resolves.toEqual(expect.any(String));
    const invite = inTransaction(t.owner, (manager) =>
      t.desk.app
        .get(InvitationService)
        .invite(
          manager,
          { name: 'Friend', email: 'friend@desk.example', role: 'admin' },
          { kind: 'staff', id: people.agent.id, role: 'agent' },
          t.clock.now(),
        ),
    );
    await expect(invite).rejects.toMatchObject({ code: 'auth.forbidden' });
    const left = await t.owner.query('SELECT 1 FROM staff_invitation');
    expect(left).toEqual([]);
  });
});
