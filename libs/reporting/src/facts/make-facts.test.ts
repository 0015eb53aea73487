import { describe, expect, test } from '@jest/globals';
import type { ReferralState } from '#contract';
import { makeFacts } from './make-facts.js';
import type {
  CallRecord,
  CheckRecord,
  LeadRecord,
  PickRecord,
  Records,
  ReferralRecord,
} from './records.js';
import { bitOf, type Step, STEPS } from './steps.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
const RECEIVED = new Date('2026-11-24T15:00:00Z');
const after = (ms: number) => new Date(RECEIVED.getTime() + ms);
/** Every second working second counts: what is business time and what is not shows. */
const business = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 2000;
const placed = { day: '2026-11-24', hour_of_week: 10 };
const NO_RECORDS: Records = { leads: [], calls: [], checks: [], referrals: [], picks: [] };

const lead = (over: Partial<LeadRecord> = {}): LeadRecord => ({
  ...placed,
  id: 'lead',
  received_at: RECEIVED,
  closed_reason: null,
  first_contact_at: null,
  source_id: 'source',
  campaign: 'autumn',
  last_source_id: 'last source',
  last_campaign: 'winter',
  tracking_number_id: 'number',
  team_id: 'team',
  state: 'MA',
  language: 'en',
  urgency: 'P2',
  level_of_care: 'residential_high',
  payment: null,
  payer_id: 'payer',
  plan_type: 'ppo',
  stages: [],
  match_asked: false,
  ...over,
});
const call = (over: Partial<CallRecord> = {}): CallRecord => ({
  ...placed,
  id: 'call',
  lead_id: 'lead',
  provider: 'twilio',
  direction: 'inbound',
  outcome: 'answered',
  voicemail: false,
  started_at: after(MINUTE),
  answered_at: after(MINUTE + 10_000),
  talk_seconds: 90,
  disposition: null,
  staff_id: 'agent',
  tracking_number_id: 'called',
  ...over,
});
const check = (over: Partial<CheckRecord> = {}): CheckRecord =>
  ({
    ...placed,
    id: 'check',
    lead_id: 'lead',
    coverage_id: 'coverage',
    state: 'closed',
    requested_at: after(0),
    closed_at: after(60 * MINUTE),
    verdict: 'viable',
    closed_by: 'specialist',
    taken_by: 'taker',
    ...over,
  }) as CheckRecord;
const referral = (over: Partial<ReferralRecord> = {}): ReferralRecord => ({
  ...placed,
  id: 'referral',
  lead_id: 'lead',
  facility_id: 'facility',
  state: 'sent',
  decline_reason: null,
  sent_at: after(2 * 60 * MINUTE),
  acknowledged_at: null,
  answered_at: null,
  arrived_at: null,
  arrival_day: null,
  arrival_hour_of_week: null,
  course: ['sent'],
  left_at: null,
  ...over,
});

const made = (records: Partial<Records>) => makeFacts({ ...NO_RECORDS, ...records }, business);
const leadFact = (records: Partial<Records>, over: Partial<LeadRecord> = {}) => {
  const [fact] = made({ ...records, leads: [lead(over)] }).lead;
  if (!fact) throw new Error('no fact');
  return fact;
};
const callFacts = (...calls: CallRecord[]) => made({ leads: [lead()], calls }).call;
const stepsIn = (bits: number) => STEPS.filter((step) => (bits & bitOf(step)) !== 0);

