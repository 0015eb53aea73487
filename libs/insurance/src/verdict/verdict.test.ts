import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { BenefitTerms, PlanSummary } from '#contract';
import { NO_SUMMARY } from '../eligibility/plan-summary.js';
import { costInWords } from './cost.js';
import { validUntil } from './valid-until.js';
import { verdictOf } from './verdict.js';

const ON = '2026-11-20';
const NOTHING = { total: null, met: null, remaining: null };
const terms = (more: Partial<BenefitTerms> = {}): BenefitTerms => ({
  levelOfCare: 'residential_high',
  network: 'in',
  covered: 'yes',
  deductible: NOTHING,
  familyDeductible: NOTHING,
  outOfPocket: NOTHING,
  familyOutOfPocket: NOTHING,
  copay: null,
  coinsurance: null,
  authorisation: 'not_required',
  limits: [],
  notes: [],
  serviceTypes: ['RT'],
  ...more,
});
const ACTIVE: PlanSummary = { ...NO_SUMMARY, active: 'active' };
const verdict = (
  summary: PlanSummary | null,
  all: BenefitTerms[],
  more: Partial<Parameters<typeof verdictOf>[0]> = {},
) =>
  verdictOf({
    on: ON,
    levelsOfCare: ['residential_high'],
    summary,
    terms: all,
    refusals: [],
    anotherCoverage: false,
    ...more,
  });

describe('the verdict and its rules', () => {
  test.each<[string, PlanSummary | null, BenefitTerms[], string, string]>([
    ['covered', ACTIVE, [terms()], 'viable', 'covered'],
    [
      'out of network only',
      ACTIVE,
      [terms({ covered: 'no' }), terms({ network: 'out' })],
      'viable',
      'covered',
    ],
    ['to be authorised', ACTIVE, [terms({ authorisation: 'required' })], 'viable', 'authorisation'],
    [
      'not covered',
      ACTIVE,
      [terms({ covered: 'no' }), terms({ network: 'out', covered: 'no' })],
      'not_viable',
      'not_covered',
    ],
    [
      'in network not, out of it not said',
      ACTIVE,
      [terms({ covered: 'no' }), terms({ network: 'out', covered: 'unknown' })],
      'needs_more',
      'not_said',
    ],
    ['nothing said of it', ACTIVE, [], 'needs_more', 'not_said'],
    [
      'days used up',
      ACTIVE,
      [terms({ limits: [{ unit: 'days', total: 30, used: 30, remaining: 0, period: null }] })],
      'not_viable',
      'used_up',
    ],
    ['not active', { ...ACTIVE, active: 'inactive' }, [terms()], 'not_viable', 'inactive'],
    [
      'not known whether active',
      { ...ACTIVE, active: 'unknown' },
      [terms()],
      'needs_more',
      'active_unknown',
    ],
    ['ended', { ...ACTIVE, ends: '2026-10-31' }, [terms()], 'not_viable', 'ended'],
    ['ends today', { ...ACTIVE, ends: ON }, [terms()], 'viable', 'covered'],
    ['begins later', { ...ACTIVE, begins: '2026-12-01' }, [terms()], 'needs_more', 'not_begun'],
    ['in grace', { ...ACTIVE, inGrace: true }, [terms()], 'needs_more', 'grace'],
    [
      'COBRA to be chosen',
      { ...ACTIVE, cobra: 'pending' },
      [terms()],
      'needs_more',
      'cobra_pending',
    ],
    ['COBRA in force', { ...ACTIVE, cobra: 'active' }, [terms()], 'viable', 'covered'],
    [
      'handled elsewhere',
      { ...ACTIVE, carveOuts: [{ name: 'Carved', phone: null, id: null }] },
      [terms()],
      'needs_more',
      'carve_out',
    ],
    [
      'another payer',
      { ...ACTIVE, otherPayers: [{ name: 'Other', phone: null, id: null }] },
      [terms()],
      'needs_more',
      'other_payer',
    ],
    ['no answer', null, [], 'needs_more', 'no_answer'],
  ])('%s', (_, summary, all, expected, rule) => {
    const given = verdict(summary, all);
    expect(given.verdict).toBe(expected);
    expect(given.reasons.map((reason) => reason.rule)).toContain(rule);
    expect(given.rulesVersion).toBe(1);
  });

  test('another payer is no question where both are known', () => {
    const summary = { ...ACTIVE, otherPayers: [{ name: 'Other', phone: null, id: null }] };
    expect(verdict(summary, [terms()], { anotherCoverage: true }).verdict).toBe('viable');
  });

  test('one covered level of two is a way in', () => {
    const given = verdict(ACTIVE, [terms()], {
      levelsOfCare: ['residential_high', 'sober_living'],
    });
    expect(given.verdict).toBe('viable');
    expect(given.reasons.map(({ rule }) => rule)).toEqual(['covered', 'no_benefit']);
  });

  test('a payer’s refusal says what to do', () => {
    const refusals = [
      { code: '75', sentence: 'Not known.', toDo: 'Compare the card.', again: false },
    ];
    expect(verdict(null, [], { refusals }).reasons[0]?.because).toBe(
      'Not known. Compare the card.',
    );
  });

  test('R13 no amount, share or limit that is left changes a verdict', () => {
    const cents = fc.option(fc.integer({ min: 0, max: 10_000_000 }));
    const amounts = fc.record({ total: cents, met: cents, remaining: cents });
    const expected = verdict(ACTIVE, [terms()]);
    fc.assert(
      fc.property(
        amounts,
        amounts,
        fc.integer({ min: 0, max: 100 }),
        cents,
        (deductible, outOfPocket, share, copay) => {
          const money = terms({
            deductible,
            outOfPocket,
            coinsurance: { low: share, high: share },
            copay: copay === null ? null : { low: copay, high: copay, per: 'day' },
          });
          expect(verdict(ACTIVE, [money])).toEqual(expected);
        },
      ),
    );
  });
});

