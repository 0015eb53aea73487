import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { HelpRequest } from '#contract';
import { fixedClock, newId } from '#platform';
import { type TestDatabase, testDatabase } from '../../../../test/database.js';
import { TestWorker } from '../../../../test/worker.js';
import { startJobs } from '../../../../test/worker-at-work.js';
import { until } from '../../../../libs/queue/test/backends.js';

const MINUTE = 60_000;

/** Five minutes before the clocks change in New York: to 3:00 in spring, back to 1:00 in autumn. */
describe.each([
  ['spring', '2026-03-08T06:55:00Z'],
  ['autumn', '2026-11-01T05:55:00Z'],
])('R23 the worker is down for an hour while the clocks change, in %s', (_season, from) => {
  const clock = fixedClock(from);
  const at = (minutes: number) => new Date(Date.parse(from) + minutes * MINUTE);
  let db: TestDatabase;
  let worker: TestWorker;
  let jobs: Awaited<ReturnType<typeof startJobs>> | undefined;
  let agent: string;
  let phones = 0;

  beforeAll(async () => {
    db = await testDatabase();
    worker = await TestWorker.open(db, clock);
    const night = { sat: [['22:00', '24:00']], sun: [['00:00', '06:00']] };
    await worker.rows(
      "UPDATE organisation SET business_hours = $1, time_zone = 'America/New_York' WHERE id = 1",
      [JSON.stringify(night)],
    );
    agent = newId();
    await worker.rows(
      `INSERT INTO staff_user (id, name, email, role, on_duty) VALUES ($1, 'Dana', 'dana@desk.example', 'agent', true)`,
      [agent],
    );
  }, 60_000);
  afterEach(() => stop());
  afterAll(async () => {
    await worker?.close();
    await db?.drop();
  });

  async function start(): Promise<void> {
    jobs = await startJobs(db, worker, clock);
  }
  async function stop(): Promise<void> {
    await jobs?.stop();
    jobs = undefined;
  }
  /** Everything that is due by the test's clock is done. */
  async function idle(): Promise<void> {
    jobs?.nudge();
    await until(async () => {
      const [row] = await worker.rows<{ n: number }>(
        'SELECT count(*)::int AS n FROM outbox WHERE done_at IS NULL AND failed_at IS NULL AND due_at <= $1',
        [clock.now()],
      );
      return row?.n === 0;
    });
  }

  /** Somebody asks for help; the site takes it, whoever else is down. */
  async function asks(request: Partial<HelpRequest> = {}): Promise<{ id: string; phone: string }> {
    phones += 1;
    const phone = `+12125551${String(phones).padStart(3, '0')}`;
    const { inquiryId: id } = await worker.request({ name: `Person ${phones}`, phone, ...request });
    return { id, phone };
  }
  /** The phone company tells of a call of ours that nobody answered. */
  async function triedAt(minutes: number, phone: string): Promise<void> {
    const CallSid = `CA${newId().replaceAll('-', '')}`;
    clock.set(at(minutes).toISOString());
    const fields = { CallSid, Direction: 'outbound-api', To: phone, From: '+18885550100' };
    const body = new URLSearchParams({ ...fields, CallStatus: 'no-answer', CallDuration: '0' });
    await worker.arrive({
      kind: 'call',
      provider: 'twilio',
      eventId: newId(),
      digestOf: Buffer.from(CallSid),
      envelope: {
        type: 'webhook',
        provider: 'twilio',
        event: 'voice_status',
        contentType: 'application/x-www-form-urlencoded',
        body: body.toString(),
        receivedAt: at(minutes).toISOString(),
      },
    });
  }
  async function promiseTo({ id }: { id: string }) {
    const [row] = await worker.rows<{
      lead_id: string;
      due_at: Date;
      met_at: Date | null;
      missed_at: Date | null;
      owner_id: string | null;
      said: number;
      tasks: number;
    }>(
      `SELECT c.lead_id, c.due_at, c.met_at, c.missed_at, l.owner_id,
         (SELECT count(*)::int FROM activity a WHERE a.subject_id = c.id AND a.kind = 'clock.missed') AS said,
         (SELECT count(*)::int FROM task t WHERE t.origin_key = 'clock-missed:' || c.id) AS tasks
       FROM lead_inquiry li JOIN lead l ON l.id = li.lead_id JOIN clock c ON c.lead_id = l.id
       WHERE li.inquiry_id = $1 AND c.kind = 'first_attempt'`,
      [id],
    );
    return row;
  }

  test('every promise is due when it was, missed once, or kept by what was told meanwhile', async () => {
    const calm = await asks();
    const pressing = await asks({ age: 16 });
    const kept = await asks();
    await start();
    await idle();
    await stop();
    const lead = (await promiseTo(kept))?.lead_id;
    await worker.rows('UPDATE lead SET owner_id = $2 WHERE id = $1', [lead, agent]);

    await triedAt(3, kept.phone);
    clock.set(at(10).toISOString());
    const overdue = await asks();
    clock.set(at(58).toISOString());
    const late = await asks();

    clock.set(at(60).toISOString());
    await start();
    await idle();
    // A check that came before the call was read has looked again by now.
    clock.set(at(60.1).toISOString());
    await idle();
    const missed = { met_at: null, said: 1, tasks: 1 };
    expect(await promiseTo(calm)).toMatchObject({ due_at: at(5), ...missed });
    expect(await promiseTo(pressing)).toMatchObject({ due_at: at(5), ...missed });
    expect(await promiseTo(overdue)).toMatchObject({ due_at: at(15), ...missed });
    expect(await promiseTo(kept)).toMatchObject({
      due_at: at(5),
      met_at: at(3),
      missed_at: null,
      owner_id: agent,
      said: 0,
      tasks: 0,
    });
    expect(await promiseTo(late)).toMatchObject({ due_at: at(63), missed_at: null, said: 0 });

    clock.set(new Date(at(63).getTime() - 1).toISOString());
    await idle();
    expect(await promiseTo(late)).toMatchObject({ missed_at: null });
    clock.set(at(63).toISOString());
    await idle();
    expect(await promiseTo(late)).toMatchObject({ due_at: at(63), missed_at: at(63), said: 1 });

    await stop();
    await start();
    await idle();
    for (const one of [calm, pressing, overdue, late]) {
      expect(await promiseTo(one)).toMatchObject({ said: 1, tasks: 1 });
    }
  }, 60_000);
});