describe('facts of a lead', () => {
  test('what it is looked at by is what the lead says', () => {
    expect(leadFact({}, { match_asked: true })).toMatchObject({
      id: 'lead',
      lead_id: 'lead',
      ...placed,
      counted: true,
      source_id: 'source',
      campaign: 'autumn',
      last_source_id: 'last source',
      last_campaign: 'winter',
      tracking_number_id: 'number',
      team_id: 'team',
      payer_id: 'payer',
      plan_type: 'ppo',
      level_of_care: 'residential_high',
      state: 'MA',
      language: 'en',
      urgency: 'P2',
      match_asked: true,
      place_found: false,
      agent_id: null,
    });
  });

  test.each([
    ['duplicate', false],
    ['spam', false],
    ['wrong_number', false],
    ['vendor', false],
    ['job_seeker', false],
    ['cost', true],
    ['unreachable', true],
    [null, true],
  ])('closed as %s it counts: %s', (closed_reason, counted) => {
    expect(leadFact({}, { closed_reason })).toMatchObject({
      counted,
      lost_reason: counted ? closed_reason : null,
      left_out_reason: counted ? null : closed_reason,
    });
  });

  test.each([
    ['self_pay', null, 'self_pay'],
    ['self_pay', 'hmo', 'hmo'],
    ['insurance', null, null],
    [null, null, null],
  ])('paying by %s with plan %s it is under %s', (payment, plan_type, shown) => {
    expect(leadFact({}, { payment, plan_type })).toMatchObject({ plan_type: shown });
  });

  test('times: the first call out that telephony knows of, the first conversation, the first of both', () => {
    const typed = call({
      id: 'a',
      direction: 'outbound',
      provider: 'desk',
      started_at: after(MINUTE),
      outcome: null,
    });
    const tried = call({
      id: 'b',
      direction: 'outbound',
      outcome: null,
      started_at: after(4 * MINUTE),
      staff_id: null,
    });
    const again = call({
      id: 'c',
      direction: 'outbound',
      outcome: null,
      started_at: after(6 * MINUTE),
    });
    const spoke = call({
      id: 'd',
      direction: 'outbound',
      started_at: after(8 * MINUTE),
      answered_at: after(9 * MINUTE),
      staff_id: 'first',
    });
    const later = call({ id: 'e', started_at: after(20 * MINUTE), staff_id: 'second' });
    for (const calls of [
      [typed, tried, again, spoke, later],
      [later, spoke, again, tried, typed],
    ]) {
      expect(leadFact({ calls })).toMatchObject({
        attempt_seconds: 240,
        attempt_business_seconds: 120,
        contact_seconds: 540,
        contact_business_seconds: 270,
        response_business_seconds: 120,
        agent_id: 'first',
      });
    }
  });

  test('of two calls at one moment the one with the lesser id is the first', () => {
    const at = { started_at: after(MINUTE), answered_at: after(MINUTE) };
    const calls = [
      call({ id: 'b', staff_id: 'two', ...at }),
      call({ id: 'a', staff_id: 'one', ...at }),
    ];
    expect(leadFact({ calls }).agent_id).toBe('one');
    expect(leadFact({ calls: calls.toReversed() }).agent_id).toBe('one');
  });

  test('who spoke without a name of ours is nobody’s, and the next who had one is theirs', () => {
    const calls = [
      call({ id: 'a', staff_id: null }),
      call({ id: 'b', started_at: after(5 * MINUTE), staff_id: 'agent' }),
    ];
    expect(leadFact({ calls }).agent_id).toBe('agent');
  });

  test('no call: what was typed as the first contact counts, and nothing is before its lead', () => {
    expect(leadFact({}, { first_contact_at: after(3 * MINUTE) })).toMatchObject({
      attempt_seconds: null,
      attempt_business_seconds: null,
      contact_seconds: 180,
      contact_business_seconds: 90,
      response_business_seconds: 90,
    });
    expect(leadFact({}, { first_contact_at: after(-MINUTE) }).contact_seconds).toBe(0);
    expect(leadFact({}).response_business_seconds).toBeNull();
    expect(leadFact({}, { first_contact_at: after(1600) }).contact_seconds).toBe(2);
  });

  test('a conversation that was never answered began when it began', () => {
    const calls = [call({ outcome: null, disposition: 'connected', answered_at: null })];
    expect(leadFact({ calls }).contact_seconds).toBe(60);
  });

  test('the arrival: the earliest of those who were let in', () => {
    const arrived = (id: string, days: number, state: ReferralState) =>
      referral({
        id,
        state,
        arrived_at: after(days * DAY),
        course: ['sent', 'scheduled', 'arrived'],
      });
    const referrals = [
      arrived('a', 1, 'turned_away'),
      arrived('b', 2, 'withdrawn'),
      arrived('c', 3, 'declined'),
      arrived('d', 5, 'arrived'),
      arrived('e', 4, 'in_care_7'),
    ];
    expect(leadFact({ referrals })).toMatchObject({
      arrival_seconds: 4 * 86_400,
      arrival_business_seconds: 2 * 86_400,
    });
    expect(leadFact({ referrals: referrals.slice(0, 3) }).arrival_seconds).toBeNull();
  });

  test.each<[string, Partial<LeadRecord>, Partial<Records>, Step[]]>([
    [
      'its stages, and no other',
      { stages: ['new', 'attempted', 'contacted'] },
      {},
      ['attempted', 'contacted'],
    ],
    [
      'a viable benefit',
      { stages: ['attempted', 'contacted', 'qualified', 'verifying'] },
      { checks: [check()] },
      ['attempted', 'contacted', 'qualified', 'verifying', 'viable'],
    ],
    ['not without the stage', { stages: ['attempted'] }, { checks: [check()] }, ['attempted']],
    [
      'not while it is open',
      { stages: ['verifying'] },
      { checks: [check({ closed_at: null })] },
      ['verifying'],
    ],
    [
      'another coverage is another answer',
      { stages: ['verifying'] },
      {
        checks: [
          check({ id: 'a', closed_at: after(2 * MINUTE) }),
          check({
            id: 'b',
            coverage_id: 'other',
            closed_at: after(3 * MINUTE),
            verdict: 'not_viable',
          }),
        ],
      },
      ['verifying', 'viable'],
    ],
    ['an admission implies the arrival', { stages: ['admitted'] }, {}, ['arrived', 'admitted']],
    [
      'an arrival is a step',
      { stages: ['scheduled'] },
      {
        referrals: [referral({ state: 'arrived', arrived_at: after(DAY), course: ['scheduled'] })],
      },
      ['scheduled', 'arrived'],
    ],
    [
      'a date that nobody came on',
      { stages: ['matched'] },
      {
        referrals: [
          referral({ state: 'withdrawn', course: ['sent', 'accepted', 'scheduled', 'no_show'] }),
        ],
      },
      ['matched', 'referred', 'accepted', 'scheduled'],
    ],
  ])('steps: %s', (_what, over, records, steps) => {
    expect(stepsIn(leadFact(records, over).reached)).toEqual(steps);
  });

  test('of two checks of a coverage the one that was closed last decides; at one moment the greater id', () => {
    const viable = (...checks: CheckRecord[]) =>
      [checks, checks.toReversed()].map((order) =>
        stepsIn(leadFact({ checks: order }, { stages: ['verifying'] }).reached).includes('viable'),
      );
    const early = check({ id: 'b', closed_at: after(2 * MINUTE) });
    const late = check({ id: 'a', closed_at: after(3 * MINUTE), verdict: 'not_viable' });
    expect(viable(early, late)).toEqual([false, false]);
    const turned = { verdict: 'not_viable' as const };
    expect(viable({ ...early, ...turned }, { ...late, verdict: 'viable' })).toEqual([true, true]);
    expect(viable(check({ id: 'b' }), check({ id: 'a', ...turned }))).toEqual([true, true]);
    expect(viable(check({ id: 'b', ...turned }), check({ id: 'a' }))).toEqual([false, false]);
  });

  test('a stage that is no step is no bit of it', () => {
    expect(leadFact({}, { stages: ['new'] }).reached).toBe(0);
  });

  test('a lead without records makes one fact, its own', () => {
    const { lead: leads, ...others } = made({ leads: [lead()] });
    expect(leads).toHaveLength(1);
    expect(Object.values(others).flat()).toEqual([]);
  });

  test('who was tried and never reached was answered to by the trial', () => {
    const calls = [call({ direction: 'outbound', outcome: null, started_at: after(4 * MINUTE) })];
    expect(leadFact({ calls })).toMatchObject({
      contact_seconds: null,
      response_business_seconds: 120,
    });
  });

  test('a place was found where a facility said yes and kept to it', () => {
    const found = (...referrals: ReferralRecord[]) => leadFact({ referrals }).place_found;
    const accepted = referral({ course: ['sent', 'accepted'], state: 'accepted' });
    const declined = referral({
      id: 'd',
      course: ['sent', 'accepted', 'declined'],
      state: 'declined',
    });
    expect([found(accepted), found(declined), found(declined, accepted), found()]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  test('who pays without insurance skips what only insurance goes through', () => {
    const stages = ['attempted', 'contacted', 'qualified', 'matched'] as const;
    const without = leadFact({}, { stages: [...stages], payment: 'self_pay', plan_type: null });
    expect(stepsIn(without.skipped)).toEqual(['verifying', 'viable']);
    const early = leadFact({}, { stages: ['attempted'], payment: 'self_pay', plan_type: null });
    expect(stepsIn(early.skipped)).toEqual(['verifying', 'viable']);
    expect(stepsIn(leadFact({}, { stages: ['attempted'] }).skipped)).toEqual([]);
  });
});

describe('facts of calls', () => {
  test.each<[string, Partial<CallRecord>, object]>([
    [
      'a call in that was answered',
      {},
      { inbound: true, attempt: false, missed: false, conversation: true, talk_seconds: 90 },
    ],
    ['a call out', { direction: 'outbound' }, { inbound: false, attempt: true, missed: false }],
    [
      'one that was typed in',
      { direction: 'outbound', provider: 'desk' },
      { attempt: false, talk_seconds: 0 },
    ],
    ['nobody knows how long they spoke', { talk_seconds: null }, { talk_seconds: 0 }],
    [
      'missed',
      { outcome: 'missed', answered_at: null },
      { missed: true, abandoned: false, conversation: false },
    ],
    ['abandoned', { outcome: 'abandoned', answered_at: null }, { missed: true, abandoned: true }],
    ['a voicemail', { outcome: 'voicemail', answered_at: null }, { missed: true }],
    ['a voicemail by its sign', { voicemail: true }, { missed: true }],
    ['answered after 30 seconds', { answered_at: after(MINUTE + 30_000) }, { missed: false }],
    ['and a moment more', { answered_at: after(MINUTE + 30_001) }, { missed: true }],
    [
      'never answered, and nobody said how it ended',
      { outcome: null, answered_at: null },
      { missed: false },
    ],
    [
      'a call out is never missed',
      { direction: 'outbound', outcome: 'missed' },
      { missed: false, abandoned: false },
    ],
    [
      'a call out that was hung up',
      { direction: 'outbound', outcome: 'abandoned' },
      { abandoned: false },
    ],
    [
      'said to be live by who had it',
      { outcome: 'missed', disposition: 'connected' },
      { conversation: true },
    ],
    ['said to be no answer by who had it', { disposition: 'no_answer' }, { conversation: false }],
  ])('%s', (_what, over, expected) => {
    expect(callFacts(call(over))[0]).toMatchObject(expected);
  });

  test.each<[string, Partial<CallRecord>, boolean]>([
    ['a conversation a minute later', { started_at: after(2 * MINUTE) }, true],
    ['one 15 minutes later', { started_at: after(16 * MINUTE) }, true],
    ['and a moment more', { started_at: after(16 * MINUTE + 1) }, false],
    ['one at the same moment', { started_at: after(MINUTE) }, false],
    ['one before', { started_at: after(0) }, false],
    ['nobody spoke', { started_at: after(2 * MINUTE), outcome: 'missed' }, false],
    ['of somebody else', { started_at: after(2 * MINUTE), lead_id: 'other' }, false],
  ])('a missed call is recovered by %s: %s', (_what, over, recovered) => {
    const missed = call({ id: 'missed', outcome: 'missed', answered_at: null });
    const other = call({ id: 'other', ...over });
    const facts = made({ leads: [lead(), lead({ id: 'other' })], calls: [missed, other] }).call;
    expect(facts.find(({ id }) => id === 'missed')?.recovered).toBe(recovered);
  });

  test('what was not missed is not recovered', () => {
    const facts = callFacts(call({ id: 'a' }), call({ id: 'b', started_at: after(2 * MINUTE) }));
    expect(facts.map(({ recovered }) => recovered)).toEqual([false, false]);
  });

  test('it is looked at by its lead, but for whose it was and the number that was called', () => {
    expect(callFacts(call())[0]).toMatchObject({
      lead_id: 'lead',
      agent_id: 'agent',
      tracking_number_id: 'called',
      source_id: 'source',
      team_id: 'team',
      counted: true,
    });
    expect(callFacts(call({ tracking_number_id: null }))[0]?.tracking_number_id).toBe('number');
    const spam = made({ leads: [lead({ closed_reason: 'spam' })], calls: [call()] }).call[0];
    expect(spam?.counted).toBe(false);
  });

  test('a call of nobody counts, and is looked at by nothing but itself', () => {
    const [fact] = made({ calls: [call({ lead_id: null, outcome: 'missed' })] }).call;
    expect(fact).toMatchObject({
      lead_id: null,
      counted: true,
      missed: true,
      recovered: false,
      source_id: null,
      campaign: null,
      payer_id: null,
      plan_type: null,
      level_of_care: null,
      state: null,
      language: null,
      urgency: null,
      team_id: null,
      agent_id: 'agent',
      tracking_number_id: 'called',
    });
    expect(
      made({ calls: [call({ lead_id: null, tracking_number_id: null })] }).call[0]
        ?.tracking_number_id,
    ).toBeNull();
  });
});

describe('facts of benefit checks, referrals, stays and picks', () => {
  const one = <K extends 'check' | 'referral' | 'stay' | 'pick'>(
    kind: K,
    records: Partial<Records>,
  ) => made({ leads: [lead()], ...records })[kind][0];

  test.each<[string, Partial<CheckRecord>, object]>([
    [
      'closed and viable',
      {},
      {
        closed: true,
        viable: true,
        turnaround_seconds: 3600,
        turnaround_business_seconds: 1800,
        agent_id: 'specialist',
        outcome: 'viable',
      },
    ],
    ['closed and not viable', { verdict: 'not_viable' }, { closed: true, viable: false }],
    [
      'open, whatever it says',
      { closed_at: null, closed_by: null, state: 'asked' as never },
      { closed: false, viable: false, turnaround_seconds: null, agent_id: 'taker' },
    ],
    [
      'open and without a verdict',
      { closed_at: null, verdict: null, state: 'queued' as never },
      { outcome: 'queued' },
    ],
  ])('a check: %s', (_what, over, expected) => {
    expect(one('check', { checks: [check(over)] })).toMatchObject(expected);
  });

  test.each<[string, Partial<ReferralRecord>, object]>([
    [
      'sent',
      {},
      {
        acknowledged: false,
        acknowledged_seconds: null,
        accepted: false,
        declined: false,
        decline_reason: null,
        scheduled: false,
        arrived: false,
        admitted: false,
        outcome: 'sent',
        facility_id: 'facility',
      },
    ],
    [
      'acknowledged',
      { acknowledged_at: after(2 * 60 * MINUTE + 10_000) },
      { acknowledged: true, acknowledged_seconds: 10, acknowledged_business_seconds: 5 },
    ],
    [
      'answered without having been read',
      { answered_at: after(2 * 60 * MINUTE + 20_000) },
      { acknowledged: true, acknowledged_seconds: 20 },
    ],
    [
      'read before it was answered',
      {
        acknowledged_at: after(2 * 60 * MINUTE + 10_000),
        answered_at: after(2 * 60 * MINUTE + 20_000),
      },
      { acknowledged_seconds: 10 },
    ],
    [
      'declined',
      { state: 'declined', decline_reason: 'capacity' },
      { declined: true, decline_reason: 'capacity' },
    ],
    [
      'declined once, and sent again',
      { state: 'accepted', course: ['sent', 'accepted'], decline_reason: 'capacity' },
      { declined: false, decline_reason: null, accepted: true },
    ],
    [
      'arrived without a date',
      { state: 'arrived', arrived_at: after(DAY), course: ['sent', 'accepted'] },
      { scheduled: true, arrived: true },
    ],
    [
      'admitted',
      { state: 'admitted', course: ['sent', 'arrived'], arrived_at: after(DAY) },
      { admitted: true, accepted: true, scheduled: true },
    ],
    [
      'a date without a word of the facility before it',
      { state: 'scheduled', course: ['sent'] },
      { accepted: true, scheduled: true },
    ],
    [
      'let in without anything before it',
      { state: 'admitted', course: ['sent'] },
      { accepted: true, scheduled: true, admitted: true },
    ],
    [
      'waitlisted after a yes',
      { state: 'waitlisted', course: ['sent', 'accepted', 'scheduled'] },
      { accepted: false, scheduled: false },
    ],
    [
      'withdrawn after a date',
      { state: 'withdrawn', course: ['sent', 'accepted', 'scheduled'] },
      { accepted: true, scheduled: false },
    ],
    [
      'nobody came',
      { state: 'no_show', course: ['sent', 'accepted', 'scheduled'] },
      { scheduled: true },
    ],
  ])('a referral: %s', (_what, over, expected) => {
    expect(one('referral', { referrals: [referral(over)] })).toMatchObject(expected);
  });

  const arrival = {
    state: 'arrived' as const,
    arrived_at: after(DAY),
    arrival_day: '2026-11-25',
    arrival_hour_of_week: 34,
    course: ['sent', 'arrived'] as ReferralState[],
  };
  test.each<[string, Partial<ReferralRecord>, object | undefined]>([
    [
      'nobody knows yet',
      {},
      {
        day: '2026-11-25',
        hour_of_week: 34,
        retained_7: false,
        retained_30: false,
        open_7: true,
        open_30: true,
        facility_id: 'facility',
        outcome: 'arrived',
      },
    ],
    [
      'in care after a week',
      { course: [...arrival.course, 'in_care_7'] },
      { retained_7: true, open_7: false, retained_30: false, open_30: true },
    ],
    [
      'in care after a month',
      { course: [...arrival.course, 'in_care_30'] },
      { retained_7: true, retained_30: true, open_30: false },
    ],
    [
      'completed',
      { course: [...arrival.course, 'completed'] },
      { retained_7: true, retained_30: true },
    ],
    [
      'stepped down',
      { course: [...arrival.course, 'stepped_down'] },
      { retained_7: true, retained_30: true },
    ],
    [
      'left on the seventh day',
      { left_at: after(8 * DAY) },
      { retained_7: true, open_7: false, retained_30: false, open_30: false },
    ],
    ['left a moment before', { left_at: after(8 * DAY - 1) }, { retained_7: false, open_7: false }],
    ['left on the thirtieth day', { left_at: after(31 * DAY) }, { retained_30: true }],
    ['turned away', { state: 'turned_away' }, undefined],
    ['never came', { arrived_at: null }, undefined],
    ['the day is not known', { arrival_day: null }, undefined],
    ['the hour is not known', { arrival_hour_of_week: null }, undefined],
  ])('a stay: %s', (_what, over, expected) => {
    const fact = one('stay', { referrals: [referral({ ...arrival, ...over })] });
    if (expected === undefined) expect(fact).toBeUndefined();
    else expect(fact).toMatchObject(expected);
  });

  test('a pick is whose who picked', () => {
    const pick: PickRecord = {
      ...placed,
      id: 'pick',
      lead_id: 'lead',
      facility_id: 'facility',
      picked_by: 'picker',
      overridden: true,
    };
    expect(one('pick', { picks: [pick] })).toMatchObject({
      agent_id: 'picker',
      facility_id: 'facility',
      overridden: true,
      source_id: 'source',
      last_source_id: 'last source',
      last_campaign: 'winter',
      tracking_number_id: 'number',
      lead_id: 'lead',
    });
  });

  test('records of a lead that is not asked for make no facts', () => {
    const facts = made({ calls: [call()], checks: [check()], referrals: [referral()] });
    expect(Object.values(facts).every((rows) => rows.length === 0)).toBe(true);
  });
});
