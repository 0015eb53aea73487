import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Actor } from '#audit';
import { CadencePlan, CadencePreview, LeadEnrolments } from '#contract';
import { openRecords, type Records } from '../../../test/records.js';

const MINUTE = 60_000;
/** Tuesday, ten in the morning in New York. */
const NOW = new Date('2026-12-01T15:00:00Z');
const later = (minutes: number) => new Date(NOW.getTime() + minutes * MINUTE);

const PLAN: CadencePlan = [
  { kind: 'call', key: 'first' },
  { kind: 'branch', key: 'then', reached: 'end', notReached: 'next', notTried: 'hour' },
  { kind: 'wait', key: 'two', amount: 2, unit: 'minutes' },
  { kind: 'sms', key: 'text', template: 'cadence_text' },
  { kind: 'wait', key: 'hour', amount: 1, unit: 'hours' },
  { kind: 'call', key: 'second' },
  { kind: 'day', key: 'day-2', day: 2, part: 'another' },
  { kind: 'call', key: 'third' },
];

describe('a lead on a plan', () => {
  let records: Records;
  let agent: Actor & { kind: 'staff'; id: string };
  let cadenceId: string;
  let phones = 0;

  beforeAll(async () => {
    records = await openRecords('desk');
    agent = { ...(await records.staff()), kind: 'staff' };
    await records.tx(async (manager) => {
      await records.templates.create(
        manager,
        {
          code: 'cadence_text',
          name: 'We tried to call',
          channel: 'sms',
          texts: [{ language: 'en', subject: null, body: 'We tried to call you. We try again.' }],
        },
        agent,
        NOW,
      );
      const plan = { name: 'Test plan', onRequest: false, steps: PLAN };
      cadenceId = await records.cadences.create(manager, plan, agent, NOW);
    });
  }, 60_000);
  afterAll(() => records.close());

  /** A lead in New York whose patient may be called, and texted if asked for, on the test plan. */
  async function enrolled(more: { sms?: boolean } = {}) {
    phones += 1;
    const phone = `+1212555${String(phones).padStart(4, '0')}`;
    const lead = await records.lead({ phone, now: NOW });
    await records.source.query("UPDATE lead SET zip = '10001', state = 'NY' WHERE id = $1", [
      lead.leadId,
    ]);
    await records.tx(async (manager) => {
      const scopes = more.sms === false ? (['call'] as const) : (['call', 'sms'] as const);
      for (const scope of scopes) {
        const { patientId: personId, pointId: contactPointId } = lead;
        const consent = { personId, contactPointId, scope, decision: 'given' as const, at: NOW };
        const said = { ...consent, wording: 'Yes.', origin: 'desk' };
        await records.consent.record(manager, said, agent, NOW);
      }
      const input = { cadenceId, askedFor: false };
      await records.enrolments.enrol(manager, lead.leadId, input, agent, NOW);
    });
    return lead;
  }

  /** Does every job of the lead's plan that is due, as the worker would. */
  async function work(leadId: string, now: Date): Promise<number> {
    for (let done = 0; ; done += 1) {
      const [job] = await records.source.query<
        { id: string; payload: { enrolmentId: string; version: number } }[]
      >(
        `SELECT o.id, o.payload FROM outbox o JOIN enrolment e ON e.id = (o.payload->>'enrolmentId')::uuid
         WHERE e.lead_id = $1 AND o.name = 'run-enrolment' AND o.done_at IS NULL AND o.due_at <= $2
         ORDER BY o.due_at, o.id LIMIT 1`,
        [leadId, now],
      );
      if (!job) return done;
      await records.tx(async (manager) => {
        await manager.query('UPDATE outbox SET done_at = $2 WHERE id = $1', [job.id, now]);
        await records.runner.run(manager, job.payload, now);
      });
    }
  }

  const current = async (leadId: string) => {
    const found = LeadEnrolments.parse(
      await records.enrolmentQueries.ofLead(records.source.manager, leadId),
    );
    return { ...found.current, ended: found.earlier };
  };

  const callTasks = (leadId: string) =>
    records.source.query<{ id: string; kind: string; due_at: Date; open: boolean }[]>(
      `SELECT id, kind, due_at, done_at IS NULL AND dropped_at IS NULL AS open FROM task
       WHERE lead_id = $1 ORDER BY created_at, id`,
      [leadId],
    );

  const messagesOf = (leadId: string) =>
    records.source.query<{ channel: string; state: string; intent_key: string }[]>(
      'SELECT channel, state, intent_key FROM message WHERE lead_id = $1',
      [leadId],
    );

  const timeline = async (leadId: string) => {
    const rows = await records.activities.timeline(records.source.manager, leadId);
    return rows.filter(({ kind }) => kind.startsWith('cadence.')).toReversed();
  };

  /** A call that nobody answered, logged as an agent does. */
  const tryCall = (
    leadId: string,
    at: Date,
    disposition: 'no_answer' | 'connected' = 'no_answer',
  ) =>
    records.tx(async (manager) => {
      const callId = await records.work.logCall(
        manager,
        leadId,
        { disposition, direction: 'outbound' },
        agent,
        at,
      );
      await manager.query(
        `INSERT INTO call (id, lead_id, provider, provider_call_id, direction, state, state_rank, outcome,
           started_at, ended_at, voicemail, disposition, staff_id)
         VALUES ($1::uuid, $2, 'desk', $1::text, 'outbound', 'unanswered', 1, 'missed', $3, $3, false, $4, $5)`,
        [callId, leadId, at, disposition, agent.id],
      );
    });

  test('call, text two minutes after nobody answered, call within the hour, call the next day', async () => {
    const { leadId } = await enrolled();
    await work(leadId, NOW);
    expect(await current(leadId)).toMatchObject({
      state: 'running',
      callOpen: true,
      done: [{ key: 'first', outcome: 'called' }],
      nextStep: { key: 'text', kind: 'sms' },
    });
    expect(await callTasks(leadId)).toMatchObject([
      { kind: 'follow_up_call', due_at: NOW, open: true },
    ]);
    await tryCall(leadId, later(3));
    await work(leadId, later(3));
    expect(await callTasks(leadId)).toMatchObject([{ open: false }]);
    expect(await messagesOf(leadId)).toEqual([]);
    expect(await current(leadId)).toMatchObject({ nextAt: later(5).toISOString() });
    await work(leadId, later(5));
    expect(await messagesOf(leadId)).toMatchObject([{ channel: 'sms', state: 'queued' }]);
    await work(leadId, later(65));
    expect(await callTasks(leadId)).toMatchObject([
      { open: false },
      { kind: 'follow_up_call', due_at: later(65), open: true },
    ]);
    await tryCall(leadId, later(70));
    await work(leadId, later(70));
    // Both tries were in the morning: the afternoon of day 2.
    expect(await current(leadId)).toMatchObject({ nextAt: '2026-12-02T17:00:00.000Z' });
    await work(leadId, new Date('2026-12-02T17:00:00Z'));
    await tryCall(leadId, new Date('2026-12-02T17:30:00Z'));
    await work(leadId, new Date('2026-12-02T17:30:00Z'));
    const { ended } = await current(leadId);
    expect(ended).toMatchObject([{ endedBecause: 'plan_done', state: 'ended', nextAt: null }]);
    expect(ended[0]?.done.map(({ key }) => key)).toEqual(['first', 'text', 'second', 'third']);
  });

  test('nobody got to the call: no text claims that somebody did', async () => {
    const { leadId } = await enrolled();
    await work(leadId, NOW);
    await work(leadId, later(4 * 60));
    expect(await messagesOf(leadId)).toEqual([]);
    await work(leadId, later(5 * 60));
    // The call that still waits to be made is the one the second step asks for.
    expect(await callTasks(leadId)).toMatchObject([{ open: true }]);
    expect((await current(leadId)).done?.map(({ key }) => key)).toEqual(['first', 'second']);
  });

  test('an hour of the worker away makes one call of what was due, not three things at once', async () => {
    const { leadId } = await enrolled();
    await work(leadId, later(70));
    expect((await current(leadId)).done).toMatchObject([
      { key: 'first', outcome: 'skipped', because: 'overtaken' },
      { key: 'second', outcome: 'called' },
    ]);
    expect(await callTasks(leadId)).toHaveLength(1);
    expect(await messagesOf(leadId)).toEqual([]);
  });

  test('two workers with the same job do it once', async () => {
    const { leadId } = await enrolled();
    const [{ payload }] = await records.source.query(
      `SELECT o.payload FROM outbox o JOIN enrolment e ON e.id = (o.payload->>'enrolmentId')::uuid
       WHERE e.lead_id = $1`,
      [leadId],
    );
    const twice = [1, 2, 3].map(() =>
      records.tx((manager) => records.runner.run(manager, payload, NOW)),
    );
    await Promise.all(twice);
    expect(await callTasks(leadId)).toHaveLength(1);
    expect((await current(leadId)).done).toHaveLength(1);
  });

  test('a text without consent is skipped, and the timeline says why', async () => {
    const { leadId } = await enrolled({ sms: false });
    await work(leadId, NOW);
    await tryCall(leadId, later(1));
    await work(leadId, later(3));
    expect(await messagesOf(leadId)).toEqual([]);
    expect(await timeline(leadId)).toMatchObject([
      { kind: 'cadence.started', data: { cadence: 'Test plan', planNumber: 1 } },
      { kind: 'cadence.step_skipped', data: { step: 'text', kind: 'sms', because: 'no_consent' } },
    ]);
  });

  test('a step that has to wait for the morning says so once', async () => {
    const { leadId } = await enrolled();
    await records.tx((manager) =>
      records.enrolments.pause(
        manager,
        leadId,
        { until: new Date('2026-12-02T03:30:00Z'), reason: 'They asked for the evening.' },
        agent,
        NOW,
      ),
    );
    await work(leadId, new Date('2026-12-02T03:30:00Z'));
    await work(leadId, new Date('2026-12-02T13:00:00Z'));
    const moved = (await timeline(leadId)).filter(({ kind }) => kind === 'cadence.step_moved');
    expect(moved.map(({ data }) => data)).toMatchObject([
      { step: 'first', because: 'quiet_hours', to: '2026-12-02T13:00:00.000Z' },
    ]);
    expect(await callTasks(leadId)).toMatchObject([{ kind: 'follow_up_call', open: true }]);
    expect((await timeline(leadId)).map(({ kind }) => kind).slice(0, 3)).toEqual([
      'cadence.started',
      'cadence.paused',
      'cadence.resumed',
    ]);
  });

  test.each(['connected', 'closed', 'stopped'] as const)('%s ends it at once', async (how) => {
    const { leadId, patientId } = await enrolled();
    await work(leadId, NOW);
    const because = { connected: 'conversation', closed: 'closed', stopped: 'stopped' }[how];
    if (how === 'connected') await tryCall(leadId, later(3), 'connected');
    else {
      await records.tx(async (manager) => {
        if (how === 'closed') {
          const move = { stage: 'closed' as const, reason: 'wrong_number' };
          await records.work.changeStage(manager, leadId, move, agent, later(3));
        } else {
          expect(
            await records.enrolments.endForPerson(manager, patientId, agent, later(3)),
          ).toEqual([leadId]);
        }
      });
    }
    expect((await current(leadId)).ended).toMatchObject([{ endedBecause: because }]);
    expect(await callTasks(leadId)).toMatchObject([{ open: false }]);
    expect(await work(leadId, later(10_000))).toBe(0);
  });

  test('a stop that no one told the plan about ends it before the next step', async () => {
    const { leadId, patientId } = await enrolled();
    await work(leadId, NOW);
    await tryCall(leadId, later(1));
    await records.tx((manager) =>
      records.consent.revokeContact(
        manager,
        { personId: patientId, wording: 'STOP', at: later(2), origin: 'sms' },
        agent,
        later(2),
      ),
    );
    await work(leadId, later(5));
    expect((await current(leadId)).ended).toMatchObject([{ endedBecause: 'stopped' }]);
    expect(await messagesOf(leadId)).toEqual([]);
  });

  test('while they are on the phone with us the plan looks away', async () => {
    const { leadId } = await enrolled();
    await records.source.query(
      `INSERT INTO call (id, lead_id, provider, provider_call_id, direction, state, state_rank, started_at, voicemail)
       VALUES (gen_random_uuid(), $1, 'twilio', gen_random_uuid()::text, 'inbound', 'talking', 1, $2, false)`,
      [leadId, NOW],
    );
    await work(leadId, NOW);
    expect(await callTasks(leadId)).toEqual([]);
    expect(await current(leadId)).toMatchObject({ nextAt: later(2).toISOString(), done: [] });
  });

  test('paused it does nothing; resumed it goes on from that day, and late days are not made up', async () => {
    const { leadId } = await enrolled();
    const pause = { reason: 'In hospital until Friday.' };
    await records.tx((manager) => records.enrolments.pause(manager, leadId, pause, agent, NOW));
    expect(await work(leadId, later(3 * 1440))).toBe(0);
    expect(await current(leadId)).toMatchObject({
      state: 'paused',
      pauseReason: pause.reason,
      nextAt: null,
    });
    const friday = later(3 * 1440);
    await records.tx((manager) => records.enrolments.resume(manager, leadId, {}, agent, friday));
    await work(leadId, friday);
    expect(await callTasks(leadId)).toMatchObject([{ open: true, due_at: friday }]);
    await tryCall(leadId, friday);
    await work(leadId, new Date(friday.getTime() + 2 * MINUTE));
    await work(leadId, new Date(friday.getTime() + 62 * MINUTE));
    await tryCall(leadId, new Date(friday.getTime() + 63 * MINUTE));
    await work(leadId, new Date(friday.getTime() + 63 * MINUTE));
    const [over] = (await current(leadId)).ended;
    expect(over).toMatchObject({ endedBecause: 'plan_done' });
    expect(over?.done.at(-1)).toMatchObject({ key: 'third', because: 'too_late' });
  });

  test('one living plan a lead: switching says which it replaces and keeps the 90 days', async () => {
    const { leadId } = await enrolled();
    const enrol = (more: { replaces?: number; askedFor?: boolean; cadence?: string }) =>
      records.tx((manager) =>
        records.enrolments.enrol(
          manager,
          leadId,
          { cadenceId: more.cadence ?? cadenceId, askedFor: more.askedFor ?? false, ...more },
          agent,
          later(1440),
        ),
      );
    await expect(enrol({})).rejects.toMatchObject({ code: 'enrolment.exists' });
    await expect(enrol({ replaces: 77 })).rejects.toMatchObject({
      code: 'record.version_conflict',
    });
    const { version, endsBy } = await current(leadId);
    await enrol({ replaces: version });
    const after = await current(leadId);
    expect(after).toMatchObject({ endsBy, startedAt: later(1440).toISOString() });
    expect(after.ended).toMatchObject([{ endedBecause: 'switched' }]);
    const [nurture] = await records.source.query(
      "SELECT id FROM cadence WHERE code = 'stay_in_touch'",
    );
    const onRequest = { cadence: nurture.id, replaces: after.version };
    await expect(enrol(onRequest)).rejects.toMatchObject({ code: 'cadence.on_request_only' });
    await enrol({ ...onRequest, askedFor: true });
    expect((await current(leadId)).cadenceName).toMatch('Stay in touch');
  });

  test('a lead that opens is on the default, once', async () => {
    phones += 1;
    const { leadId } = await records.lead({ phone: `+1212556${1000 + phones}`, now: NOW });
    for (let times = 0; times < 2; times += 1) {
      await records.tx((manager) => records.enrolments.enrolOpened(manager, leadId, agent, NOW));
    }
    const found = await current(leadId);
    expect(found).toMatchObject({ cadenceName: 'First contact', state: 'running', ended: [] });
  });

  test('the preview of a real lead dates every step and says why one is moved or skipped', async () => {
    const { leadId } = await enrolled({ sms: false });
    const night = new Date('2026-12-02T02:30:00Z');
    const seen = CadencePreview.parse(
      await records.enrolmentQueries.preview(
        records.source.manager,
        leadId,
        { steps: PLAN },
        night,
      ),
    );
    expect(seen).toMatchObject({ timeZone: 'America/New_York', placeFrom: 'zip', cadenceId: null });
    expect(seen.steps).toMatchObject([
      { key: 'first', at: '2026-12-02T13:00:00.000Z', day: 2, moved: 'quiet_hours' },
      { key: 'text', skipped: 'no_consent', sentence: 'They have not agreed to this.' },
      { key: 'second', at: '2026-12-02T14:02:00.000Z', moved: null },
      { key: 'third', at: '2026-12-02T17:02:00.000Z', day: 2 },
    ]);
    expect(seen.steps[0]?.sentence).toMatch('moved to Wednesday 8:00 AM where they live');
    expect(seen.endsBecause).toBe('plan_done');
  });

  test('plans are written anew, never changed; who is on one stays on it', async () => {
    const { leadId } = await enrolled();
    const steps = CadencePlan.parse([{ kind: 'call', key: 'only' }]);
    const [before] = await records.source.query('SELECT version FROM cadence WHERE id = $1', [
      cadenceId,
    ]);
    await records.tx((manager) =>
      records.cadences.edit(manager, cadenceId, { ...before, steps }, agent, NOW),
    );
    expect((await current(leadId)).planNumber).toBe(1);
    const refused = records.tx((manager) =>
      records.cadences.edit(
        manager,
        cadenceId,
        {
          version: before.version + 1,
          steps: [{ kind: 'sms', key: 'a', template: 'nowhere' }],
        },
        agent,
        NOW,
      ),
    );
    await expect(refused).rejects.toMatchObject({
      code: 'request.invalid',
      errors: { 'steps.0.template': 'There is no template "nowhere" in use.' },
    });
    await expect(records.source.query('UPDATE cadence_plan SET number = 9')).rejects.toMatchObject({
      code: '42501',
    });
  });
});
