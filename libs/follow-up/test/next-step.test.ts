import { describe, expect, test } from '@jest/globals';
import type { CadencePlan } from '#contract';
import { at, call, day, email, facts, reach, sms, wait, way, ZONE } from './plan-cases.js';
import { branchTaken, followUpEnds, type NextStep, nextStep } from '../src/cadences/next-step.js';

// 24 November 2026 is a Tuesday; New York is five hours behind UTC.
const TUESDAY_10 = at('2026-11-24T10:00');

/** What comes next, in a line. */
function line(next: NextStep): string {
  const skipped = next.skipped.map(({ step, because }) => `${step.key}✗${because}`);
  const here =
    next.kind === 'contact'
      ? `${next.step.key}@${local(next.at)}${next.moved ? `<${next.moved}` : ''}`
      : next.kind === 'look'
        ? `look@${local(next.at)}`
        : `ended:${next.because}`;
  return [...skipped, here].join(' ');
}

function local(moment: Date): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: ZONE,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(moment);
}

const next = (
  plan: CadencePlan,
  now: Date,
  given: Parameters<typeof facts>[0] = {},
  how: Parameters<typeof reach>[0] = {},
) => line(nextStep(plan, facts({ startedAt: TUESDAY_10, ...given }), now, ZONE, reach(how)));

describe('when a step comes', () => {
  test.each<[string, CadencePlan, string]>([
    ['at once', [call('a')], 'a@2026-11-24 10:00'],
    ['after minutes', [wait(2, 'minutes'), sms('a')], 'a@2026-11-24 10:02'],
    ['after hours', [wait(5, 'hours'), call('a')], 'a@2026-11-24 15:00'],
    [
      'after waits in a row',
      [wait(1, 'hours'), wait(5, 'minutes'), call('a')],
      'a@2026-11-24 11:05',
    ],
    // Thursday the 26th is a holiday of the house: Wednesday, Friday, (weekend works here too) Saturday.
    ['after business days', [wait(2, 'business_days'), call('a')], 'a@2026-11-27 10:00'],
    ['another part of day 2', [day(2), call('a')], 'a@2026-11-25 08:00'],
    ['a given part of a day', [day(5, 'afternoon'), call('a')], 'a@2026-11-28 12:00'],
    ['e-mail at any hour', [wait(13, 'hours'), email('a')], 'a@2026-11-24 23:00'],
  ])('%s', (_name, plan, expected) => {
    expect(next(plan, TUESDAY_10)).toBe(expected);
  });

  test('a text after nine in the evening waits for the morning', () => {
    const anchor = at('2026-11-24T20:59');
    const given = { anchorAt: anchor, startedAt: anchor };
    expect(next([wait(2, 'minutes'), sms('a')], anchor, given)).toBe(
      'a@2026-11-25 08:00<quiet_hours',
    );
  });

  test('a call waits for our own hours, a text does not', () => {
    const saturday = at('2026-11-28T18:30');
    const given = { anchorAt: saturday, startedAt: saturday };
    expect(next([call('a')], saturday, given)).toBe('a@2026-11-29 09:00<business_hours');
    expect(next([sms('a')], saturday, given)).toBe('a@2026-11-28 18:30');
    expect(next([call('a')], saturday, given, { urgent: true })).toBe('a@2026-11-28 18:30');
  });

  test('Florida closes at eight and opens for nobody after three attempts in 24 hours', () => {
    const evening = at('2026-11-24T20:10');
    const given = { anchorAt: evening, startedAt: evening };
    const florida = { ways: [way('call', { states: ['FL'] })] };
    expect(next([call('a')], evening, given, florida)).toBe('a@2026-11-25 08:00<quiet_hours');
    const tried = ['2026-11-24T10:00', '2026-11-24T11:00', '2026-11-24T12:00'].map((time) =>
      at(time),
    );
    const noon = at('2026-11-24T13:00');
    expect(next([call('a')], noon, { anchorAt: noon, attempts: tried }, florida)).toBe(
      'a@2026-11-25 10:00<three_in_a_day',
    );
  });

  test('on the day the clocks go forward a morning is still the morning', () => {
    const saturday = at('2027-03-13T10:00', '-05:00');
    const given = { startedAt: saturday, anchorAt: saturday, followedSince: saturday };
    const plan = [day(2, 'morning'), call('a')];
    const found = nextStep(plan, facts(given), saturday, ZONE, reach());
    expect(found).toMatchObject({ at: new Date('2027-03-14T13:00:00Z'), moved: 'business_hours' });
  });

  test('another part of the day is the one they were tried least in', () => {
    const morning = at('2026-11-24T10:00');
    const evening = at('2026-11-24T18:00');
    expect(next([day(2), call('a')], morning, { attempts: [morning] })).toBe('a@2026-11-25 12:00');
    expect(next([day(2), call('a')], evening, { attempts: [morning, evening] })).toBe(
      'a@2026-11-25 12:00',
    );
    const all = [morning, at('2026-11-24T13:00'), evening];
    expect(next([day(2), call('a')], evening, { attempts: all })).toBe('a@2026-11-25 08:00');
  });

  test('a part of the day in which we are closed is no choice', () => {
    // Saturday ends at 18:00: the evening has one hour. Sunday likewise; here the house closes at five.
    const closesAtFive = { hours: { wed: [['08:00', '17:00'] as [string, string]] } };
    const attempts = ['2026-11-24T10:00', '2026-11-24T13:00'].map((time) => at(time));
    const how = { working: { ...closesAtFive, timeZone: ZONE } };
    expect(next([day(2), call('a')], at('2026-11-24T14:00'), { attempts }, how)).toBe(
      'a@2026-11-25 08:00',
    );
  });

  test('the call promised to them comes first, unless it is urgent', () => {
    const promisedAt = at('2026-11-24T18:00');
    expect(next([call('a')], TUESDAY_10, {}, { promisedAt })).toBe(
      'a@2026-11-24 18:00<promise_first',
    );
    expect(next([call('a')], TUESDAY_10, {}, { promisedAt, urgent: true })).toBe(
      'a@2026-11-24 10:00',
    );
    expect(next([sms('a')], TUESDAY_10, {}, { promisedAt })).toBe('a@2026-11-24 10:00');
  });
});

