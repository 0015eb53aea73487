import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AlertStep, HelpRequest } from '#contract';
import { ALERT_STEPS, codesOf } from '#contract';
import { fixedClock, newId } from '#platform';
import { type TestDatabase, testDatabase } from '../../../../test/database.js';
import { TestWorker } from '../../../../test/worker.js';
import { CheckClock } from '../clocks/check-clock.js';
import { AddHolidays } from '../duty/add-holidays.js';
import { EscalateAlert } from './escalate-alert.js';
import { QueueUpkeep } from './queue-upkeep.js';

/** A Monday, ten in the morning in New York; and the night after it. */
const DAY = '2026-03-02T15:00:00Z';
const NIGHT = '2026-03-03T07:00:00Z';

describe('duty at work: alerts, take-back, holidays, upkeep', () => {
  const clock = fixedClock(DAY);
  let db: TestDatabase;
  let worker: TestWorker;
  let phones = 0;
  beforeAll(async () => {
    db = await testDatabase();
    worker = await TestWorker.open(db, clock);
    await worker.rows("UPDATE organisation SET backup_phone = '+12025550122'");
  }, 60_000);
  afterAll(async () => {
    await worker?.close();
    await db?.drop();
  });
  beforeEach(() => clock.set(DAY));
  afterEach(async () => {
    await worker.rows('UPDATE staff_user SET on_duty = false');
    await worker.rows('UPDATE shift SET cancelled_at = now()');
  });

  async function take(request: Partial<HelpRequest>): Promise<string> {
    phones += 1;
    const phone = `(415) 301-${String(phones).padStart(4, '0')}`;
    const cameIn = await worker.request({ name: `Kim Person${phones}`, phone, ...request });
    await worker.takeIn(cameIn);
    const [row] = await worker.rows<{ lead_id: string }>(
      'SELECT lead_id FROM lead_inquiry WHERE inquiry_id = $1',
      [cameIn.inquiryId],
    );
    return row?.lead_id ?? '';
  }
  async function hire(name: string, onDuty = true): Promise<string> {
    const id = newId();
    await worker.rows(
      `INSERT INTO staff_user (id, name, email, role, on_duty) VALUES ($1, $2, $3, 'agent', $4)`,
      [id, name, `${id}@example.org`, onDuty],
    );
    return id;
  }
  async function onCall(staffId: string): Promise<void> {
    await worker.rows(
      `INSERT INTO shift (id, staff_id, kind, starts_at, ends_at, phone)
       VALUES ($1, $2, 'on_call', $3::timestamptz - interval '6 h', $3::timestamptz + interval '6 h', '+12025550133')`,
      [newId(), staffId, clock.now()],
    );
  }
  /** Does every job of this name that is due, as the queue would; gives how many. */
  async function work(name: string): Promise<number> {
    const jobs = await worker.rows<{ id: string; payload: never }>(
      'SELECT id, payload FROM outbox WHERE name = $1 AND done_at IS NULL AND due_at <= $2 ORDER BY due_at, id',
      [name, clock.now()],
    );
    for (const { id: jobId, payload } of jobs) {
      const context = { jobId, attempt: 1, signal: new AbortController().signal, now: clock.now() };
      const handler = { 'escalate-alert': EscalateAlert, 'check-clock': CheckClock }[name];
      if (!handler) throw new Error(name);
      await worker.app.get<EscalateAlert | CheckClock>(handler).handle(payload, context);
      // Delivered again: nothing is left to do.
      await worker.app.get<EscalateAlert | CheckClock>(handler).handle(payload, context);
    }
    return jobs.length;
  }
  const alertOf = async (leadId: string) =>
    (
      await worker.rows<{
        step: AlertStep;
        next_step: AlertStep | null;
        acknowledged_at: Date | null;
      }>('SELECT * FROM alert WHERE lead_id = $1', [leadId])
    )[0];
  const tasksOf = (leadId: string) =>
    worker.rows<{ owner_id: string | null; origin_key: string }>(
      `SELECT owner_id, origin_key FROM task WHERE lead_id = $1 AND origin_key LIKE 'alert:%' ORDER BY created_at, id`,
      [leadId],
    );
  const wait = (minutes: number) =>
    clock.set(new Date(clock.now().getTime() + minutes * 60_000).toISOString());

  test('a P0 goes to everyone, then to who is on call, then to the backup line', async () => {
    await hire('Dana');
    const olga = await hire('Olga', false);
    await onCall(olga);
    const leadId = await take({ danger: true });
    expect(await alertOf(leadId)).toMatchObject({ step: 'everyone', next_step: 'on_call' });
    expect(await work('escalate-alert')).toBe(0);
    wait(2);
    expect(await work('escalate-alert')).toBe(1);
    expect(await alertOf(leadId)).toMatchObject({ step: 'on_call', next_step: 'backup' });
    expect(await tasksOf(leadId)).toMatchObject([{ owner_id: olga }]);
    wait(2);
    expect(await work('escalate-alert')).toBe(1);
    expect(await alertOf(leadId)).toMatchObject({ step: 'backup', next_step: null });
    expect(await tasksOf(leadId)).toHaveLength(2);
    wait(60);
    expect(await work('escalate-alert')).toBe(0);
    const kinds = await worker.rows(
      "SELECT 1 FROM activity WHERE lead_id = $1 AND kind = 'alert.raised'",
      [leadId],
    );
    expect(kinds).toHaveLength(codesOf(ALERT_STEPS).length);
  });

  test('an alert somebody answered in time goes no further', async () => {
    await hire('Dana');
    const leadId = await take({ danger: true });
    await worker.rows('UPDATE alert SET acknowledged_at = now() WHERE lead_id = $1', [leadId]);
    wait(10);
    await work('escalate-alert');
    expect((await alertOf(leadId))?.step).toBe('everyone');
    expect(await tasksOf(leadId)).toEqual([]);
  });

  test.each([
    ['P1 at night with somebody on call', { age: 70 }, true, 'on_call'],
    ['P1 at night with nobody on call', { age: 70 }, false, 'backup'],
    ['P0 at night with nobody at all', { danger: true }, false, 'backup'],
    ['P2 at night', { when: 'today' as const, pregnant: 'no' as const }, true, undefined],
  ])('after hours: %s', async (_, request, somebody, step) => {
    clock.set(NIGHT);
    if (somebody) await onCall(await hire('Olga', false));
    const leadId = await take(request);
    expect((await alertOf(leadId))?.step).toBe(step);
    expect(await work('escalate-alert')).toBe(step ? 1 : 0);
    expect(await tasksOf(leadId)).toHaveLength(step ? 1 : 0);
    await worker.rows('UPDATE alert SET acknowledged_at = now() WHERE lead_id = $1', [leadId]);
  });

  test('P1 with somebody on duty: its clock is enough', async () => {
    await hire('Dana');
    expect(await alertOf(await take({ age: 70 }))).toBeUndefined();
  });

  describe('take-back', () => {
    const rules = (target: unknown) =>
      worker.rows(
        `INSERT INTO routing_rule (id, position, name, conditions, target)
         VALUES ('0193a000-0000-7000-8000-0000000000ff', 1, 'In turn', '{}', $1)
         ON CONFLICT (id) DO UPDATE SET target = excluded.target, active = true`,
        [JSON.stringify(target)],
      );
    beforeAll(() => rules({ kind: 'on_duty', speaking: false, pick: 'round_robin' }));
    afterAll(() => worker.rows(`UPDATE routing_rule SET active = false WHERE name = 'In turn'`));
    const assignments = (leadId: string) =>
      worker.rows<{ owner_id: string | null; because: string }>(
        'SELECT owner_id, because FROM assignment WHERE lead_id = $1 ORDER BY at, id',
        [leadId],
      );

    test('no attempt within the clock: taken back, handed to another, on the record', async () => {
      const [one, two] = [await hire('Dana'), await hire('Emil')];
      const leadId = await take({ when: 'this_week', pregnant: 'no' });
      const [first] = await assignments(leadId);
      expect([one, two]).toContain(first?.owner_id);
      const other = first?.owner_id === one ? two : one;
      wait(5);
      expect(await work('check-clock')).toBeGreaterThan(0);
      expect(await assignments(leadId)).toEqual([
        { owner_id: first?.owner_id, because: 'rule' },
        { owner_id: null, because: 'take_back' },
        { owner_id: other, because: 'rule' },
      ]);
      const [task] = await worker.rows<{ owner_id: string }>(
        `SELECT owner_id FROM task WHERE lead_id = $1 AND origin_key LIKE 'clock-missed:%'`,
        [leadId],
      );
      expect(task?.owner_id).toBe(other);
    });

    test('nobody else: back to the queue', async () => {
      await hire('Dana');
      const leadId = await take({ when: 'this_week', pregnant: 'no' });
      wait(5);
      await work('check-clock');
      const [lead] = await worker.rows('SELECT owner_id FROM lead WHERE id = $1', [leadId]);
      expect(lead).toEqual({ owner_id: null });
    });

    test('somebody who is on the telephone with them keeps the lead', async () => {
      const dana = await hire('Dana');
      const leadId = await take({ when: 'this_week', pregnant: 'no' });
      wait(3);
      await worker.rows(
        `INSERT INTO call (id, lead_id, provider, provider_call_id, direction, state, state_rank, started_at)
         VALUES ($1, $2, 'twilio', $3, 'outbound', 'in-progress', 3, $4)`,
        [newId(), leadId, newId(), clock.now()],
      );
      wait(2);
      await work('check-clock');
      const [lead] = await worker.rows('SELECT owner_id FROM lead WHERE id = $1', [leadId]);
      expect(lead).toEqual({ owner_id: dana });
    });
  });

  test('after hours P2 waits for the morning and is there when it comes', async () => {
    clock.set(NIGHT);
    const leadId = await take({ when: 'today', pregnant: 'no', zip: '10001' });
    const entry = async () =>
      (await worker.rows('SELECT * FROM queue_entry WHERE lead_id = $1', [leadId]))[0];
    const eight = new Date('2026-03-03T13:00:00Z');
    expect(await entry()).toMatchObject({
      because: 'morning',
      hold_until: eight,
      held_because: 'closed',
      due_at: new Date('2026-03-03T13:05:00Z'),
    });
    await worker.app.get(QueueUpkeep).recheck(eight, new AbortController().signal);
    expect(await entry()).toMatchObject({ because: 'morning', hold_until: null });
    expect(await worker.app.get(QueueUpkeep).reconcile(eight)).toMatchObject({
      missing: 0,
      wrong: 0,
    });
  });

  test('public holidays come by themselves and never undo a decision; business time knows them', async () => {
    await worker.rows(
      `INSERT INTO closed_day (day, name, closed) VALUES ('2026-07-03', 'We work', false)`,
    );
    const [job] = await worker.rows<{ id: string }>(
      `INSERT INTO outbox (id, queue, name, due_at) VALUES (gen_random_uuid(), 'duty', 'add-holidays', now()) RETURNING id`,
    );
    const context = { attempt: 1, signal: new AbortController().signal, now: clock.now() };
    await worker.app.get(AddHolidays).handle({}, { jobId: job?.id ?? '', ...context });
    const days = await worker.rows<{ day: string; closed: boolean }>(
      'SELECT day::text, closed FROM closed_day ORDER BY day',
    );
    expect(days).toContainEqual({ day: '2026-07-03', closed: false });
    expect(days).toContainEqual({ day: '2026-11-26', closed: true });
    expect(days).toContainEqual({ day: '2027-01-01', closed: true });
    // The evening before Thanksgiving, after closing: due on the Friday.
    clock.set('2026-11-26T04:00:00Z');
    const leadId = await take({ when: 'today', pregnant: 'no' });
    const [promise] = await worker.rows('SELECT due_at FROM clock WHERE lead_id = $1', [leadId]);
    expect(promise).toEqual({ due_at: new Date('2026-11-27T13:05:00Z') });
  });
});
