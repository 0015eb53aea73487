import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  CadenceDetail,
  CadencePreview,
  CadenceRow,
  Calendar,
  CallBackSlots,
  LeadDetail,
  LeadEnrolments,
  type Role,
  TaskView,
} from '#contract';
import { type DeskUnderTest, deskUnderTest, type Hired, send, signIn } from './desk-under-test.js';

const HOUR = 3_600_000;
const STEPS = [
  { kind: 'call', key: 'first' },
  { kind: 'day', key: 'day-2', day: 2, part: 'another' },
  { kind: 'call', key: 'second' },
];

describe('follow-up at the desk', () => {
  let desk: DeskUnderTest;
  let agent: Hired;
  const cookies = new Map<Role, string>();
  let phones = 0;

  beforeAll(async () => {
    desk = await deskUnderTest();
    agent = await desk.hire('agent');
    cookies.set('agent', await signIn(desk.url, agent.email));
    for (const role of ['manager', 'auditor'] as const) {
      cookies.set(role, await signIn(desk.url, (await desk.hire(role)).email));
    }
  }, 60_000);
  afterAll(() => desk.close());

  async function ask(method: string, path: string, body?: unknown, as: Role = 'agent') {
    const cookie = cookies.get(as) ?? '';
    const answer = body
      ? await send(method, `${desk.url}/api/${path}`, body, { cookie })
      : await fetch(`${desk.url}/api/${path}`, { method, headers: { cookie } });
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  }

  async function newLead(): Promise<LeadDetail> {
    phones += 1;
    const phone = `+1 212 555 ${String(1000 + phones)}`;
    const made = await ask('POST', 'leads', { name: `Maria Lopez${phones}`, phone, zip: '10001' });
    expect(made.status).toBe(201);
    return made.body as LeadDetail;
  }

  const enrolmentOf = async (leadId: string) => {
    const { body } = await ask('GET', `leads/${leadId}/enrolment`);
    return LeadEnrolments.parse(body);
  };

  let names = 0;
  async function newCadence(more: Record<string, unknown> = {}) {
    names += 1;
    const input = { name: `Plan ${names}`, steps: STEPS, ...more };
    const made = await ask('POST', 'cadences', input, 'manager');
    expect(made.status).toBe(201);
    return CadenceDetail.parse(made.body);
  }

  describe('plans', () => {
    test('the shipped ones are there, in the dialect of the lists', async () => {
      const { status, headers, body } = await ask(
        'GET',
        'cadences?sort=["name","ASC"]&range=[0,9]&filter={"active":true}',
      );
      expect(status).toBe(200);
      expect(headers.get('content-range')).toMatch(/^cadences 0-2\/3$/);
      expect(body.map((row: unknown) => CadenceRow.parse(row))).toMatchObject([
        { code: 'no_show', isDefault: false, onRequest: false },
        { code: 'first_contact', isDefault: true, onRequest: false, planNumber: 1 },
        { code: 'stay_in_touch', isDefault: false, onRequest: true },
      ]);
      const one = await ask('GET', `cadences/${body[0].id}`);
      expect(CadenceDetail.parse(one.body).steps.length).toBe(body[0].stepCount);
    });

    test('other steps are a new plan; the version is asked for and checked', async () => {
      const made = await newCadence();
      const steps = [{ kind: 'call', key: 'only' }];
      expect((await ask('PUT', `cadences/${made.id}`, { steps }, 'manager')).status).toBe(428);
      const edited = await ask('PUT', `cadences/${made.id}`, { ...made, steps }, 'manager');
      expect(CadenceDetail.parse(edited.body)).toMatchObject({
        version: 2,
        planNumber: 2,
        steps,
        plans: [{ number: 2 }, { number: 1 }],
      });
      const late = await ask('PUT', `cadences/${made.id}`, { ...made, name: 'Late' }, 'manager');
      expect(late).toMatchObject({
        status: 409,
        body: { code: 'record.version_conflict', current: { version: 2 }, yours: { name: 'Late' } },
      });
    });

    test('a new name alone is no new plan', async () => {
      const made = await newCadence();
      const { body } = await ask(
        'PUT',
        `cadences/${made.id}`,
        { ...made, name: 'Renamed' },
        'manager',
      );
      const { name, planNumber, steps } = CadenceDetail.parse(body);
      expect({ name, planNumber, steps }).toEqual({
        name: 'Renamed',
        planNumber: 1,
        steps: made.steps,
      });
    });

    test('one is the default, which cannot be retired; a retired one takes nobody', async () => {
      const list = await ask('GET', 'cadences?filter={"q":"First contact"}');
      const [usual] = list.body;
      const { version } = usual;
      const retire = (id: string, body: unknown) =>
        ask('POST', `cadences/${id}/retirement`, body, 'manager');
      expect(await retire(usual.id, { version })).toMatchObject({
        status: 409,
        body: { code: 'cadence.is_default' },
      });
      const made = await newCadence();
      const chosen = await ask('POST', `cadences/${made.id}/default`, { version: 1 }, 'manager');
      expect(chosen.body).toMatchObject({ isDefault: true, version: 2 });
      const lead = await newLead();
      expect((await enrolmentOf(lead.id)).current).toMatchObject({ cadenceId: made.id });
      const back = await ask('GET', `cadences/${usual.id}`);
      const again = { version: back.body.version };
      await ask('POST', `cadences/${usual.id}/default`, again, 'manager');
      expect((await retire(made.id, { version: 3 })).body).toMatchObject({ active: false });
      const enrol = { cadenceId: made.id, replaces: 1 };
      const refused = await ask('POST', `leads/${lead.id}/enrolment`, enrol);
      expect(refused).toMatchObject({ status: 409, body: { code: 'cadence.retired' } });
      const active = await ask('POST', `cadences/${made.id}/activation`, { version: 4 }, 'manager');
      expect(active.body).toMatchObject({ active: true, enrolled: 1 });
    });

    test.each<[string, unknown, string, string]>([
      ['no steps', [], 'steps', 'at least one step'],
      [
        'waits alone',
        [{ kind: 'wait', key: 'a', amount: 1, unit: 'hours' }],
        'steps',
        'at least one call',
      ],
      [
        'an unknown kind',
        [{ kind: 'fax', key: 'a' }],
        'steps.0.kind',
        'call, sms, email, wait, day or branch',
      ],
      [
        'free text instead of a template',
        [{ kind: 'sms', key: 'a', text: 'Hi' }],
        'steps.0.template',
        'choose a template',
      ],
      [
        'a template of nobody',
        [{ kind: 'sms', key: 'a', template: 'nowhere' }],
        'steps.0.template',
        'no template "nowhere"',
      ],
      [
        'an e-mail template for a text',
        [{ kind: 'sms', key: 'a', template: 'follow_up_email' }],
        'steps.0.template',
        'not for a text',
      ],
      [
        'the same key twice',
        [...STEPS, { kind: 'call', key: 'first' }],
        'steps.3.key',
        'Step 1 has this key',
      ],
      [
        'a branch backwards',
        [
          { kind: 'call', key: 'a' },
          { kind: 'branch', key: 'b', reached: 'end', notReached: 'a' },
        ],
        'steps.1.notReached',
        'later step',
      ],
      [
        'a branch to nowhere',
        [
          { kind: 'branch', key: 'b', reached: 'end', notReached: 'c' },
          { kind: 'call', key: 'a' },
        ],
        'steps.0.notReached',
        'no step called "c"',
      ],
      [
        'a step no way leads to',
        [
          { kind: 'branch', key: 'b', reached: 'end', notReached: 'end' },
          { kind: 'call', key: 'a' },
        ],
        'steps.1',
        'No way through the plan',
      ],
      [
        'more than 90 days',
        [
          { kind: 'wait', key: 'w', amount: 2000, unit: 'hours' },
          { kind: 'wait', key: 'x', amount: 500, unit: 'hours' },
          { kind: 'call', key: 'a' },
        ],
        'steps.1',
        'within 90 days',
      ],
      [
        'a day that is over',
        [
          { kind: 'wait', key: 'w', amount: 72, unit: 'hours' },
          { kind: 'day', key: 'd', day: 2, part: 'morning' },
          { kind: 'call', key: 'a' },
        ],
        'steps.1.day',
        'Day 2 is over',
      ],
      [
        'a wait of half a minute',
        [
          { kind: 'wait', key: 'w', amount: 0.5, unit: 'minutes' },
          { kind: 'call', key: 'a' },
        ],
        'steps.0.amount',
        'whole number',
      ],
      [
        '41 steps',
        Array.from({ length: 41 }, (_, at) => ({ kind: 'call', key: `k${at}` })),
        'steps',
        'at most 40',
      ],
      ['a NUL', [{ kind: 'call', key: 'a', title: 'a\u0000b' }], 'steps.0.title', ''],
    ])('%s is refused, and the step is named', async (_name, steps, field, words) => {
      const { status, body } = await ask('POST', 'cadences', { name: 'Bad', steps }, 'manager');
      expect([400, 422]).toContain(status);
      expect(Object.keys(body.errors ?? {}).join()).toContain(words === '' ? '' : field);
      if (words !== '') expect(body.errors[field]).toContain(words);
    });

    test('two plans of one name are one too many; who may not write, may not', async () => {
      const made = await newCadence();
      const twice = { name: made.name.toUpperCase(), steps: STEPS };
      expect(await ask('POST', 'cadences', twice, 'manager')).toMatchObject({
        status: 409,
        body: { code: 'cadence.name_taken' },
      });
      expect((await ask('POST', 'cadences', { name: 'Mine', steps: STEPS })).status).toBe(403);
      expect((await ask('GET', 'cadences', undefined, 'auditor')).status).toBe(403);
      expect((await ask('GET', 'cadences/nonsense')).status).toBe(404);
    });
  });

  describe('a lead on a plan', () => {
    test('is on the default from the start; paused, resumed, ended by hand with a reason', async () => {
      const { id } = await newLead();
      const { current } = await enrolmentOf(id);
      expect(current).toMatchObject({ cadenceName: 'First contact', state: 'running' });
      const pausing = (body: unknown) => ask('POST', `leads/${id}/enrolment/pausing`, body);
      expect((await pausing({ reason: 'Away' })).status).toBe(428);
      expect((await pausing({ version: 1 })).body.errors).toHaveProperty('reason');
      const past = { version: 1, reason: 'Away', until: '2020-01-01T00:00:00Z' };
      expect((await pausing(past)).body.errors).toHaveProperty('until');
      const paused = LeadEnrolments.parse((await pausing({ version: 1, reason: 'Away' })).body);
      expect(paused.current).toMatchObject({ state: 'paused', pauseReason: 'Away', nextAt: null });
      const old = await ask('POST', `leads/${id}/enrolment/resuming`, { version: 1 });
      expect(old).toMatchObject({ status: 409, body: { code: 'record.version_conflict' } });
      const resumed = await ask('POST', `leads/${id}/enrolment/resuming`, { version: 2 });
      expect(resumed.body.current).toMatchObject({ state: 'running', version: 3 });
      const twice = await ask('POST', `leads/${id}/enrolment/resuming`, { version: 3 });
      expect(twice).toMatchObject({ status: 409, body: { code: 'enrolment.not_paused' } });
      const end = { version: 3, reason: 'She will call us.' };
      const ended = LeadEnrolments.parse(
        (await ask('POST', `leads/${id}/enrolment/ending`, end)).body,
      );
      expect(ended).toMatchObject({
        current: null,
        earlier: [{ endedBecause: 'by_hand', endReason: end.reason }],
      });
      const again = await ask('POST', `leads/${id}/enrolment/ending`, end);
      expect(again).toMatchObject({ status: 404, body: { code: 'enrolment.not_found' } });
    });

    test('switching says what it replaces; what is only for who asks says so', async () => {
      const { id } = await newLead();
      const other = await newCadence();
      const enrol = (body: unknown) => ask('POST', `leads/${id}/enrolment`, body);
      expect(await enrol({ cadenceId: other.id })).toMatchObject({
        status: 409,
        body: { code: 'enrolment.exists', current: { version: 1 } },
      });
      const switched = await enrol({ cadenceId: other.id, replaces: 1, reason: 'Prefers calls' });
      expect(switched.status).toBe(201);
      expect(LeadEnrolments.parse(switched.body)).toMatchObject({
        current: { cadenceId: other.id },
        earlier: [{ endedBecause: 'switched', endReason: 'Prefers calls' }],
      });
      const [nurture] = (await ask('GET', 'cadences?filter={"q":"Stay in touch"}')).body;
      const wish = { cadenceId: nurture.id, replaces: 1 };
      expect(await enrol(wish)).toMatchObject({
        status: 422,
        body: { code: 'cadence.on_request_only' },
      });
      expect((await enrol({ ...wish, askedFor: true })).status).toBe(201);
      expect((await enrol({ cadenceId: 'x' })).status).toBe(400);
      const nobody = '0198c000-0000-7000-8000-000000000000';
      expect((await enrol({ cadenceId: nobody })).body.code).toBe('cadence.not_found');
      const lead = await ask('POST', `leads/${nobody}/enrolment`, { cadenceId: other.id });
      expect(lead.body.code).toBe('lead.not_found');
    });

    test('a conversation that is logged ends it', async () => {
      const { id } = await newLead();
      const call = { disposition: 'connected', direction: 'outbound' };
      expect((await ask('POST', `leads/${id}/calls`, call)).status).toBe(201);
      expect(await enrolmentOf(id)).toMatchObject({
        current: null,
        earlier: [{ endedBecause: 'conversation' }],
      });
    });

    test('the preview dates each step, of the own plan, of another and of one being written', async () => {
      const { id } = await newLead();
      const own = await ask('GET', `leads/${id}/cadence-preview`);
      const seen = CadencePreview.parse(own.body);
      expect(seen).toMatchObject({ timeZone: 'America/New_York', placeFrom: 'zip' });
      expect(seen.steps.filter(({ kind }) => kind === 'call')).toHaveLength(6);
      const texts = seen.steps.filter(({ kind }) => kind === 'sms');
      expect(texts).toMatchObject([{ skipped: 'no_consent' }]);
      const other = await newCadence();
      const theirs = await ask('GET', `leads/${id}/cadence-preview?cadence=${other.id}`);
      expect(CadencePreview.parse(theirs.body)).toMatchObject({
        cadenceId: other.id,
        steps: [{ key: 'first' }, { key: 'second' }],
      });
      const typed = await ask('POST', `leads/${id}/cadence-preview`, { steps: STEPS.slice(0, 1) });
      expect(CadencePreview.parse(typed.body).steps).toHaveLength(1);
      expect((await ask('POST', `leads/${id}/cadence-preview`, { steps: [] })).status).toBe(400);
      expect((await ask('GET', `leads/${id}/cadence-preview?cadence=1`)).status).toBe(400);
    });
  });

  describe('tasks and the calendar', () => {
    test('a call back is promised to the person; moving its task leaves what was promised', async () => {
      const { id } = await newLead();
      const at = new Date(Date.now() + 26 * HOUR).toISOString();
      const made = await ask('POST', `leads/${id}/call-backs`, { at, note: 'ask for Ana' });
      expect(made.status).toBe(201);
      const task = TaskView.parse(made.body);
      expect(task).toMatchObject({
        kind: 'call_back',
        dueAt: at,
        promisedAt: at,
        ownerId: agent.id,
      });
      const dueAt = new Date(Date.now() + 30 * HOUR).toISOString();
      const moved = await ask('PUT', `tasks/${task.id}`, { version: 1, dueAt });
      expect(moved.body).toMatchObject({ dueAt, promisedAt: at, version: 2 });
      const late = await ask('PUT', `tasks/${task.id}`, { version: 1, dueAt: at });
      expect(late.status).toBe(409);
      const bad = (body: unknown) => ask('POST', `leads/${id}/call-backs`, body);
      expect((await bad({ at: '2020-01-01T10:00:00Z' })).body.errors).toHaveProperty('at');
      expect((await bad({ at: '2199-01-01T10:00:00Z' })).body.errors).toHaveProperty('at');
      expect((await bad({})).status).toBe(400);
    });

    test('a day has half hours with what is promised in each', async () => {
      const { body } = await ask('GET', 'call-back-slots?day=2027-03-10');
      const slots = CallBackSlots.parse(body);
      // Wednesday from 8 to 21 in New York.
      expect(slots).toMatchObject({ timeZone: 'America/New_York' });
      expect(slots.slots).toHaveLength(26);
      expect(slots.slots[0]).toEqual({ at: '2027-03-10T13:00:00.000Z', promised: 0, past: false });
      expect((await ask('GET', 'call-back-slots?day=soon')).status).toBe(400);
    });

    test('a reminder comes before a task is due, and again when it was put off', async () => {
      const dueAt = new Date(Date.now() + 2 * HOUR).toISOString();
      const made = await ask('POST', 'tasks', {
        title: 'Call the clinic',
        dueAt,
        remindMinutes: 30,
      });
      const jobs = () =>
        desk.owner.query<{ due_at: Date; done_at: Date | null }[]>(
          `SELECT due_at, done_at FROM outbox WHERE name = 'remind-task' AND payload->>'taskId' = $1
           ORDER BY id`,
          [made.body.id],
        );
      expect(await jobs()).toMatchObject([
        { due_at: new Date(Date.parse(dueAt) - 30 * 60_000), done_at: null },
      ]);
      await desk.owner.query(
        "UPDATE outbox SET done_at = now() WHERE name = 'remind-task' AND payload->>'taskId' = $1",
        [made.body.id],
      );
      const later = new Date(Date.now() + 5 * HOUR).toISOString();
      await ask('PUT', `tasks/${made.body.id}`, { version: 1, dueAt: later });
      expect(await jobs()).toMatchObject([
        { done_at: expect.any(Date) },
        { due_at: new Date(Date.parse(later) - 30 * 60_000), done_at: null },
      ]);
    });

    test('the calendar shows tasks, promises, next steps and shifts by time and by whose they are', async () => {
      const lead = await newLead();
      const soon = new Date(Date.now() + 40 * HOUR);
      const at = soon.toISOString();
      await ask('POST', `leads/${lead.id}/call-backs`, { at });
      await desk.owner.query(
        `INSERT INTO shift (id, staff_id, kind, starts_at, ends_at)
         VALUES (gen_random_uuid(), $1, 'on_duty', $2, $3)`,
        [agent.id, soon, new Date(soon.getTime() + 4 * HOUR)],
      );
      const from = new Date(Date.now() - HOUR).toISOString();
      const to = new Date(Date.now() + 72 * HOUR).toISOString();
      const { status, body } = await ask('GET', `calendar?from=${from}&to=${to}&owner=me`);
      expect(status).toBe(200);
      const { items, cut } = Calendar.parse(body);
      expect(cut).toBe(false);
      expect(items.map((item) => item.at)).toEqual(items.map((item) => item.at).toSorted());
      const ofLead = items.filter((item) => item.type !== 'shift' && item.leadId === lead.id);
      expect(ofLead).toMatchObject([
        { type: 'cadence_step', stepKind: 'call', patientName: lead.patientName },
        { type: 'task', kind: 'first_attempt', leadNumber: lead.number },
        { type: 'task', kind: 'call_back', promisedAt: at },
      ]);
      expect(items.filter(({ type }) => type === 'shift')).toMatchObject([
        { kind: 'on_duty', ownerId: agent.id },
      ]);
      const nobody = Calendar.parse(
        (await ask('GET', `calendar?from=${from}&to=${to}&owner=none`)).body,
      );
      expect(nobody.items.filter(({ type }) => type !== 'task')).toEqual([]);
    });

    test.each([
      ['63 days', 'from=2027-01-01T00:00:00Z&to=2027-03-05T00:00:00Z', 'to'],
      ['backwards', 'from=2027-01-02T00:00:00Z&to=2027-01-01T00:00:00Z', 'to'],
      ['no time', 'from=yesterday&to=2027-01-01T00:00:00Z', 'from'],
      ['nothing', '', 'from'],
      ['a stranger', 'from=2027-01-01T00:00:00Z&to=2027-01-02T00:00:00Z&owner=you', 'owner'],
    ])('%s is refused', async (_name, query, field) => {
      const { status, body } = await ask('GET', `calendar?${query}`);
      expect(status).toBe(400);
      expect(body.errors).toHaveProperty(field);
    });

    test('who may not read leads sees no calendar', async () => {
      const query = 'from=2027-01-01T00:00:00Z&to=2027-01-02T00:00:00Z';
      expect((await ask('GET', `calendar?${query}`, undefined, 'auditor')).status).toBe(403);
      expect((await fetch(`${desk.url}/api/calendar?${query}`)).status).toBe(401);
    });
  });
});
