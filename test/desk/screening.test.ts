import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ScreeningView } from '#contract';
import { type DeskClient, deskClient } from './desk-client.js';
import { type DeskUnderTest, deskUnderTest, signIn } from './desk-under-test.js';

describe('the guided screener at the desk', () => {
  let t: DeskUnderTest;
  let agent: DeskClient;
  let lead: string;
  beforeAll(async () => {
    t = await deskUnderTest();
    agent = deskClient(t.url, await signIn(t.url, (await t.hire('agent')).email));
    const made = await agent.post('/api/leads', { name: 'Sam Canary', phone: '(212) 555-0188' });
    lead = made.body.id;
  }, 60_000);
  afterAll(() => t?.close());

  const path = () => `/api/leads/${lead}/screening`;
  const save = (version: number, answers: object) => agent.put(path(), { version, answers });

  test('nobody has begun: what is asked first', async () => {
    const view = ScreeningView.parse((await agent.get(path())).body);
    expect(view).toMatchObject({ version: 0, answers: {}, startedAt: null, completedAt: null });
    expect(view.visible.slice(0, 3)).toEqual([
      'safety.signs',
      'location.now',
      'location.call_back',
    ]);
  });

  test('saved as it is typed, encrypted, and never over somebody else’s words', async () => {
    const first = await save(0, { 'location.now': 'canary motel, room 4' });
    expect([first.status, first.body.version]).toEqual([200, 1]);
    const second = await save(1, { 'use.substances': ['heroin'], 'moud.taking': ['methadone'] });
    expect(ScreeningView.parse(second.body).answers).toEqual({
      'location.now': 'canary motel, room 4',
      'use.substances': ['heroin'],
      'moud.taking': ['methadone'],
    });
    expect(second.body.visible).toContain('moud.prescriber');
    const old = await save(1, { 'location.now': 'elsewhere' });
    expect([old.status, old.body.code]).toEqual([409, 'record.version_conflict']);
    expect((await agent.put(path(), { answers: {} })).status).toBe(428);
    const bad = await save(2, { 'safety.signs': ['none', 'seizure'], 'no.such': 'x' });
    expect([bad.status, Object.keys(bad.body.errors)]).toEqual([
      400,
      ['answers.safety.signs', 'answers.no.such'],
    ]);
    const taken = await save(2, { 'moud.taking': null });
    expect(taken.body.answers).not.toHaveProperty('moud.taking');

    const [row] = await t.owner.query('SELECT * FROM screening WHERE lead_id = $1', [lead]);
    expect(JSON.stringify(row)).not.toMatch(/canary|heroin/);
    const [audit] = await t.owner.query(
      `SELECT details FROM audit_event WHERE action = 'screening.saved' AND lead_id = $1 ORDER BY at DESC`,
      [lead],
    );
    expect(audit.details).toEqual({ questions: ['moud.taking'] });
  });

  test('a minor: the rule of the state; unknown: a supervisor', async () => {
    const unknown = await save(3, { 'health.age': 15 });
    expect(unknown.body.minor).toMatchObject({ alone: 'ask', state: null });
    expect(unknown.body.visible).toContain('health.guardian');
    expect(unknown.body.urgency).toBe('P1');
    const known = await save(4, { 'location.zip': '94110' });
    expect(known.body.minor).toMatchObject({ alone: 'yes', state: 'CA', fromAge: 12 });
  });

  test('danger raises the urgency at once, with its rule, and alerts everyone', async () => {
    const danger = await save(5, { 'safety.signs': ['overdose'] });
    expect(danger.body.urgency).toBe('P0');
    expect(danger.body.reasons[0]).toEqual({
      rule: 'asked.overdose',
      because: 'Asked: an overdose now.',
    });
    expect(danger.body.safetyNotes[0]).toContain('911');
    expect((await agent.get('/api/alerts')).body).toMatchObject([{ leadId: lead, urgency: 'P0' }]);
    // A slip of the hand does not lower it again.
    const taken = await save(6, { 'safety.signs': ['none'] });
    expect(taken.body.urgency).toBe('P0');
  });

  test('completing names what is missing, then moves what belongs on the lead', async () => {
    const early = await agent.post(`${path()}/completion`, { version: 7 });
    expect([early.status, early.body.code]).toEqual([422, 'screening.incomplete']);
    expect(early.body.errors).toHaveProperty(['answers.location.call_back']);
    const rest = await save(7, {
      'location.call_back': '(212) 555-0188',
      'use.last': 'today',
      'use.overdose': 'never',
      'withdrawal.history': ['none'],
      'withdrawal.released': 'no',
      'health.guardian': 'yes',
      'health.pregnant': 'no',
      'moud.taking': ['none'],
      'wanted.level': 'residential_high',
      'wanted.when': 'today',
      'coverage.payment': 'coverage',
      'coverage.payer': 'Aetna',
      'coverage.member_id': 'W-77',
    });
    expect(rest.body.missing).toEqual([]);
    const done = await agent.post(`${path()}/completion`, { version: 8 });
    expect(done.status).toBe(200);
    expect(ScreeningView.parse(done.body).completedAt).not.toBeNull();
    expect((await agent.get(`/api/leads/${lead}`)).body).toMatchObject({
      zip: '94110',
      state: 'CA',
      age: 15,
      pregnant: 'no',
      substances: ['heroin'],
      levelRequested: 'residential_high',
      whenWanted: 'today',
      payment: 'coverage',
      coverages: [{ payerText: 'Aetna', memberId: 'W-77' }],
    });
    const timeline = (await agent.get(`/api/leads/${lead}/activities`)).body;
    expect(
      timeline.find(({ kind }: { kind: string }) => kind === 'screening.completed'),
    ).toMatchObject({
      data: { screenerVersion: 1 },
    });
  });
});
