import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { HelpRequest } from '#contract';
import { EnrolmentFactsQueries } from '#follow-up';
import { fixedClock } from '#platform';
import { type TestDatabase, testDatabase } from '../../../../test/database.js';
import { TestWorker } from '../../../../test/worker.js';
import { ReviveEnrolments } from './revive-enrolments.js';
import { RunEnrolment } from './run-enrolment.js';

const MINUTE = 60_000;
/** Monday, ten in the morning in New York. */
const NOW = '2026-03-02T15:00:00Z';

let phones = 0;
function freshPhone(): string {
  phones += 1;
  return `(212) 555-${String(2000 + phones)}`;
}

describe('a new lead is followed up', () => {
  const clock = fixedClock(NOW);
  let db: TestDatabase;
  let worker: TestWorker;

  beforeAll(async () => {
    db = await testDatabase();
    worker = await TestWorker.open(db, clock);
  }, 60_000);
  afterAll(async () => {
    await worker?.close();
    await db?.drop();
  });
  beforeEach(() => clock.set(NOW));

  /** A form that came in and was taken in: its lead. */
  async function lead(request: Partial<HelpRequest>): Promise<string> {
    const whole = { name: 'Ana Ruiz', phone: freshPhone(), zip: '10001', ...request };
    const cameIn = await worker.request(whole);
    await worker.takeIn(cameIn);
    const [row] = await worker.rows<{ lead_id: string }>(
      'SELECT lead_id FROM lead_inquiry WHERE inquiry_id = $1',
      [cameIn.inquiryId],
    );
    if (!row) throw new Error('no lead');
    return row.lead_id;
  }

  /** Does what is due on the lead's plan, as the queue would, and says how many jobs that was. */
  async function work(leadId: string): Promise<number> {
    for (let done = 0; ; done += 1) {
      const [job] = await worker.rows<{
        id: string;
        payload: { enrolmentId: string; version: number };
      }>(
        `SELECT o.id, o.payload FROM outbox o JOIN enrolment e ON e.id = (o.payload->>'enrolmentId')::uuid
         WHERE e.lead_id = $1 AND o.name = 'run-enrolment' AND o.done_at IS NULL AND o.due_at <= $2
         ORDER BY o.due_at, o.id LIMIT 1`,
        [leadId, clock.now()],
      );
      if (!job) return done;
      const signal = new AbortController().signal;
      const context = { jobId: job.id, attempt: 1, signal, now: clock.now() };
      await worker.app.get(RunEnrolment).handle(job.payload, context);
      await worker.app.get(RunEnrolment).handle(job.payload, context);
    }
  }

  const enrolment = async (leadId: string) =>
    (
      await worker.rows<{
        id: string;
        next_at: Date;
        cadence: string;
        call_task_id: string | null;
      }>(
        `SELECT e.id, e.next_at, e.call_task_id, c.name AS cadence FROM enrolment e
         JOIN cadence c ON c.id = e.cadence_id WHERE e.lead_id = $1 AND e.ended_at IS NULL`,
        [leadId],
      )
    )[0];
  const tasks = (leadId: string) =>
    worker.rows<{ id: string; kind: string; due_at: Date; promised_at: Date | null }>(
      'SELECT id, kind, due_at, promised_at FROM task WHERE lead_id = $1 ORDER BY id',
      [leadId],
    );

  test('on the default plan, whose first call is the task that is there already', async () => {
    const leadId = await lead({});
    const made = await tasks(leadId);
    expect(made).toMatchObject([{ kind: 'first_attempt' }]);
    // The first look is part of taking them in.
    expect(await enrolment(leadId)).toMatchObject({
      cadence: 'First contact',
      call_task_id: made[0]?.id,
    });
    expect(await work(leadId)).toBe(0);
  });

  test('a first look that fails keeps nobody out: a job of its own looks again', async () => {
    const look = jest
      .spyOn(worker.app.get(EnrolmentFactsQueries), 'of')
      .mockRejectedValueOnce(new Error('unreadable'));
    const leadId = await lead({});
    look.mockRestore();
    const made = await tasks(leadId);
    expect(made).toMatchObject([{ kind: 'first_attempt' }]);
    expect(await enrolment(leadId)).toMatchObject({ cadence: 'First contact', call_task_id: null });
    expect(await work(leadId)).toBe(1);
    expect(await enrolment(leadId)).toMatchObject({ call_task_id: made[0]?.id });
  });

  test('asked for after six: the call is promised then, the clock waits, and the plan with them', async () => {
    const leadId = await lead({ preferredTime: 'after 6 p.m. please' });
    const six = new Date('2026-03-02T23:00:00Z');
    expect(await tasks(leadId)).toMatchObject([
      { kind: 'call_back', due_at: six, promised_at: six },
    ]);
    const clocks = await worker.rows<{ kind: string; due_at: Date }>(
      'SELECT kind, due_at FROM clock WHERE lead_id = $1',
      [leadId],
    );
    expect(clocks).toEqual([
      { kind: 'first_attempt', due_at: new Date(six.getTime() + 15 * MINUTE) },
    ]);
    await work(leadId);
    expect(await enrolment(leadId)).toMatchObject({ next_at: six, call_task_id: null });
    clock.set(six);
    await work(leadId);
    const made = await tasks(leadId);
    expect(made).toHaveLength(1);
    expect(await enrolment(leadId)).toMatchObject({ call_task_id: made[0]?.id });
  });

  test.each<[string, Partial<HelpRequest>]>([
    ['who may be in danger is not kept waiting', { preferredTime: 'after 6 pm', pregnant: 'yes' }],
    ['what only a human can read is left to one', { preferredTime: 'not before 10' }],
    ['now is fine', { preferredTime: 'mornings' }],
  ])('%s', async (_name, request) => {
    const leadId = await lead(request);
    expect(await tasks(leadId)).toMatchObject([{ kind: 'first_attempt', promised_at: null }]);
  });

  test('a plan whose job was lost is taken up again, one whose job waits is not', async () => {
    const [lost, waits] = [await lead({}), await lead({})];
    await worker.rows(
      `UPDATE outbox o SET failed_at = $2 FROM enrolment e
       WHERE e.lead_id = $1 AND o.dedupe_key = 'enrolment:' || e.id || ':' || e.version`,
      [lost, clock.now()],
    );
    const [due, before] = [await enrolment(lost), await enrolment(waits)];
    clock.set(new Date((due?.next_at.getTime() ?? 0) + 30 * MINUTE));
    await worker.app.get(ReviveEnrolments).run(clock.now());
    expect(await enrolment(lost)).toMatchObject({ next_at: clock.now() });
    expect(await enrolment(waits)).toEqual(before);
    expect(await work(lost)).toBe(1);
    expect(await worker.app.get(ReviveEnrolments).run(clock.now())).toBe(0);
  });
});