describe('what is skipped, and why', () => {
  test.each<[string, Parameters<typeof way>[1], string]>([
    ['without consent', { ledger: [] }, 'no_consent'],
    ['after a stop', { stopped: true }, 'stopped'],
    ['when a text is not safe', { safeToText: false }, 'not_safe_to_text'],
  ])('a text %s', (_name, change, because) => {
    const how = { ways: [way('call'), way('sms', change)] };
    expect(next([sms('a'), call('b')], TUESDAY_10, {}, how)).toBe(
      `a✗${because} b@2026-11-24 10:00`,
    );
  });

  test('a step without a number or address', () => {
    expect(next([email('a'), call('b')], TUESDAY_10, {}, { ways: [way('call')] })).toBe(
      'a✗no_contact_point b@2026-11-24 10:00',
    );
  });

  test('what is closed now is looked at again when its time comes', () => {
    const how = { ways: [way('sms', { ledger: [] })] };
    const plan = [wait(1, 'hours'), sms('a')];
    expect(next(plan, TUESDAY_10, {}, how)).toBe('a@2026-11-24 11:00');
    expect(next(plan, at('2026-11-24T11:00'), {}, how)).toBe('a✗no_consent ended:plan_done');
  });

  test('something they sent is read first', () => {
    const how = { ways: [way('sms', { unprocessedInbound: true })] };
    expect(next([sms('a')], TUESDAY_10, {}, how)).toBe('a@2026-11-24 10:10<inbound_unprocessed');
  });

  test('the second number is used when the first is closed', () => {
    const ways = [way('sms', { ledger: [], point: 'one' }), way('sms', { point: 'two' })];
    expect(next([sms('a')], TUESDAY_10, {}, { ways })).toBe('a@2026-11-24 10:00');
  });
});