describe('how long it holds', () => {
  const ZONE = 'America/New_York';
  test.each([
    ['to the end of the month', '2026-11-20T15:00:00Z', {}, '2026-12-01T05:00:00.000Z'],
    ['on its last day', '2026-11-30T23:00:00Z', {}, '2026-12-01T05:00:00.000Z'],
    [
      'not past the plan',
      '2026-11-20T15:00:00Z',
      { ends: '2026-11-24' },
      '2026-11-25T05:00:00.000Z',
    ],
    ['over the change of clocks', '2026-10-20T15:00:00Z', {}, '2026-11-01T04:00:00.000Z'],
    [
      'a plan that ended long ago: today',
      '2026-11-20T15:00:00Z',
      { ends: '2026-01-31' },
      '2026-12-01T05:00:00.000Z',
    ],
    [
      'a whole month of 31 days',
      '2026-12-01T15:00:00Z',
      { resetsOn: '2027-01-01' },
      '2027-01-01T05:00:00.000Z',
    ],
  ])('%s', (_, at, more, until) => {
    const summary = { ends: null, resetsOn: null, ...more };
    expect(validUntil(new Date(at), summary, ZONE).toISOString()).toBe(until);
  });
});

describe('what it costs, in words', () => {
  const PPO = terms({
    deductible: { total: 300_000, met: 180_000, remaining: 120_000 },
    outOfPocket: { total: 750_000, met: 230_000, remaining: 520_000 },
    coinsurance: { low: 20, high: 20 },
    authorisation: 'required',
    limits: [{ unit: 'days', total: 30, used: 4, remaining: 26, period: 'calendar year' }],
  });
  const said = (one: BenefitTerms, language: 'en' | 'es' = 'en') =>
    costInWords([one], ON, language).levels[0]?.sentences;

  test('what is left, the share after it, the most it can be', () => {
    expect(said(PPO)).toEqual([
      'At a facility in your plan’s network: about $1,200 of your deductible is left; you pay that first; after it you pay 20 %.',
      'The most you would pay for covered care until your plan year begins again is about $5,200.',
      'The plan has to agree before admission.',
      'The plan has 26 days left for this.',
    ]);
    expect(said(PPO, 'es')?.[0]).toBe(
      'En un centro de la red de su plan: quedan unos $1,200 de su deducible; eso lo paga usted primero; después usted paga el 20 %.',
    );
  });

  test.each<[string, Partial<BenefitTerms>, RegExp]>([
    ['met', { deductible: { total: 100, met: 100, remaining: 0 } }, /already met; you pay 20 %/],
    [
      'none',
      { deductible: { total: 0, met: 0, remaining: 0 } },
      /no deductible applies; you pay 20 %/,
    ],
    [
      'not told how much is met',
      { deductible: { total: 300_000, met: null, remaining: null } },
      /about \$3,000; the plan did not say how much/,
    ],
    ['a span', { coinsurance: { low: 10, high: 30 } }, /between 10 % and 30 %/],
    [
      'a copay to the cent',
      { coinsurance: null, copay: { low: 2550, high: 2550, per: 'visit' } },
      /\$25\.50 for each visit/,
    ],
    [
      'nothing after it',
      { coinsurance: { low: 0, high: 0 } },
      /after that the plan says you pay nothing/,
    ],
    ['not covered', { covered: 'no' }, /does not cover it/],
  ])('%s', (_, more, words) => expect(said({ ...PPO, ...more })?.[0]).toMatch(words));

  test('nothing known is said', () => {
    expect(said(terms())).toEqual([
      'At a facility in your plan’s network: the plan did not say what you would pay.',
    ]);
    expect(costInWords([], ON, 'en').levels[0]?.sentences[0]).toMatch(/has not told us/);
  });

  test('R14 nobody is told less than the plan says, nor promised anything', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000_000 }), (remaining) => {
        const cost = costInWords(
          [{ ...PPO, deductible: { total: null, met: null, remaining } }],
          ON,
          'en',
        );
        const [amount] = /\$[\d,]+/.exec(cost.levels[0]?.sentences[0] ?? '') ?? [''];
        expect(Number(amount.replaceAll(/[$,]/g, '')) * 100).toBeGreaterThanOrEqual(remaining);
        expect(cost.assumptions.join(' ')).toMatch(/not a promise/);
      }),
    );
  });
});
