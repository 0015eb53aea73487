import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { LeadDetail, LeadRow } from '#contract';
import { newId } from '#platform';
import { type Records, openRecords } from '../../../test/records.js';
import { LeadEntity } from './lead.entity.js';
import { triage } from './urgency/triage.js';

const NOW = new Date('2026-11-24T15:00:00Z');
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const SYSTEM = { kind: 'system' } as const;

/** An inquiry's row, as the door would have written it. */
async function addInquiry(records: Records, kind = 'form', body = randomBytes(32)) {
  const id = newId();
  await records.source.query(
    'SELECT take_inquiry($1, $2, $3, $4, $5, NULL, $6, $7, $8, $9, $10, $11, $12, $13)',
    [
      id,
      newId(),
      kind,
      'test',
      id,
      NOW,
      'AAAA-BBBB',
      randomBytes(32),
      randomBytes(32),
      body,
      'k',
      randomBytes(64),
      [],
    ],
  );
  return id;
}

const noted = (id: string, requesterId: string | null) => ({
  id,
  kind: 'form',
  summary: 'Form from the website',
  message: 'please help my canary',
  receivedAt: NOW,
  requesterId,
});

describe('leads on the database', () => {
  let records: Records;
  let actor: Awaited<ReturnType<Records['staff']>>;
  beforeAll(async () => {
    records = await openRecords();
    actor = await records.staff();
  }, 60_000);
  afterAll(() => records.close());

  const read = (leadId: string) =>
    records.source.manager.findOneByOrFail(LeadEntity, { id: leadId });
  const kinds = async (leadId: string) =>
    (await records.activities.timeline(records.source.manager, leadId)).map(({ kind }) => kind);
  const audited = async (leadId: string): Promise<string[]> => {
    const rows = await records.source.query<{ action: string }[]>(
      'SELECT action FROM audit_event WHERE lead_id = $1 ORDER BY id',
      [leadId],
    );
    return rows.map(({ action }) => action);
  };
  const logCall = (leadId: string, disposition: 'connected' | 'no_answer', at: Date) =>
    records.tx((manager) =>
      records.work.logCall(manager, leadId, { disposition, direction: 'outbound' }, actor, at),
    );

  test('R5 R6 a lead opens with its inquiry, timeline and audit, all its words encrypted', async () => {
    const { intake, people, sources, tx, source } = records;
    const inquiryId = await addInquiry(records);
    const { leadId, number } = await tx(async (manager) => {
      const { personId } = await people.recordPerson(manager, { name: 'Ann Smith' }, NOW);
      return intake.open(
        manager,
        {
          patientId: personId,
          forWhom: 'self',
          contacts: [{ personId, relationship: 'self' }],
          triage: triage({ danger: true, message: 'he is overdosing' }),
          facts: { zip: '33101', state: 'FL', substances: ['fentanyl'] },
          sourceId: await sources.idOf(manager, 'web_form'),
          language: 'en',
          receivedAt: NOW,
          inquiry: noted(inquiryId, personId),
        },
        SYSTEM,
        NOW,
      );
    });
    expect(number).toBeGreaterThan(1000);
    expect(await read(leadId)).toMatchObject({
      number,
      urgency: 'P0',
      stage: 'new',
      state: 'FL',
      substances: ['fentanyl'],
      version: 1,
    });
    expect(await kinds(leadId)).toEqual(
      expect.arrayContaining(['inquiry.received', 'urgency.set']),
    );
    expect(await audited(leadId)).toEqual(['lead.opened']);
    const [row] = await source.query('SELECT * FROM lead_inquiry WHERE inquiry_id = $1', [
      inquiryId,
    ]);
    expect(row).toMatchObject({ lead_id: leadId, outcome: 'opened_lead' });
    const [{ text }] = await source.query(
      "SELECT string_agg(t::text, ' ') AS text FROM activity t",
    );
    expect(text).not.toMatch(/canary|website|overdos/);
  });

  test('R2 an inquiry has one effect: taking it in twice is refused, a patient has one open lead', async () => {
    const { intake, tx, sources } = records;
    const { leadId, patientId } = await records.lead({ phone: '+15550100201' });
    const inquiryId = await addInquiry(records);
    const join = () =>
      tx((manager) =>
        intake.join(
          manager,
          leadId,
          { inquiry: noted(inquiryId, patientId), because: 'same', triage: triage({}) },
          SYSTEM,
          NOW,
        ),
      );
    await join();
    await expect(join()).rejects.toThrow(/taken in before/);
    expect((await kinds(leadId)).filter((kind) => kind === 'inquiry.received')).toHaveLength(1);
    const again = tx(async (manager) =>
      intake.open(
        manager,
        {
          patientId,
          forWhom: 'self',
          contacts: [],
          triage: triage({}),
          sourceId: await sources.idOf(manager, 'web_form'),
          language: 'en',
          receivedAt: NOW,
        },
        SYSTEM,
        NOW,
      ),
    );
    await expect(again).rejects.toMatchObject({ driverError: { code: '23505' } });
  });

  test('joining raises the urgency, never lowers it, and fills in what was missing', async () => {
    const { intake, tx } = records;
    const { leadId, patientId } = await records.lead({ phone: '+15550100202' });
    const joinWith = async (facts: Parameters<typeof triage>[0], more = {}) => {
      const inquiryId = await addInquiry(records);
      return tx((manager) =>
        intake.join(
          manager,
          leadId,
          {
            inquiry: noted(inquiryId, patientId),
            because: 'same',
            triage: triage(facts),
            facts: more,
          },
          SYSTEM,
          later(1),
        ),
      );
    };
    expect(
      await joinWith({ age: 17 }, { age: 17, zip: '10001', state: 'NY', substances: ['heroin'] }),
    ).toEqual({
      urgencyRaised: true,
      urgency: 'P1',
    });
    expect(
      await joinWith({ when: 'later' }, { age: 44, zip: '33101', substances: ['alcohol'] }),
    ).toEqual({
      urgencyRaised: false,
      urgency: 'P1',
    });
    const lead = await read(leadId);
    expect(lead).toMatchObject({
      urgency: 'P1',
      age: 17,
      zip: '10001',
      substances: ['heroin', 'alcohol'],
    });
    expect(lead.urgencyReasons.map(({ rule }) => rule)).toEqual([
      'risk.under_18',
      'wish.now',
      'unknown.when',
      'wish.later',
    ]);
    expect(lead.version).toBe(3);
  });

  test('a call that reaches nobody is an attempt, one that does is a conversation, and both move the stage', async () => {
    const { leadId } = await records.lead({ phone: '+15550100203' });
    await records.tx((manager) =>
      records.clocks.start(
        manager,
        { leadId, kind: 'first_attempt', subjectId: leadId, urgency: 'P2', from: NOW },
        NOW,
      ),
    );
    expect((await read(leadId)).nextActionAt).toEqual(later(5));
    await logCall(leadId, 'no_answer', later(3));
    expect(await read(leadId)).toMatchObject({
      stage: 'attempted',
      attempts: 1,
      firstAttemptAt: later(3),
      firstContactAt: null,
      nextActionAt: null,
    });
    await logCall(leadId, 'connected', later(60));
    expect(await read(leadId)).toMatchObject({
      stage: 'contacted',
      attempts: 2,
      firstAttemptAt: later(3),
      firstContactAt: later(60),
    });
    const [clock] = await records.source.query('SELECT * FROM clock WHERE lead_id = $1', [leadId]);
    expect(clock).toMatchObject({ met_at: later(3), missed_at: null });
    const [job] = await records.source.query(
      "SELECT * FROM outbox WHERE name = 'check-clock' AND payload->>'clockId' = $1",
      [clock.id],
    );
    expect(job.done_at).not.toBeNull();
  });

  test('R2 the same call recorded again counts once', async () => {
    const { leadId } = await records.lead({ phone: '+15550100204' });
    const call = {
      callId: newId(),
      direction: 'outbound',
      disposition: 'no_answer',
      at: NOW,
    } as const;
    const record = () =>
      records.tx((manager) => records.progress.recordCall(manager, leadId, call, actor, NOW));
    const recorded = await Promise.all([record(), record(), record()]);
    expect(recorded.filter(Boolean)).toHaveLength(1);
    expect((await read(leadId)).attempts).toBe(1);
  });

  test('the stage moves through its gates, and a closed gate names what is missing', async () => {
    const { work, edits, tx } = records;
    const { leadId } = await records.lead({ phone: '+15550100205', name: null });
    const move = (stage: 'contacted' | 'qualified' | 'verifying' | 'referred', at = NOW) =>
      tx((manager) => work.changeStage(manager, leadId, { stage }, actor, at));
    await expect(move('contacted')).rejects.toMatchObject({
      code: 'lead.gate_not_met',
      status: 422,
      details: { missing: [expect.stringMatching(/conversation/)] },
    });
    await expect(move('referred')).rejects.toMatchObject({
      code: 'lead.transition_not_allowed',
      status: 409,
    });
    await logCall(leadId, 'connected', later(1));
    await expect(move('qualified')).rejects.toThrow(/name.*substance.*level of care.*paid/);
    const { version } = await read(leadId);
    await tx((manager) =>
      edits.edit(
        manager,
        leadId,
        {
          version,
          patientName: 'Pat Doe',
          substances: ['Alcohol'],
          levelRequested: 'wm_3_7',
          payment: 'unknown',
        },
        actor,
        later(2),
      ),
    );
    await move('qualified', later(3));
    expect((await read(leadId)).stage).toBe('qualified');
    await expect(move('verifying')).rejects.toThrow(/a coverage to verify/);
  });

  test('going back is recorded, and marks what lies between as undone', async () => {
    const { work, tx, source } = records;
    const { leadId } = await records.lead({ phone: '+15550100206' });
    await logCall(leadId, 'connected', later(1));
    await tx((manager) =>
      work.changeStage(manager, leadId, { stage: 'new', note: 'wrong lead' }, actor, later(2)),
    );
    const rows = await source.query(
      'SELECT from_stage, to_stage, undone_at FROM stage_change WHERE lead_id = $1 ORDER BY at, id',
      [leadId],
    );
    expect(rows).toEqual([
      { from_stage: 'new', to_stage: 'attempted', undone_at: later(2) },
      { from_stage: 'attempted', to_stage: 'contacted', undone_at: later(2) },
      { from_stage: 'contacted', to_stage: 'new', undone_at: null },
    ]);
    expect((await read(leadId)).stage).toBe('new');
  });

  test('closing cancels clocks, drops tasks, and can be taken back unless a new lead is open', async () => {
    const { work, tasks, clocks, tx, source, intake, sources } = records;
    const { leadId, patientId } = await records.lead({ phone: '+15550100207' });
    await tx(async (manager) => {
      const clock = {
        leadId,
        kind: 'first_attempt',
        subjectId: leadId,
        urgency: 'P2',
        from: NOW,
      } as const;
      await clocks.start(manager, clock, NOW);
      const task = { leadId, kind: 'first_attempt', title: 'Call Maria', dueAt: later(5) } as const;
      await tasks.create(manager, task, SYSTEM, NOW);
    });
    const move = (stage: 'closed' | 'new' | 'attempted', reason?: string) =>
      tx((manager) => work.changeStage(manager, leadId, { stage, reason }, actor, later(9)));
    await expect(move('closed', 'cost')).rejects.toThrow(/low-cost/);
    await expect(move('closed')).rejects.toMatchObject({ errors: { reason: expect.any(String) } });
    await move('closed', 'spam');
    expect(await read(leadId)).toMatchObject({
      stage: 'closed',
      closedReason: 'spam',
      closedAt: later(9),
      nextActionAt: null,
    });
    const [clock] = await source.query('SELECT * FROM clock WHERE lead_id = $1', [leadId]);
    expect(clock.cancelled_at).toEqual(later(9));
    const [task] = await source.query('SELECT * FROM task WHERE lead_id = $1', [leadId]);
    expect(task.dropped_at).toEqual(later(9));
    await expect(move('closed', 'spam')).rejects.toMatchObject({ code: 'lead.already_closed' });
    await expect(move('attempted')).rejects.toThrow(/closed from/);
    await move('new');
    expect(await read(leadId)).toMatchObject({ stage: 'new', closedAt: null, closedReason: null });
    await move('closed', 'spam');
    await tx(async (manager) =>
      intake.open(
        manager,
        {
          patientId,
          forWhom: 'self',
          contacts: [{ personId: patientId, relationship: 'self' }],
          triage: triage({}),
          sourceId: await sources.idOf(manager, 'web_form'),
          language: 'en',
          receivedAt: later(10),
        },
        SYSTEM,
        later(10),
      ),
    );
    await expect(move('new')).rejects.toMatchObject({ code: 'lead.transition_not_allowed' });
  });

  test('an old version is refused with both values, and nothing changes', async () => {
    const { edits, leads, tx } = records;
    const { leadId } = await records.lead({ phone: '+15550100208' });
    const edit = (version: number, zip: string) =>
      tx((manager) => edits.edit(manager, leadId, { version, zip }, actor, NOW));
    await edit(1, '33101');
    await expect(edit(1, '10001')).rejects.toMatchObject({
      code: 'record.version_conflict',
      status: 409,
      details: { current: { zip: '33101', version: 2 }, yours: { zip: '10001', version: 1 } },
    });
    expect(await read(leadId)).toMatchObject({ zip: '33101', state: 'FL', version: 2 });
    await expect(
      tx((manager) => leads.assign(manager, leadId, { version: 1, ownerId: actor.id }, actor, NOW)),
    ).rejects.toMatchObject({
      details: { current: { ownerId: null, version: 2 }, yours: { ownerId: actor.id } },
    });
  });

  test('an edit raises the urgency when it shows a risk', async () => {
    const { edits, tx } = records;
    const { leadId } = await records.lead({ phone: '+15550100209' });
    await tx((manager) => edits.edit(manager, leadId, { version: 1, age: 16 }, actor, NOW));
    expect((await read(leadId)).urgency).toBe('P1');
    await tx((manager) => edits.edit(manager, leadId, { version: 2, age: 40 }, actor, NOW));
    expect((await read(leadId)).urgency).toBe('P1');
    expect((await kinds(leadId)).filter((kind) => kind === 'urgency.set')).toHaveLength(2);
  });

  test('assignment moves the lead, its open tasks and the turn', async () => {
    const { work, tasks, tx, source } = records;
    const other = await records.staff({ name: 'Bo' });
    const { leadId } = await records.lead({ phone: '+15550100210' });
    const task = { leadId, kind: 'first_attempt', title: 'Call', dueAt: later(5) } as const;
    const { taskId } = await tx((manager) => tasks.create(manager, task, SYSTEM, NOW));
    const assign = (ownerId: string | null, at: Date) =>
      tx((manager) => work.assign(manager, leadId, { ownerId, note: 'yours' }, actor, at));
    await assign(actor.id, later(1));
    await assign(other.id, later(2));
    const [row] = await source.query('SELECT owner_id FROM task WHERE id = $1', [taskId]);
    expect(row.owner_id).toBe(other.id);
    await assign(null, later(3));
    const history = await source.query(
      'SELECT owner_id, because FROM assignment WHERE lead_id = $1 ORDER BY at',
      [leadId],
    );
    expect(history).toEqual([
      { owner_id: actor.id, because: 'hand' },
      { owner_id: other.id, because: 'hand' },
      { owner_id: null, because: 'take_back' },
    ]);
    await expect(assign(newId(), NOW)).rejects.toMatchObject({
      code: 'staff.not_found',
      errors: { ownerId: expect.any(String) },
    });
  });

  test('a missed clock is said once, however often it is checked', async () => {
    const { clocks, tx, source } = records;
    const { leadId } = await records.lead({ phone: '+15550100211' });
    const { clockId, dueAt } = await tx((manager) =>
      clocks.start(
        manager,
        { leadId, kind: 'call_back', subjectId: newId(), urgency: 'P2', from: NOW },
        NOW,
      ),
    );
    expect(dueAt).toEqual(later(15));
    const [job] = await source.query("SELECT * FROM outbox WHERE payload->>'clockId' = $1", [
      clockId,
    ]);
    expect(job).toMatchObject({ queue: 'clocks', name: 'check-clock', due_at: dueAt });
    const check = (at: Date) => tx((manager) => clocks.missDue(manager, clockId, SYSTEM, at));
    expect(await check(later(14))).toBeNull();
    const found = await Promise.all([check(later(16)), check(later(16)), check(later(17))]);
    expect(found.filter(Boolean)).toHaveLength(1);
    expect((await kinds(leadId)).filter((kind) => kind === 'clock.missed')).toHaveLength(1);
    await logCall(leadId, 'connected', later(20));
    const [clock] = await source.query('SELECT * FROM clock WHERE id = $1', [clockId]);
    expect(clock).toMatchObject({ met_at: null });
    expect(clock.missed_at).not.toBeNull();
  });

  test('"do not call" takes every consent back', async () => {
    const { consent, tx, source, work } = records;
    const { leadId, patientId, pointId } = await records.lead({ phone: '+15550100212' });
    await tx((manager) =>
      consent.record(
        manager,
        {
          personId: patientId,
          contactPointId: pointId,
          scope: 'sms',
          decision: 'given',
          wording: 'w',
          at: NOW,
          origin: 'get_started',
        },
        SYSTEM,
        NOW,
      ),
    );
    const standing = async () =>
      (await consent.standing(source.manager, [patientId])).scopes(patientId, pointId);
    expect(await standing()).toEqual(['sms']);
    await tx((manager) =>
      work.logCall(
        manager,
        leadId,
        { disposition: 'do_not_call', direction: 'outbound', contactPointId: pointId },
        actor,
        later(5),
      ),
    );
    expect(await standing()).toEqual([]);
    expect(await kinds(leadId)).toContain('consent.recorded');
  });

  test('candidates to join: people at the contact, their leads, and a request said twice', async () => {
    const { joining, intake, tx, source } = records;
    const { leadId, patientId } = await records.lead({ phone: '+15550100213' });
    const body = randomBytes(32);
    const first = await addInquiry(records, 'form', body);
    const second = await addInquiry(records, 'form', body);
    const third = await addInquiry(records);
    await tx((manager) =>
      intake.join(
        manager,
        leadId,
        { inquiry: noted(first, patientId), because: 'same', triage: triage({}) },
        SYSTEM,
        NOW,
      ),
    );
    const points = [{ kind: 'phone', value: '555 010 0213' }] as const;
    const seen = async (inquiryId: string) =>
      (await joining.candidates(source.manager, points, inquiryId))[0];
    expect(await seen(second)).toEqual({
      personId: patientId,
      name: 'Maria Lopez',
      leads: [
        {
          leadId,
          open: true,
          role: 'patient',
          relationship: 'self',
          patientNamed: true,
          sameRequest: true,
        },
      ],
    });
    expect((await seen(third))?.leads[0]?.sameRequest).toBe(false);
    expect((await seen(first))?.leads[0]?.sameRequest).toBe(false);
  });

  test('the lead page has the shape of the contract, and rows come in the order asked for', async () => {
    const { coverages, leadQueries, tx, source } = records;
    const one = await records.lead({ phone: '+15550100214', name: 'Row One' });
    const two = await records.lead({ phone: '+15550100215', name: 'Row Two' });
    await tx((manager) =>
      coverages.record(
        manager,
        one.leadId,
        { payerText: 'Aetna', memberId: 'W123', planType: 'ppo' },
        actor,
        NOW,
      ),
    );
    const detail = await leadQueries.detail(source.manager, one.leadId, NOW);
    expect(LeadDetail.parse(detail)).toEqual(detail);
    expect(detail).toMatchObject({
      patientName: 'Row One',
      phone: '+15550100214',
      payment: 'coverage',
      contacts: [
        {
          isPatient: true,
          relationship: 'self',
          points: [{ value: '+15550100214', consents: [] }],
        },
      ],
      coverages: [{ payerText: 'Aetna', memberId: 'W123', planType: 'ppo' }],
    });
    expect(detail.stageOptions.find(({ stage }) => stage === 'contacted')).toMatchObject({
      allowed: false,
      missing: [expect.stringMatching(/conversation/)],
    });
    const rows = await leadQueries.decorateRows(
      source.manager,
      [await read(two.leadId), await read(one.leadId)],
      NOW,
    );
    expect(rows.map(({ patientName }) => patientName)).toEqual(['Row Two', 'Row One']);
    expect(rows.map((row) => LeadRow.parse(row))).toEqual(rows);
    await expect(leadQueries.detail(source.manager, newId(), NOW)).rejects.toMatchObject({
      code: 'lead.not_found',
    });
  });
});
