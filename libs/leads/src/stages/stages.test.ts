import { describe, expect, test } from '@jest/globals';
import { CLOSED_REASONS, STAGES, type Stage } from '#contract';
import { gate, type GateFacts, type Move, partOfDay } from './gate.js';
import { checkTransitions, goesBack, STAGE_TRANSITIONS } from './transitions.js';
import { wayOfReferrals } from './way-of-referrals.js';

const attempts = (...times: string[]) => times.map((time) => new Date(time));
const SIX = attempts(
  '2026-11-23T09:00-05:00',
  '2026-11-23T13:00-05:00',
  '2026-11-23T18:00-05:00',
  '2026-11-24T09:00-05:00',
  '2026-11-24T13:00-05:00',
  '2026-11-24T18:00-05:00',
);
const FULL: GateFacts = {
  patientNamed: true,
  substances: ['alcohol'],
  levelOfCare: 'wm_3_7',
  payment: 'coverage',
  coverages: 1,
  matches: 0,
  attempts: SIX,
  spokenWith: true,
  lowCostOffered: true,
  urgency: 'P2',
  closedFrom: null,
  referralsOnTheWay: false,
  livingReferrals: false,
  timeZone: 'America/New_York',
};

describe('the stage table', () => {
  test('holds together', () => {
    expect(() => checkTransitions(STAGE_TRANSITIONS)).not.toThrow();
  });

  test.each<[string, Partial<Record<Stage, readonly string[] | undefined>>, RegExp]>([
    ['a stage without a row', { verifying: undefined }, /no row for verifying/],
    ['a target that is none', { new: ['attempted', 'closed', 'dreaming'] }, /dreaming/],
    ['a loop', { new: ['new', 'attempted', 'closed'] }, /leads to itself/],
    ['one that never closes', { attempted: ['contacted'] }, /attempted never closes/],
    ['one said twice', { admitted: ['closed', 'closed'] }, /twice/],
    [
      'one nobody reaches',
      { scheduled: ['closed'], closed: ['new'] },
      /No way leads to the stage admitted/,
    ],
  ])('with %s it is refused at the start', (_, change, error) => {
    const table = { ...STAGE_TRANSITIONS, ...change } as Record<string, readonly string[]>;
    if (change.verifying === undefined && 'verifying' in change) delete table.verifying;
    expect(() => checkTransitions(table)).toThrow(error);
  });

  test.each<[Stage, Stage, boolean]>([
    ['contacted', 'attempted', true],
    ['attempted', 'contacted', false],
    ['admitted', 'closed', false],
    ['closed', 'contacted', true],
  ])('%s to %s goes back: %s', (from, to, back) => {
    expect(goesBack(from, to)).toBe(back);
  });
});

describe('the way of a lead whose referrals move', () => {
  test.each<[Stage, Stage | null, Stage[]]>([
    ['matched', 'referred', ['referred']],
    ['matched', 'accepted', ['referred', 'accepted']],
    ['referred', 'scheduled', ['accepted', 'scheduled']],
    ['referred', null, ['matched']],
    ['scheduled', null, ['matched']],
    ['scheduled', 'referred', ['accepted', 'referred']],
    ['admitted', null, ['scheduled', 'matched']],
    ['accepted', 'accepted', []],
    ['qualified', 'referred', []],
    ['closed', 'accepted', []],
  ])('from %s to what stands for %s', (from, to, way) => {
    expect(wayOfReferrals(from, to)).toEqual(way);
  });

  test('every step of it is in the table of stages, and it gets there', () => {
    const following: Stage[] = ['matched', 'referred', 'accepted', 'scheduled', 'admitted'];
    for (const from of following) {
      for (const to of following.filter((stage) => stage !== from)) {
        const way = [from, ...wayOfReferrals(from, to)];
        expect(way.at(-1)).toBe(to);
        for (const [index, step] of way.slice(1).entries()) {
          expect(STAGE_TRANSITIONS[way[index] as Stage]).toContain(step);
        }
      }
    }
  });
});