describe('after the worker was away', () => {
  const plan = [call('one'), wait(2, 'minutes'), sms('two'), wait(1, 'hours'), call('three')];

  test('ten minutes late: it is simply done', () => {
    expect(next(plan, at('2026-11-24T10:10'))).toBe('one@2026-11-24 10:10');
  });

  test('an hour late: what a later step replaces is skipped, the last due one is done', () => {
    expect(next(plan, at('2026-11-24T11:10'))).toBe(
      'one✗overtaken two✗overtaken three@2026-11-24 11:10',
    );
  });

  test('a later step that is closed replaces nothing', () => {
    const how = { ways: [way('call'), way('sms', { ledger: [] })] };
    const short = [call('one'), wait(2, 'minutes'), sms('two')];
    expect(next(short, at('2026-11-24T11:10'), {}, how)).toBe('one@2026-11-24 11:10');
  });

  test('days late: one call, not one for each day', () => {
    const days = [day(2), call('two'), day(3), call('three'), day(5), call('five')];
    expect(next(days, at('2026-11-27T10:00'))).toBe(
      'two✗overtaken three@2026-11-27 10:00<business_hours',
    );
  });

  test('a text that would come the next day says nothing any more', () => {
    const anchor = at('2026-11-24T19:00');
    const given = { anchorAt: anchor, startedAt: anchor };
    expect(next([sms('a')], at('2026-11-25T09:00'), given)).toBe('a✗too_late ended:plan_done');
  });

  test('an e-mail of last week is none, a call of last week still is one', () => {
    const week = at('2026-12-01T10:00');
    expect(next([email('a')], week)).toBe('a✗too_late ended:plan_done');
    expect(next([call('a')], week)).toBe('a@2026-12-01 10:00');
  });

  test('quiet hours are not lateness: what waited for the morning is done in the morning', () => {
    const night = at('2026-11-24T22:00');
    const given = { anchorAt: night, startedAt: night };
    expect(next([call('a'), wait(1, 'hours'), call('b')], at('2026-11-25T08:00'), given)).toBe(
      'a@2026-11-25 08:00<quiet_hours',
    );
  });

  test('a day that was over before its turn came is skipped', () => {
    const resumed = at('2026-11-28T10:00');
    const given = { anchorAt: resumed };
    expect(next([day(2), call('two'), day(7), call('seven')], resumed, given)).toBe(
      'two✗too_late seven@2026-11-30 08:00',
    );
  });
});

describe('branches', () => {
  const plan: CadencePlan = [
    { kind: 'branch', key: 'b', reached: 'end', notReached: 'next', notTried: 'later' },
    sms('missed'),
    wait(1, 'hours', 'later'),
    call('again'),
  ];
  const triedAt = at('2026-11-24T10:00');
  const tried = at('2026-11-24T10:05');

  test.each<[string, Parameters<typeof facts>[0], string]>([
    ['tried and not reached', { triedAt, attempts: [tried] }, 'missed@2026-11-24 10:05'],
    ['nobody tried', { triedAt }, 'again@2026-11-24 11:05'],
    ['they wrote since', { triedAt, attempts: [tried], heardAt: tried }, 'ended:plan_done'],
    [
      'they wrote before',
      { triedAt, attempts: [tried], heardAt: at('2026-11-24T09:00') },
      'missed@2026-11-24 10:05',
    ],
  ])('%s', (_name, given, expected) => {
    expect(next(plan, tried, { anchorAt: tried, ...given })).toBe(expected);
  });

  test('a branch is decided at its time, not when it is planned', () => {
    const waiting: CadencePlan = [wait(1, 'hours'), ...plan];
    expect(next(waiting, tried, { anchorAt: tried, triedAt })).toBe('look@2026-11-24 11:05');
  });

  test('a message is tried once it is sent', () => {
    const base = { triedAt, triedByMessage: true, attempts: [], heardAt: null };
    expect(branchTaken(base)).toBe('notReached');
    expect(branchTaken({ ...base, triedByMessage: false })).toBe('notTried');
  });
});

describe('how it ends', () => {
  test.each<[string, Parameters<typeof facts>[0], string]>([
    ['a conversation since', { conversationAt: at('2026-11-24T10:05') }, 'ended:conversation'],
    ['a stop', { stoppedAt: at('2026-11-24T10:05') }, 'ended:stopped'],
    ['closed', { closedAt: at('2026-11-24T10:05') }, 'ended:closed'],
    ['the last step done', { position: 1 }, 'ended:plan_done'],
    ['90 days since it was taken up', { followedSince: at('2026-08-01T10:00') }, 'ended:over'],
    ['a conversation before', { conversationAt: at('2026-11-20T10:00') }, 'a@2026-11-24 10:10'],
  ])('%s', (_name, given, expected) => {
    expect(next([call('a')], at('2026-11-24T10:10'), given)).toBe(expected);
  });

  test('a step beyond 90 days is none', () => {
    const followedSince = at('2026-08-26T12:00', '-04:00');
    expect(followUpEnds(followedSince)).toEqual(at('2026-11-24T11:00'));
    expect(next([wait(2, 'hours'), call('a')], TUESDAY_10, { followedSince })).toBe('ended:over');
    expect(next([wait(30, 'minutes'), call('a')], TUESDAY_10, { followedSince })).toBe(
      'a@2026-11-24 10:30',
    );
  });
});
