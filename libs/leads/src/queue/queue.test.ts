import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { type Records, openRecords } from '../../../../test/records.js';
import { newId } from '#platform';
import { NEXT } from './queue.service.js';

const NOW = new Date('2026-11-24T15:00:00Z');
const SYSTEM = { kind: 'system' as const };
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const MANY = 10_000;

interface Entry {
  because: string;
  due_at: Date;
  hold_until: Date | null;
  held_because: string | null;
  owner_id: string | null;
  taken_by: string | null;
}

describe('the queue on the database', () => {
  let records: Records;
  let phone = 0;
  beforeAll(async () => {
    records = await openRecords();
  }, 60_000);
  afterAll(() => records.close());

  const tx: Records['tx'] = (work) => records.tx(work);
  async function entryOf(leadId: string): Promise<Entry | undefined> {
    const [row] = await records.source.query<Entry[]>(
      'SELECT * FROM queue_entry WHERE lead_id = $1',
      [leadId],
    );
    return row;
  }
  /** An open lead with a first attempt promised within five minutes. */
  async function promised(
    urgency: 'P1' | 'P2' = 'P2',
  ): Promise<{ leadId: string; clockId: string }> {
    phone += 1;
    const facts = urgency === 'P1' ? { age: 70, when: 'today' } : { when: 'this_week' };
    const { leadId } = await records.lead({ phone: `+1212555${String(1000 + phone)}`, facts });
    const { clockId } = await tx((manager) =>
      records.clocks.start(
        manager,
        { leadId, kind: 'first_attempt', subjectId: newId(), urgency, from: NOW },
        NOW,
      ),
    );
    await tx((manager) => records.queue.stale(manager, leadId, NOW));
    return { leadId, clockId };
  }
  const called = (leadId: string, disposition: string, at: Date) =>
    tx((manager) =>
      records.progress.recordCall(
        manager,
        leadId,
        { callId: newId(), direction: 'outbound', disposition, at },
        SYSTEM,
        at,
      ),
    );

  test('the entry follows each change in the transaction of the change', async () => {
    const { leadId } = await promised();
    expect(await entryOf(leadId)).toMatchObject({ because: 'clock', due_at: later(5) });
    await called(leadId, 'no_answer', later(2));
    expect(await entryOf(leadId)).toMatchObject({ because: 'unplanned', held_because: 'not_due' });

    const { taskId } = await tx((manager) =>
      records.tasks.create(
        manager,
        { leadId, kind: 'follow_up', title: 'Call', dueAt: later(60) },
        SYSTEM,
        later(3),
      ),
    );
    expect(await entryOf(leadId)).toMatchObject({ because: 'step', hold_until: later(60) });
    // A task that is moved writes no row on the timeline.
    await tx((manager) => records.tasks.reschedule(manager, taskId, later(90), SYSTEM, later(4)));
    expect(await entryOf(leadId)).toMatchObject({ because: 'step', hold_until: later(90) });

    const { id: ownerId } = await records.staff();
    await tx((manager) => records.leads.assign(manager, leadId, { ownerId }, SYSTEM, later(5)));
    expect(await entryOf(leadId)).toMatchObject({ owner_id: ownerId });

    const undone = tx(async (manager) => {
      await records.tasks.reschedule(manager, taskId, later(200), SYSTEM, later(6));
      throw new Error('rolled back');
    });
    await expect(undone).rejects.toThrow('rolled back');
    expect(await entryOf(leadId)).toMatchObject({ hold_until: later(90) });

    await tx((manager) =>
      records.work.changeStage(
        manager,
        leadId,
        { stage: 'closed', reason: 'spam' },
        SYSTEM,
        later(7),
      ),
    );
    expect(await entryOf(leadId)).toBeUndefined();
  });

  test('set aside: promises stand still until then; a new word wakes both', async () => {
    const { leadId, clockId } = await promised();
    const agent = await records.staff();
    await tx((manager) =>
      records.queueService.snooze(
        manager,
        leadId,
        { until: later(120), reason: 'canary: in a meeting' },
        agent,
        later(2),
      ),
    );
    const clock = async () =>
      (await records.source.query('SELECT * FROM clock WHERE id = $1', [clockId]))[0];
    const job = async () =>
      (
        await records.source.query(
          'SELECT due_at FROM outbox WHERE dedupe_key = $1 AND done_at IS NULL',
          [`clock:${clockId}`],
        )
      ).map((row: { due_at: Date }) => row.due_at);
    // Three minutes were left; they are left when it ends, and the job goes along.
    expect(await clock()).toMatchObject({ due_at: later(123), resumes_at: later(120) });
    expect(await job()).toEqual([later(123)]);
    expect(await entryOf(leadId)).toMatchObject({
      hold_until: later(120),
      held_because: 'snoozed',
    });
    const [stored] = await records.source.query(
      'SELECT reason_enc FROM snooze WHERE lead_id = $1',
      [leadId],
    );
    expect(JSON.stringify(stored)).not.toContain('canary');

    await records.source.query(
      `INSERT INTO call (id, lead_id, provider, provider_call_id, direction, state, state_rank, started_at)
       VALUES ($1, $2, 'test', $3, 'inbound', 'completed', 9, $4)`,
      [newId(), leadId, newId(), later(30)],
    );
    await tx((manager) => records.queue.stale(manager, leadId, later(30)));
    expect(await clock()).toMatchObject({ due_at: later(33), resumes_at: null });
    expect(await job()).toEqual([later(33)]);
    expect(await entryOf(leadId)).toMatchObject({ because: 'clock', hold_until: null });
  });

  test('a promise that was over before anybody acted is missed, also when no worker noticed', async () => {
    const kept = await promised();
    await called(kept.leadId, 'no_answer', later(5));
    const broken = await promised();
    await called(broken.leadId, 'no_answer', later(65));
    const late = await promised();
    // The worker found it due before telephony told of a call that had begun in time.
    await tx((manager) => records.clocks.missDue(manager, late.clockId, SYSTEM, later(6)));
    await called(late.leadId, 'no_answer', later(4));
    const rows = await records.source.query(
      'SELECT id, met_at, missed_at FROM clock WHERE id = ANY($1::uuid[])',
      [[kept.clockId, broken.clockId, late.clockId]],
    );
    const of = (id: string) => rows.find((row: { id: string }) => row.id === id);
    expect(of(kept.clockId)).toMatchObject({ met_at: later(5), missed_at: null });
    expect(of(broken.clockId)).toMatchObject({ met_at: null, missed_at: later(5) });
    expect(of(late.clockId)).toMatchObject({ met_at: later(4), missed_at: null });
    const said = await records.source.query(
      `SELECT 1 FROM activity WHERE lead_id = $1 AND kind = 'clock.missed'`,
      [broken.leadId],
    );
    expect(said).toHaveLength(1);
  });

  test('time alone: what is due to be looked at again is, and nothing else', async () => {
    const { leadId } = await promised('P1');
    await called(leadId, 'no_answer', later(2));
    expect(await entryOf(leadId)).toMatchObject({ because: 'high_risk', hold_until: later(62) });
    await tx((manager) => records.queue.recheck(manager, later(61)));
    expect(await entryOf(leadId)).toMatchObject({ hold_until: later(62) });
    await tx((manager) => records.queue.recheck(manager, later(62)));
    expect(await entryOf(leadId)).toMatchObject({ because: 'high_risk', hold_until: null });
    // A day later it is no longer in front by its urgency alone.
    await tx((manager) => records.queue.recheck(manager, later(24 * 60 + 1)));
    expect((await entryOf(leadId))?.because).toBe('unplanned');
  });

  test('reconciling finds what is missing, superfluous and wrong, and then nothing', async () => {
    const [missing, wrong, closed] = [await promised(), await promised(), await promised()];
    await tx((manager) => records.queue.reconcile(manager, NOW));
    await records.source.query('DELETE FROM queue_entry WHERE lead_id = $1', [missing.leadId]);
    await records.source.query(
      `UPDATE queue_entry SET band = 8, because = 'unplanned' WHERE lead_id = $1`,
      [wrong.leadId],
    );
    await records.source.query(
      `UPDATE lead SET stage = 'closed', closed_at = now() WHERE id = $1`,
      [closed.leadId],
    );
    const found = await tx((manager) => records.queue.reconcile(manager, NOW));
    expect(found).toEqual({ missing: 1, superfluous: 1, wrong: 1 });
    expect(await entryOf(missing.leadId)).toMatchObject({ because: 'clock' });
    expect(await entryOf(wrong.leadId)).toMatchObject({ because: 'clock' });
    expect(await entryOf(closed.leadId)).toBeUndefined();
    expect(await tx((manager) => records.queue.reconcile(manager, NOW))).toEqual({
      missing: 0,
      superfluous: 0,
      wrong: 0,
    });
  });

  describe(`with ${MANY} leads waiting`, () => {
    beforeAll(async () => {
      const { leadId } = await promised();
      const [{ patient_id: patientId, source_id: sourceId }] = await records.source.query(
        'SELECT patient_id, source_id FROM lead WHERE id = $1',
        [leadId],
      );
      const owner = new Client({ connectionString: records.db.ownerUrl });
      await owner.connect();
      await owner.query('DELETE FROM queue_entry');
      await owner.query(
        `WITH people AS (INSERT INTO person (id, created_at, updated_at)
           SELECT gen_random_uuid(), $2, $2 FROM generate_series(1, $1) RETURNING id),
         leads AS (INSERT INTO lead (id, patient_id, urgency, urgency_reasons, urgency_rules_version,
             source_id, received_at, last_activity_at, created_at)
           SELECT gen_random_uuid(), id, 'P2', '[]', 1, $3, $2, $2, $2 FROM people RETURNING id)
         INSERT INTO queue_entry (lead_id, band, because, due_at, detail, hold_until, checked_at)
         SELECT id, 3 + (n % 6), 'clock', $2::timestamptz - (n || ' seconds')::interval,
           jsonb_build_object('at', $2::timestamptz),
           CASE WHEN n % 5 = 0 THEN $2::timestamptz + interval '1 hour' END, $2
         FROM (SELECT id, row_number() OVER () AS n FROM leads) l`,
        [MANY, NOW, sourceId],
      );
      expect(patientId).toBeDefined();
      await owner.query('ANALYZE queue_entry; ANALYZE lead');
      await owner.end();
    }, 120_000);

    test('the next person comes within 50 ms, by the index of the order', async () => {
      const { id: staffId } = await records.staff();
      const asking = { staffId, teamId: null, onDuty: [staffId] };
      const times: number[] = [];
      const got = new Set<string>();
      for (let n = 0; n < 60; n += 1) {
        const began = performance.now();
        const leadId = await tx((manager) => records.queueService.next(manager, asking, NOW));
        times.push(performance.now() - began);
        expect(leadId).not.toBeNull();
        got.add(leadId ?? '');
      }
      expect(got.size).toBe(60);
      const median = times.toSorted((one, other) => one - other)[30] ?? Number.NaN;
      process.stdout.write(`next of ${MANY}: median ${median.toFixed(1)} ms\n`);
      expect(median).toBeLessThan(50);
      const plan = await tx((manager) =>
        manager.query(`EXPLAIN ${NEXT}`, [NOW, staffId, null, [staffId]]),
      );
      const text = JSON.stringify(plan);
      expect(text).toContain('queue_entry_order');
      expect(text).not.toMatch(/Seq Scan|Sort/);
    }, 60_000);

    test('eight who ask at the same time never get the same one', async () => {
      const staff = await Promise.all(Array.from({ length: 8 }, () => records.staff()));
      const onDuty = staff.map(({ id }) => id);
      const asked = await Promise.all(
        staff.flatMap(({ id }) =>
          Array.from({ length: 5 }, () =>
            tx(async (manager) => {
              const asking = { staffId: id, teamId: null, onDuty };
              const leadId = await records.queueService.next(manager, asking, NOW);
              if (!leadId) return null;
              const to = { ownerId: id, because: 'hand' as const };
              await records.work.assign(manager, leadId, to, SYSTEM, NOW);
              return leadId;
            }),
          ),
        ),
      );
      expect(asked).not.toContain(null);
      expect(new Set(asked).size).toBe(40);
    }, 60_000);
  });
});
