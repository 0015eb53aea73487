import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AlertView, DutyNow, NextPerson, QueueRow, QueueSummary, RoutingAnswer } from '#contract';
import { type DeskClient, deskClient } from './desk-client.js';
import { type DeskUnderTest, deskUnderTest, type Hired, signIn } from './desk-under-test.js';

const HOUR = 3_600_000;

describe('duty, routing and the queue at the desk', () => {
  let t: DeskUnderTest;
  let ana: DeskClient;
  let ben: DeskClient;
  let admin: DeskClient;
  let anaId: string;
  let benId: string;
  let phone = 0;
  beforeAll(async () => {
    t = await deskUnderTest();
    const come = async (hired: Hired) => deskClient(t.url, await signIn(t.url, hired.email));
    const [one, two] = [
      await t.hire('agent', { name: 'Ana' }),
      await t.hire('agent', { name: 'Ben' }),
    ];
    [anaId, benId] = [one.id, two.id];
    ana = await come(one);
    ben = await come(two);
    admin = await come(await t.hire('admin', { name: 'Ada' }));
    // Open around the clock, so that no test depends on when it runs.
    await t.owner.query(
      `UPDATE organisation SET business_hours = (SELECT jsonb_object_agg(d, '[["00:00","24:00"]]'::jsonb)
       FROM unnest(ARRAY['mon','tue','wed','thu','fri','sat','sun']) d), backup_phone = '+12025550122'`,
    );
  }, 60_000);
  afterAll(() => t?.close());

  /** A lead nobody has, with a promise running. */
  async function waiting(urgency = 'P1'): Promise<string> {
    phone += 1;
    const { body } = await admin.post('/api/leads', {
      name: `Person ${phone}`,
      phone: `(415) 555-${String(1000 + phone)}`,
    });
    await admin.post(`/api/leads/${body.id}/return`, { version: body.version });
    await t.owner.query('UPDATE lead SET urgency = $2 WHERE id = $1', [body.id, urgency]);
    const { version } = (await admin.get(`/api/leads/${body.id}`)).body;
    await admin.post(`/api/leads/${body.id}/low-cost-offer`, { version, note: 'A county clinic.' });
    return body.id;
  }
  const versionOf = async (id: string) => (await admin.get(`/api/leads/${id}`)).body.version;
  const entryOf = async (id: string) => (await admin.get(`/api/queue/${id}`)).body;

  test('two who ask for the next person at once get two people, and each has theirs', async () => {
    const made = [await waiting(), await waiting(), await waiting()];
    const answers = await Promise.all([
      ana.post('/api/queue/next', {}),
      ben.post('/api/queue/next', {}),
      ana.post('/api/queue/next', {}),
      ben.post('/api/queue/next', {}),
    ]);
    const got = answers.map(({ status, body }) => {
      expect(status).toBe(200);
      return NextPerson.parse(body).entry;
    });
    const ids = got.flatMap((entry) => (entry ? [entry.id] : []));
    expect(ids.toSorted()).toEqual(made.toSorted());
    expect(got.filter((entry) => entry === null)).toHaveLength(1);
    for (const [index, entry] of got.entries()) {
      if (!entry) continue;
      const me = index % 2 === 0 ? anaId : benId;
      expect(entry).toMatchObject({ ownerId: me, takenBy: me, because: 'high_risk' });
      expect(entry.why).toMatch(/^High risk\. They turned to us just now; first call due at /);
    }
    const list = await ana.list('queue', { filter: { scope: 'all' } });
    expect(list.body.map((row: unknown) => QueueRow.parse(row).id).toSorted()).toEqual(
      made.toSorted(),
    );
    expect(list.headers.get('content-range')).toBe('queue 0-2/3');
    const mine = await ana.list('queue', { filter: { scope: 'mine' } });
    expect(mine.body.every((row: QueueRow) => row.ownerId === anaId)).toBe(true);
    const summary = QueueSummary.parse((await ana.get('/api/queue/summary')).body);
    expect(summary).toMatchObject({ waiting: 3, late: 0, onDuty: 3, state: 'calm' });
    expect((await ana.list('queue', { filter: { colour: 'red' } })).status).toBe(400);
    for (const id of made) await close(id);
  });

  async function close(id: string): Promise<void> {
    const version = await versionOf(id);
    const { status } = await admin.post(`/api/leads/${id}/stage`, {
      version,
      stage: 'closed',
      reason: 'spam',
    });
    expect(status).toBe(200);
    expect((await admin.get(`/api/queue/${id}`)).status).toBe(404);
  }

  test('what a colleague on duty has is theirs; when they leave it is offered to all', async () => {
    const id = await waiting();
    expect((await ana.post(`/api/leads/${id}/taking`, {})).body.ownerId).toBe(anaId);
    const refused = await ben.post(`/api/leads/${id}/taking`, {});
    expect([refused.status, refused.body.code]).toEqual([409, 'queue.taken']);
    expect(refused.body.message).toContain('Ana');
    expect(NextPerson.parse((await ben.post('/api/queue/next', {})).body).entry).toBeNull();

    expect((await ana.put('/api/duty/me', { onDuty: false })).status).toBe(200);
    // A quarter of an hour later: sessions would be over as well.
    await t.owner.query('UPDATE queue_entry SET taken_until = now() WHERE lead_id = $1', [id]);
    expect(NextPerson.parse((await ben.post('/api/queue/next', {})).body).entry?.id).toBe(id);
    expect((await admin.get(`/api/leads/${id}`)).body.ownerId).toBe(benId);
    expect((await ana.put('/api/duty/me', { onDuty: true })).status).toBe(200);
    await close(id);
  });

  test('hand over with a note, return, set aside with a reason', async () => {
    const id = await waiting('P2');
    await ana.post(`/api/leads/${id}/taking`, {});
    const bare = await ana.post(`/api/leads/${id}/handover`, {
      version: await versionOf(id),
      note: 'x',
    });
    expect(bare.status).toBe(400);
    const over = await ana.post(`/api/leads/${id}/handover`, {
      version: await versionOf(id),
      ownerId: benId,
      note: 'Speaks of a clinic in Reno.',
    });
    expect([over.status, over.body.ownerId]).toEqual([200, benId]);
    const timeline = (await ben.get(`/api/leads/${id}/activities`)).body;
    expect(timeline[0]).toMatchObject({
      kind: 'lead.assigned',
      data: { ownerId: benId, note: 'Speaks of a clinic in Reno.' },
    });
    const foreign = await ana.post(`/api/leads/${id}/return`, { version: await versionOf(id) });
    expect(foreign.status).toBe(403);

    // Six in the evening UTC: people may be called then in all of the mainland.
    const tomorrow = new Date(t.clock.now().getTime() + 24 * HOUR).toISOString().slice(0, 10);
    const until = `${tomorrow}T18:00:00.000Z`;
    const aside = { version: await versionOf(id), until, reason: 'Asked to be left alone today.' };
    expect((await ben.post(`/api/leads/${id}/snooze`, { ...aside, reason: '' })).status).toBe(400);
    expect((await ben.post(`/api/leads/${id}/snooze`, { until })).status).toBe(428);
    const past = { ...aside, until: new Date(t.clock.now().getTime() - HOUR).toISOString() };
    expect((await ben.post(`/api/leads/${id}/snooze`, past)).status).toBe(400);
    expect((await ben.post(`/api/leads/${id}/snooze`, aside)).status).toBe(200);
    expect(await entryOf(id)).toMatchObject({
      holdUntil: until,
      heldBecause: 'snoozed',
      late: false,
    });
    const held = await ben.list('queue', { filter: { scope: 'all', held: true } });
    expect(held.body.map(({ id: one }: QueueRow) => one)).toContain(id);
    await ben.post(`/api/leads/${id}/return`, { version: await versionOf(id) });
    expect((await admin.get(`/api/leads/${id}`)).body.ownerId).toBeNull();
    await close(id);
  });

  test('somebody in danger is not set aside; the alert is on every screen until one takes it on', async () => {
    const stop = new AbortController();
    const events = await fetch(`${t.url}/api/events`, {
      headers: ben.headers,
      signal: stop.signal,
    });
    const { body: lead } = await admin.post('/api/leads', {
      name: 'In Danger',
      phone: '(415) 555-7777',
      message: 'he took too much and is not breathing',
    });
    expect(lead.urgency).toBe('P0');
    expect(await eventOf(events, 'alert.raised')).toMatchObject({ leadId: lead.id });
    const [alert] = (await ben.get('/api/alerts')).body;
    expect(AlertView.parse(alert)).toMatchObject({
      leadId: lead.id,
      patientName: 'In Danger',
      step: 'everyone',
      nextStep: 'backup',
    });
    const aside = { version: lead.version, until: '2199-01-01T00:00:00Z', reason: 'later' };
    const refused = await admin.post(`/api/leads/${lead.id}/snooze`, aside);
    expect([refused.status, refused.body.code]).toEqual([409, 'queue.danger_not_set_aside']);
    expect((await entryOf(lead.id)).because).toBe('danger');

    const taken = await ben.post(`/api/alerts/${lead.id}/acknowledgement`, {});
    expect(AlertView.parse(taken.body)).toMatchObject({ acknowledgedBy: benId, nextStep: null });
    expect((await ben.get('/api/alerts')).body).toEqual([]);
    expect((await ben.get('/api/alerts?all=true')).body).toHaveLength(1);
    const again = await ana.post(`/api/alerts/${lead.id}/acknowledgement`, {});
    expect([again.status, again.body.code]).toEqual([404, 'alert.not_found']);
    const timeline = (await ben.get(`/api/leads/${lead.id}/activities`)).body;
    expect(timeline.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(['alert.raised', 'alert.acknowledged']),
    );
    stop.abort();
    await close(lead.id);
  });

  test('the calendar: split shifts, no overlap, 409 with both, cancelled ones are gone', async () => {
    const day = new Date(t.clock.now().getTime() + 48 * HOUR).toISOString().slice(0, 10);
    const plan = {
      staffId: anaId,
      fromDay: day,
      toDay: day,
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      hours: [
        ['08:00', '12:00'],
        ['16:00', '20:00'],
      ],
    };
    expect((await ana.post('/api/shift-plans', plan)).status).toBe(403);
    const planned = await admin.post('/api/shift-plans', plan);
    expect([planned.status, planned.body.shifts.length]).toEqual([201, 2]);
    const [first] = planned.body.shifts;
    const overlap = await admin.post('/api/shift-plans', plan);
    expect([overlap.status, overlap.body.code]).toEqual([409, 'shift.overlaps']);
    const list = await ana.list('shifts', { filter: { staffId: anaId } });
    expect(list.body).toHaveLength(2);

    const { staffId: _, ...rest } = first;
    const moved = await admin.put(`/api/shifts/${first.id}`, { ...rest, note: 'Late' });
    expect([moved.status, moved.body.note, moved.body.version]).toEqual([200, 'Late', 2]);
    const old = await admin.put(`/api/shifts/${first.id}`, { ...rest, note: 'Early' });
    expect([old.status, old.body.code]).toEqual([409, 'record.version_conflict']);
    const gone = await admin.post(`/api/shifts/${first.id}/cancellation`, { version: 2 });
    expect(gone.status).toBe(200);
    expect((await ana.list('shifts', { filter: { staffId: anaId } })).body).toHaveLength(1);

    const duty = DutyNow.parse((await ana.get('/api/duty')).body);
    // With a shift planned in these two weeks the calendar counts, and it is none now.
    expect(duty.onDuty.map(({ staffId }) => staffId)).not.toContain(anaId);
    expect(duty).toMatchObject({ open: true, backupPhone: '+12025550122', warnings: [] });
    for (const shift of list.body.slice(1)) {
      await admin.post(`/api/shifts/${shift.id}/cancellation`, { version: 1 });
    }
  });

  test('closed days: an administrator decides, and business time follows at once', async () => {
    const day = t.clock.now().toLocaleDateString('en-CA', { timeZone: 'America/New_York' });
    const added = await admin.post('/api/closed-days', { day, name: 'Inventory' });
    expect([added.status, added.body]).toEqual([
      201,
      { id: day, day, name: 'Inventory', closed: true },
    ]);
    expect((await admin.post('/api/closed-days', { day, name: 'x' })).status).toBe(409);
    expect(DutyNow.parse((await ana.get('/api/duty')).body)).toMatchObject({
      open: false,
      closedBecause: 'Inventory',
    });
    await admin.put(`/api/closed-days/${day}`, { closed: false });
    expect(DutyNow.parse((await ana.get('/api/duty')).body).open).toBe(true);
    expect((await admin.put('/api/closed-days/yesterday', { closed: true })).status).toBe(404);
    expect((await ana.put(`/api/closed-days/${day}`, { closed: true })).status).toBe(403);
  });

  test('routing: rules edited without code, tried without effect', async () => {
    const rules = (await admin.list('routing-rules')).body;
    expect(rules.map(({ name }: { name: string }) => name)).toEqual([
      'Whoever they know',
      'Spanish speakers',
      'Everybody else',
    ]);
    expect(rules[1].sentence).toBe(
      'When the language is Spanish: the next in turn who speaks their language.',
    );
    const florida = {
      name: 'Florida to Ana',
      conditions: { states: ['FL'] },
      target: { kind: 'colleague', staffId: anaId },
      position: 5,
    };
    expect((await ana.post('/api/routing-rules', florida)).status).toBe(403);
    const bad = { ...florida, target: { kind: 'team', teamId: anaId } };
    expect((await admin.post('/api/routing-rules', bad)).body.errors).toHaveProperty([
      'target.teamId',
    ]);
    const money = { ...florida, conditions: { fee: 100 } };
    expect((await admin.post('/api/routing-rules', money)).status).toBe(400);
    const made = await admin.post('/api/routing-rules', florida);
    expect([made.status, made.body.sentence]).toEqual([201, 'When the state is FL: Ana.']);

    const dry = await admin.post('/api/routing-rules/dry-run', { facts: { state: 'FL' } });
    const answer = RoutingAnswer.parse(dry.body);
    expect(answer).toMatchObject({ ruleId: made.body.id, ownerId: anaId, ownerName: 'Ana' });
    expect(answer.why).toEqual(['Rule “Florida to Ana”.', 'On duty with room: Ana.']);
    expect(answer.rules.find(({ name }) => name === 'Spanish speakers')).toMatchObject({
      matched: false,
      because: ['The language is English, not Spanish.'],
    });
    await admin.put(`/api/duty/${anaId}/capacity`, { capacity: 0 });
    const full = RoutingAnswer.parse(
      (await admin.post('/api/routing-rules/dry-run', { facts: { state: 'FL' } })).body,
    );
    expect([full.ownerId, full.rules[0]?.because]).toEqual([
      null,
      [expect.stringMatching(/^Has no room/)],
    ]);
    await admin.put(`/api/duty/${anaId}/capacity`, { capacity: null });

    const off = { ...made.body, active: false };
    expect((await admin.put(`/api/routing-rules/${made.body.id}`, off)).body.version).toBe(2);
    expect((await admin.put(`/api/routing-rules/${made.body.id}`, off)).status).toBe(409);
    const order = rules.map(({ id }: { id: string }) => id).toReversed();
    const ordered = await admin.post('/api/routing-rules/order', { ids: order });
    expect(ordered.body.slice(0, 3).map(({ id }: { id: string }) => id)).toEqual(order);
    const lead = await waiting('P2');
    const real = await admin.post('/api/routing-rules/dry-run', { leadId: lead });
    expect(RoutingAnswer.parse(real.body)).toMatchObject({ ownerId: null });
    expect((await admin.post('/api/routing-rules/dry-run', {})).status).toBe(400);
    await close(lead);
  });
});

/** Reads a stream of events until one of this name. */
async function eventOf(answer: Response, name: string): Promise<Record<string, unknown>> {
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) throw new Error(`no ${name} in ${text}`);
    text += decoder.decode(chunk.value, { stream: true });
    const found = new RegExp(`event: ${name.replace('.', '\\.')}\\ndata: (.*)\\n\\n`).exec(text);
    if (found?.[1]) return JSON.parse(found[1]);
  }
}
