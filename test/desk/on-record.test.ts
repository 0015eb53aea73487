import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TestWorker } from '../worker.js';
import { type Answered, type DeskClient, deskClient } from './desk-client.js';
import { type DeskUnderTest, deskUnderTest, signIn } from './desk-under-test.js';
import { fillDesk } from './resources.js';

interface Event {
  action: string;
  actor_id: string;
  actor_kind: string;
  ip: string;
  resource: string;
  resource_id: string | null;
  lead_id: string | null;
  details: Record<string, unknown>;
}

describe('R6 nothing of a patient is read or changed off the record', () => {
  let t: DeskUnderTest;
  let worker: TestWorker;
  let adminId: string;
  let admin: DeskClient;
  beforeAll(async () => {
    t = await deskUnderTest();
    worker = await TestWorker.open(t.db, t.clock, t.ring);
    const hired = await t.hire('admin');
    adminId = hired.id;
    admin = deskClient(t.url, await signIn(t.url, hired.email));
    await fillDesk(admin, worker);
  }, 60_000);
  afterAll(async () => {
    await worker?.close();
    await t?.close();
  });

  const eventsOf = ({ requestId }: Answered): Promise<Event[]> =>
    t.owner.query('SELECT * FROM audit_event WHERE request_id = $1 ORDER BY at, id', [requestId]);

  const naming = ['leads', 'people', 'calls', 'tasks', 'coverages', 'matches', 'benefit-checks'];

  test.each(naming)('R6 a page of %s: one row with the ids that were shown', async (name) => {
    const page = await admin.list(name, { range: [0, 1] });
    const shown = (page.body as { id: string }[]).map(({ id }) => id);
    expect(shown).toHaveLength(2);
    const events = await eventsOf(page);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      action: expect.stringMatching(/\.listed$/),
      actor_kind: 'staff',
      actor_id: adminId,
      ip: '127.0.0.1',
      details: { ids: shown },
    });
  });

  test.each([...naming, 'inquiries'])('R6 one of %s: who, which, of which lead', async (name) => {
    const [first] = (await admin.list(name)).body as { id: string; leadId?: string | null }[];
    const one = await admin.get(`/api/${name}/${first?.id}`);
    expect(one.status).toBe(200);
    const [event, ...more] = await eventsOf(one);
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      action: expect.stringMatching(/\.read$/),
      actor_id: adminId,
      resource_id: first?.id,
      ip: '127.0.0.1',
    });
    if (name !== 'people')
      expect(event?.lead_id).toBe(name === 'leads' ? first?.id : first?.leadId);
  });

  test('R6 a page without anybody on it shows nobody, and says nothing', async () => {
    expect(await eventsOf(await admin.list('leads', { filter: { q: 'zzqqxx nobody' } }))).toEqual(
      [],
    );
  });

  test('R6 every change of a lead, its tasks and coverages, and of the house, is on record with who did it', async () => {
    const opened = await admin.post('/api/leads', { name: 'Ilse Rehn', phone: '(415) 555-0666' });
    const lead = `/api/leads/${opened.body.id}`;
    const now = async (path: string) => (await admin.get(path)).body;
    const version = async (path: string) => ({ version: (await now(path)).version as number });
    const changes: [string, Answered][] = [['lead.opened', opened]];
    const did = async (action: string, asked: Promise<Answered>) => {
      const answered = await asked;
      changes.push([action, answered]);
      return answered;
    };
    await did('lead.edited', admin.put(lead, { ...(await now(lead)), age: 44 }));
    await did(
      'lead.assigned',
      admin.post(`${lead}/assignment`, { ...(await version(lead)), ownerId: null }),
    );
    await did('lead.call_recorded', admin.post(`${lead}/calls`, { disposition: 'connected' }));
    await did('lead.note_written', admin.post(`${lead}/notes`, { text: 'Spoke with her.' }));
    await did(
      'lead.low_cost_offered',
      admin.post(`${lead}/low-cost-offer`, { ...(await version(lead)), note: 'Clinic' }),
    );
    const covered = await did(
      'coverage.recorded',
      admin.post(`${lead}/coverages`, { payerText: 'Aetna' }),
    );
    const coverage = `/api/coverages/${covered.body.coverages[0].id}`;
    await did('coverage.edited', admin.put(coverage, { ...(await now(coverage)), memberId: 'B7' }));
    await did(
      'lead.stage_changed',
      admin.post(`${lead}/stage`, { ...(await version(lead)), stage: 'attempted' }),
    );
    const asked = { leadId: opened.body.id, title: 'Send the form', dueAt: '2026-12-01T10:00:00Z' };
    const made = await did('task.created', admin.post('/api/tasks', asked));
    const task = `/api/tasks/${made.body.id}`;
    await did('task.edited', admin.put(task, { ...(await now(task)), title: 'Send both forms' }));
    await did('task.done', admin.post(`${task}/completion`, await version(task)));
    const other = `/api/tasks/${(await admin.post('/api/tasks', asked)).body.id}`;
    await did(
      'task.dropped',
      admin.post(`${other}/drop`, { ...(await version(other)), reason: 'Twice' }),
    );
    const team = await did('team.founded', admin.post('/api/teams', { name: 'Night' }));
    await did(
      'team.renamed',
      admin.put(`/api/teams/${team.body.id}`, { name: 'Late', version: 1 }),
    );
    const source = await did(
      'source.added',
      admin.post('/api/sources', { name: 'Fair', kind: 'event' }),
    );
    await did(
      'source.changed',
      admin.put(`/api/sources/${source.body.id}`, { name: 'Fairs', version: 1 }),
    );
    const line = { phone: '+14155550999', label: 'Fair', sourceId: source.body.id };
    const number = await did('tracking_number.added', admin.post('/api/tracking-numbers', line));
    await did(
      'tracking_number.changed',
      admin.put(`/api/tracking-numbers/${number.body.id}`, { label: 'Fairs', version: 1 }),
    );
    await did(
      'organisation.changed',
      admin.put('/api/organisation', { ...(await now('/api/organisation')), recordCalls: true }),
    );
    await did(
      'staff.invited',
      admin.post('/api/users', { name: 'Rosa', email: 'rosa@desk.example', role: 'agent' }),
    );
    const { id } = await t.hire('agent');
    await did(
      'staff.changed',
      admin.put(`/api/users/${id}`, { ...(await version(`/api/users/${id}`)), onDuty: false }),
    );
    await did('staff.disabled', admin.post(`/api/users/${id}/disablement`, {}));
    await did('staff.enabled', admin.post(`/api/users/${id}/enablement`, {}));
    for (const [action, answered] of changes) {
      const events = await eventsOf(answered);
      const actions = events.map((event) => event.action);
      expect({ action, status: answered.status < 300, actions }).toEqual({
        action,
        status: true,
        actions: expect.arrayContaining([action]),
      });
      for (const event of events) {
        expect(event).toMatchObject({ actor_kind: 'staff', actor_id: adminId, ip: '127.0.0.1' });
      }
    }
  });

  test('R6 a change that is refused leaves no row of a change', async () => {
    const [lead] = (await admin.list('leads')).body as { id: string; version: number }[];
    const refused = await admin.post(`/api/leads/${lead?.id}/stage`, {
      version: lead?.version,
      stage: 'admitted',
    });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(await eventsOf(refused)).toEqual([]);
  });

  test('R6 what a quarantined inquiry said is read on record, and letting it in too', async () => {
    const cameIn = await worker.request(
      { name: 'Held Back', phone: '(415) 555-0611', message: 'Please call me' },
      { suspicion: ['honeypot'] },
    );
    await worker.takeIn(cameIn);
    const held = await admin.list('inquiries', { filter: { outcome: 'quarantined' } });
    expect(held.body).toMatchObject([
      { id: cameIn.inquiryId, suspicion: ['honeypot'], leadId: null },
    ]);
    const read = await admin.get(`/api/inquiries/${cameIn.inquiryId}`);
    expect(read.body.detail).toMatchObject({ name: 'Held Back', message: 'Please call me' });
    expect((await eventsOf(read)).map(({ action }) => action)).toEqual(['inquiry.read']);
    const released = await admin.post(`/api/inquiries/${cameIn.inquiryId}/release`, {});
    expect(released.status).toBe(200);
    expect((await eventsOf(released)).map(({ action }) => action)).toContain('inquiry.released');
    const [job] = await worker.rows<{ id: string }>(
      `SELECT id FROM outbox WHERE payload->>'inquiryId' = $1 AND done_at IS NULL AND name = 'take-in-inquiry'`,
      [cameIn.inquiryId],
    );
    await worker.takeIn({ inquiryId: cameIn.inquiryId, jobId: job?.id as string });
    const after = await admin.get(`/api/inquiries/${cameIn.inquiryId}`);
    expect(after.body).toMatchObject({ outcome: 'opened_lead', leadId: expect.any(String) });
    const again = await admin.post(`/api/inquiries/${cameIn.inquiryId}/release`, {});
    expect(again.body).toMatchObject({ code: 'inquiry.not_quarantined' });
    expect(again.status).toBe(409);
  });

  test('R16 what is held back is shown opened, on record; one click decides, and what it teaches can be seen', async () => {
    const spam = await Promise.all(
      [1, 2].map((n) =>
        worker.request(
          { name: `Bot ${n}`, phone: `(415) 555-062${n}`, message: 'Best prices' },
          { suspicion: ['form_ticket_mangled'] },
        ),
      ),
    );
    for (const one of spam) await worker.takeIn(one);
    const page = await admin.get('/api/quarantine?reason=form_ticket_mangled');
    expect(page.body).toMatchObject({
      waiting: 2,
      rows: [
        { name: 'Bot 1', message: 'Best prices', suspicion: ['form_ticket_mangled'] },
        { name: 'Bot 2' },
      ],
    });
    expect((await eventsOf(page)).map(({ action }) => action)).toEqual(['inquiry.listed']);
    const [first, second] = spam;
    const decided = await admin.post('/api/quarantine/decisions', {
      verdict: 'person',
      ids: [first?.inquiryId],
    });
    expect(decided.body).toEqual({ decided: 1, left: 0 });
    expect((await eventsOf(decided)).map(({ action }) => action)).toContain('inquiry.released');
    const rest = await admin.post('/api/quarantine/decisions', {
      verdict: 'machine',
      reason: 'form_ticket_mangled',
      receivedTo: new Date(Date.now() + 60_000).toISOString(),
    });
    expect(rest.body).toEqual({ decided: 1, left: 0 });
    const after = await admin.get('/api/quarantine');
    const taught = after.body.reasons.find(
      (one: { reason: string }) => one.reason === 'form_ticket_mangled',
    );
    expect(taught).toMatchObject({ waiting: 0, persons: 1, machines: 1, holds: true });
    // It was called spam, and can be taken in all the same.
    const back = await admin.post(`/api/inquiries/${second?.inquiryId}/release`, {});
    expect(back.status).toBe(200);
    expect((await admin.get('/api/quarantine?reason=moonlight')).status).toBe(400);
  });
});