describe('gate', () => {
  test.each<[string, Stage, Stage, Partial<GateFacts>, Move, RegExp[]]>([
    ['attempted with a call', 'new', 'attempted', {}, {}, []],
    ['back while nobody waits', 'referred', 'matched', {}, {}, []],
    [
      'back behind a living referral',
      'referred',
      'matched',
      { livingReferrals: true },
      {},
      [/withdrawn or declined/],
    ],
    [
      'closed while a facility waits',
      'referred',
      'closed',
      { referralsOnTheWay: true, livingReferrals: true },
      { reason: 'not_ready' },
      [/a facility is waiting/],
    ],
    [
      'closed after they were admitted',
      'admitted',
      'closed',
      { livingReferrals: true },
      { reason: 'chose_another' },
      [],
    ],
    [
      'attempted without',
      'new',
      'attempted',
      { attempts: [], spokenWith: false },
      {},
      [/an attempt/],
    ],
    ['contacted', 'attempted', 'contacted', {}, {}, []],
    [
      'contacted, nobody spoken with',
      'attempted',
      'contacted',
      { spokenWith: false },
      {},
      [/a conversation/],
    ],
    ['qualified', 'contacted', 'qualified', {}, {}, []],
    ['qualified, payment unknown', 'contacted', 'qualified', { payment: 'unknown' }, {}, []],
    [
      'qualified with nothing known',
      'contacted',
      'qualified',
      { patientNamed: false, substances: [], levelOfCare: null, payment: null },
      {},
      [/patient's name/, /substance/, /level of care/, /how it is paid/],
    ],
    ['verifying', 'qualified', 'verifying', {}, {}, []],
    [
      'verifying without a coverage',
      'qualified',
      'verifying',
      { coverages: 0 },
      {},
      [/a coverage/],
    ],
    [
      'verifying who pays themselves',
      'qualified',
      'verifying',
      { payment: 'self_pay', coverages: 0 },
      {},
      [/skips this stage/],
    ],
    [
      'matched, insured, unverified',
      'qualified',
      'matched',
      {},
      {},
      [/verified benefit/, /stored match/],
    ],
    ['matched, self-pay', 'qualified', 'matched', { payment: 'self_pay' }, {}, [/stored match/]],
    ['matched, verified', 'verifying', 'matched', {}, {}, [/stored match/]],
    ['matched, with a match', 'verifying', 'matched', { matches: 1 }, {}, []],
    ['referred', 'matched', 'referred', {}, {}, [/a referral/]],
    ['back needs nothing', 'qualified', 'contacted', { spokenWith: false }, {}, []],
    ['closed without a reason', 'new', 'closed', {}, {}, [/a reason/]],
    ['closed for a made-up reason', 'new', 'closed', {}, { reason: 'bored' }, [/from the list/]],
    ['closed for cost', 'contacted', 'closed', {}, { reason: 'cost' }, []],
    [
      'closed for cost, nothing offered',
      'contacted',
      'closed',
      { lowCostOffered: false },
      { reason: 'cost' },
      [/low-cost/],
    ],
    [
      'no coverage, nothing offered',
      'contacted',
      'closed',
      { lowCostOffered: false },
      { reason: 'no_coverage' },
      [/low-cost/],
    ],
    [
      'no bed, nothing offered',
      'contacted',
      'closed',
      { lowCostOffered: false },
      { reason: 'no_bed' },
      [/low-cost/],
    ],
    [
      'not ready, nothing offered',
      'contacted',
      'closed',
      { lowCostOffered: false },
      { reason: 'not_ready' },
      [],
    ],
    ['unreachable', 'attempted', 'closed', { spokenWith: false }, { reason: 'unreachable' }, []],
    [
      'unreachable after five',
      'attempted',
      'closed',
      { attempts: SIX.slice(1) },
      { reason: 'unreachable' },
      [/six attempts.*5 so far/],
    ],
    [
      'unreachable, six in one morning',
      'attempted',
      'closed',
      { attempts: SIX.map(() => new Date('2026-11-24T09:00-05:00')) },
      { reason: 'unreachable' },
      [/in the afternoon and in the evening/],
    ],
    [
      'P0 never spoken with',
      'new',
      'closed',
      { urgency: 'P0', spokenWith: false },
      { reason: 'not_ready' },
      [/for their safety/],
    ],
    [
      'P0 never spoken with, explained',
      'new',
      'closed',
      { urgency: 'P0', spokenWith: false },
      { reason: 'not_ready', note: 'police sent' },
      [],
    ],
    [
      'P0 that was spam',
      'new',
      'closed',
      { urgency: 'P0', spokenWith: false },
      { reason: 'spam' },
      [],
    ],
    ['reopened where it was', 'closed', 'contacted', { closedFrom: 'contacted' }, {}, []],
    [
      'reopened elsewhere',
      'closed',
      'qualified',
      { closedFrom: 'contacted' },
      {},
      [/only the stage it was closed from/],
    ],
  ])('%s', (_, from, to, facts, move, missing) => {
    const found = gate(from, to, { ...FULL, ...facts }, move);
    expect(found).toHaveLength(missing.length);
    missing.forEach((pattern, index) => expect(found[index]).toMatch(pattern));
  });

  test('every reason closes a lead of which everything is known', () => {
    for (const { code } of CLOSED_REASONS) {
      expect(gate('contacted', 'closed', FULL, { reason: code })).toEqual([]);
    }
  });

  test('no stage is without a gate', () => {
    for (const stage of STAGES) expect(Array.isArray(gate('new', stage, FULL))).toBe(true);
  });
});

test.each([
  ['2026-11-24T11:59-05:00', 'morning'],
  ['2026-11-24T12:00-05:00', 'afternoon'],
  ['2026-11-24T17:00-05:00', 'evening'],
])('%s is %s', (at, part) => {
  expect(partOfDay(new Date(at), 'America/New_York')).toBe(part);
});
