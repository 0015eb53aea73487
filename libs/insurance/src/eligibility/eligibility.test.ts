import { describe, expect, test } from '@jest/globals';
import { SERVICE_TYPES } from './service-types.js';
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { readJsonAnswer } from '../json/read-answer.js';
import { compose271, composeJson } from '../simulated/compose.js';
import { SCENARIOS, scenarioOf } from '../simulated/plans.js';
import { read271 } from '../x12/read-271.js';
import { type Benefit, centsOf, dateOf, type EligibilityAnswer, percentOf } from './answer.js';
import { benefitTerms } from './benefit-terms.js';
import { combineAnswers } from './combine.js';
import { refusalOf } from './payer-errors.js';
import { planSummary } from './plan-summary.js';
import { serviceTypesOf, serviceTypesToAsk } from './service-types.js';
import { LEVELS_OF_CARE } from '#contract';

const ON = '2026-11-20';
const question = (memberId: string, serviceType: string) => ({
  trace: 'T1',
  payerId: '60054',
  payerName: 'SAMPLE',
  npi: '1999999984',
  memberId,
  lastName: 'DOE',
  firstName: 'JANE',
  born: '19900228',
  serviceType,
  on: '20261120',
});
const asked = (memberId: string, types: readonly string[]) =>
  combineAnswers(
    types.map((type) => read271(compose271(question(memberId, type), scenarioOf(memberId)))),
  );

describe('numbers of the wire', () => {
  test.each([
    ['6000', 600_000],
    ['1250.5', 125_050],
    ['.5', 50],
    ['0.00', 0],
    ['10.009', 1000],
    ['-3', -300],
    ['', null],
    ['.', null],
    ['1,000', null],
    ['1e3', null],
    [undefined, null],
  ])('centsOf(%j) is %j', (text, cents) => expect(centsOf(text)).toBe(cents));

  test('cents are exact, which floats are not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000_000 }), (cents) => {
        const text = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
        expect(centsOf(text)).toBe(cents);
      }),
    );
  });

  test.each([
    ['.2', 20],
    ['0', 0],
    ['.00', 0],
    ['1', 100],
    ['.125', 12.5],
    ['20', 20],
    ['100', 100],
    ['101', null],
    ['-.2', null],
    ['', null],
  ])('percentOf(%j) is %j', (text, percent) => expect(percentOf(text)).toBe(percent));

  test.each([
    ['20260228', '2026-02-28'],
    ['20260230', null],
    ['2026', null],
    [null, null],
  ])('dateOf(%j) is %j', (text, date) => expect(dateOf(text)).toBe(date));
});

describe('both wires mean the same', () => {
  test.each(
    Object.keys(SCENARIOS).filter((name) => SCENARIOS[name]?.plan ?? SCENARIOS[name]?.error),
  )('%s', (name) => {
    for (const type of ['30', 'CI', 'CJ', 'AI', 'RT']) {
      const scenario = scenarioOf(name);
      const fromX12 = read271(compose271(question(name, type), scenario));
      const fromJson = readJsonAnswer(
        JSON.parse(JSON.stringify(composeJson(question(name, type), scenario))),
      );
      expect(fromJson.benefits).toEqual(fromX12.benefits);
      expect(fromJson.errors).toEqual(fromX12.errors);
      expect(planSummary(fromJson, ON)).toEqual(planSummary(fromX12, ON));
    }
  });
});

describe('what an answer says of a level of care', () => {
  test('residential in a PPO: shares, what is left, days, authorisation', () => {
    const [inside, outside] = benefitTerms(asked('PPO1', ['30', 'RT', 'CI']), ['residential_high']);
    expect(inside).toMatchObject({
      network: 'in',
      covered: 'yes',
      deductible: { total: 300_000, met: 180_000, remaining: 120_000 },
      familyDeductible: { total: 600_000, met: 184_950, remaining: 415_050 },
      outOfPocket: { total: 750_000, met: 230_000, remaining: 520_000 },
      coinsurance: { low: 20, high: 20 },
      copay: null,
      authorisation: 'required',
      limits: [{ unit: 'days', total: 30, used: 4, remaining: 26, period: 'calendar year' }],
    });
    expect(outside).toMatchObject({
      covered: 'yes',
      deductible: { total: 600_000, met: 0, remaining: 600_000 },
      coinsurance: { low: 40, high: 40 },
      limits: [],
    });
  });

  test('outpatient has its copay, and no days of inpatient', () => {
    const [inside] = benefitTerms(asked('PPO1', ['30', 'CJ', 'AI']), ['outpatient']);
    expect(inside).toMatchObject({ copay: { low: 4000, high: 4000, per: 'visit' }, limits: [] });
  });

  test('an HMO pays nothing out of network', () => {
    const [, outside] = benefitTerms(asked('HMO1', ['30', 'CI']), ['inpatient_monitored']);
    expect(outside?.covered).not.toBe('yes');
  });

  test('a service that is not named is not known, whatever the plan says of the rest', () => {
    const answer = asked('CARVE1', ['30', 'CI']);
    expect(benefitTerms(answer, ['residential_high'])[0]?.covered).toBe('unknown');
    expect(planSummary(answer, ON)).toMatchObject({
      active: 'active',
      carveOuts: [{ name: 'BEHAVIORAL CARVE OUT INC', phone: '8005550142' }],
    });
  });

  test('“not covered” of the nearest service goes before “active” of a wider one', () => {
    const benefit = (code: string, types: string[]): Benefit => ({
      code,
      level: null,
      serviceTypes: types,
      plan: null,
      insuranceType: null,
      period: null,
      amount: null,
      percent: null,
      quantity: null,
      authorisation: null,
      network: null,
      messages: [],
      parties: [],
      places: [],
      dates: [],
    });
    const answer = {
      ...asked('CARVE1', []),
      benefits: [benefit('1', ['MH', '30']), benefit('I', ['RT'])],
    };
    expect(benefitTerms(answer, ['residential_high'])[0]?.covered).toBe('no');
    expect(benefitTerms(answer, ['outpatient'])[0]?.covered).toBe('yes');
  });

  test.each([
    ['GONE1', 'inactive'],
    ['ENDED1', 'inactive'],
    ['PPO1', 'active'],
    ['UNKNOWN1', 'unknown'],
  ])('%s is %s', (member, active) => {
    expect(planSummary(asked(member, ['30']), ON).active).toBe(active);
  });

  test('every level but sober living has codes, each of behavioral health, and asks for three or four', () => {
    for (const { code } of LEVELS_OF_CARE) {
      const types = serviceTypesOf(code);
      if (code === 'sober_living') expect(types).toEqual([]);
      else expect(types.length).toBeGreaterThan(5);
      for (const type of types) expect(SERVICE_TYPES).toHaveProperty(type);
      expect(serviceTypesToAsk([code]).length).toBeLessThanOrEqual(4);
      expect(serviceTypesToAsk([code])[0]).toBe('30');
    }
  });
});

describe('refusals in words', () => {
  test.each([
    [{ code: '42', followUp: 'R', about: 'source' }, true, /system is down/],
    [{ code: '75', followUp: 'C', about: 'subscriber' }, false, /does not know this policyholder/],
    [{ code: '71', followUp: 'C', about: 'subscriber' }, false, /date of birth/],
    [{ code: '50', followUp: 'R', about: 'provider' }, false, /may not ask this payer/],
    [{ code: 'ZZ', followUp: null, about: 'source' }, false, /code ZZ/],
  ] as const)('%j', (error, again, words) => {
    const refusal = refusalOf(error);
    expect(refusal.again).toBe(again);
    expect(refusal.sentence).toMatch(words);
    expect(refusal.toDo.length).toBeGreaterThan(5);
  });
});

const FOLDER = process.env.BRIDGELINE_FIXTURES ?? '../shared/fixtures';
const there = existsSync(`${FOLDER}/x12/authored-bh-active.271`);
const withFixtures = there ? describe : describe.skip;
const x12 = (name: string) => read271(readFileSync(`${FOLDER}/x12/${name}`, 'utf8'));
const json = (name: string): unknown =>
  JSON.parse(readFileSync(`${FOLDER}/eligibility-json/${name}`, 'utf8'));

withFixtures(there ? 'public answers' : 'public answers (SKIPPED: set BRIDGELINE_FIXTURES)', () => {
  test('the authored answer, with and without line ends, as its golden file has it', () => {
    const answer = x12('authored-bh-active.271');
    expect(x12('authored-bh-active.newlines.271')).toEqual(answer);
    const golden = JSON.parse(
      readFileSync(`${FOLDER}/x12/authored-bh-active.expected.json`, 'utf8'),
    );
    const summary = planSummary(answer, ON);
    expect(summary).toMatchObject({
      active: 'active',
      payerName: golden.payer.name,
      planName: golden.plan.name,
      begins: golden.plan.begin,
      ends: golden.plan.end,
      otherPayers: [{ name: golden.otherPayer }],
      carveOuts: [{ name: golden.contact.name, phone: golden.contact.phone }],
    });
    expect(answer.subscriber).toMatchObject({
      memberId: golden.member.id,
      firstName: golden.member.first,
      lastName: golden.member.last,
      born: golden.member.dob,
    });
    const [inside, outside] = benefitTerms(answer, ['inpatient_monitored']);
    expect(inside?.deductible.total).toBe(golden.deductible.in.total * 100);
    expect(inside?.deductible.remaining).toBe(golden.deductible.in.remaining * 100);
    expect(outside?.deductible.total).toBe(golden.deductible.out.total * 100);
    expect(inside?.outOfPocket.remaining).toBe(golden.oopMax.in.remaining * 100);
    expect(inside?.coinsurance?.high).toBe(golden.coinsurance[0].in * 100);
    expect(outside?.coinsurance?.high).toBe(golden.coinsurance[0].out * 100);
    expect(inside?.limits).toMatchObject([{ unit: 'days', total: golden.limits[0].days }]);
    expect(inside?.authorisation).toBe('required');
    const [office] = benefitTerms(answer, ['outpatient']);
    expect(office?.copay).toMatchObject({
      high: golden.copay[0].in * 100,
      per: golden.copay[0].per,
    });
    const refused = answer.benefits.filter(({ code }) => code === 'I');
    expect(refused.flatMap(({ serviceTypes }) => serviceTypes)).toEqual(golden.nonCovered);
  });

  test('the same transaction as X12 and as JSON has the same benefits, one by one', () => {
    const [fromX12, fromJson] = [
      x12('stedi-paired-271.x12'),
      readJsonAnswer(json('stedi-eligibility-response-200.json')),
    ];
    // The X12 that the JSON carries is the whole of it.
    const carried = read271((json('stedi-eligibility-response-200.json') as { x12: string }).x12);
    expect(told(fromJson)).toEqual(told(carried));
    expect(told(fromX12)).toEqual(told(carried));
    expect(fromJson.benefits.length).toBeGreaterThanOrEqual(40);
    expect(planSummary(fromJson, '2024-03-26')).toMatchObject({
      active: 'active',
      begins: '2024-01-01',
      ends: '2024-12-31',
    });
    const [outpatient] = benefitTerms(fromJson, ['outpatient']);
    expect(outpatient).toMatchObject({
      covered: 'yes',
      copay: { low: 2000, high: 2000, per: 'visit' },
      outOfPocket: { total: 300_000, remaining: 276_000 },
      authorisation: 'not_required',
    });
  });

  test('AAA 44 over both wires', () => {
    const errors = [{ code: '44', followUp: 'C', about: 'provider' }];
    expect(x12('stedi-paired-271-aaa44.x12').errors).toEqual(errors);
    expect(readJsonAnswer(json('stedi-eligibility-response-aaa44.json')).errors).toEqual(errors);
  });

  test('AAA 42 of a payer that is down, AAA 50 with a wrong trailer', () => {
    expect(x12('authored-aaa42-payer-down.271').errors).toEqual([
      { code: '42', followUp: 'R', about: 'source' },
    ]);
    expect(x12('linuxforhealth-subscriber-health-benefit-check-error.271').errors).toEqual([
      { code: '50', followUp: 'N', about: 'provider' },
    ]);
  });

  test.each([
    ['hdi-X279-response-to-generic-request-by-clinic-for-patient-subscriber-eligibility.edi', null],
    [
      'hdi-X279-response-to-generic-request-by-physician-for-patient-dependent-eligibility.edi',
      'MARY',
    ],
    ['linuxforhealth-subscriber-health-benefit-check.271', null],
    ['linuxforhealth-dependent-health-benefit-check.271', 'MARY'],
  ])('%s: repeats under “>” and “^”, ten dollars in and thirty out', (name, patient) => {
    const answer = x12(name);
    expect(answer.dependent?.firstName ?? null).toBe(patient);
    const copays = answer.benefits.filter(({ code }) => code === 'B');
    expect(copays.map(({ network, amount }) => [network, amount])).toEqual([
      ['in', 1000],
      ['out', 3000],
    ]);
    expect(copays[0]?.serviceTypes).toContain('MH');
    expect(benefitTerms(answer, ['outpatient'])[0]).toMatchObject({
      covered: 'yes',
      copay: { high: 1000 },
    });
  });

  test('our words for service types are the ones of the list that is right; the other is shifted by one', () => {
    const lists = JSON.parse(readFileSync(`${FOLDER}/x12/x12-271-code-lists.stedi.json`, 'utf8'));
    const names = lists.EB03_serviceType as Record<string, string>;
    const bare = (text: string) => text.toLowerCase().replaceAll(/[^a-z]/g, '');
    for (const [code, label] of Object.entries(SERVICE_TYPES)) {
      if (code === '30') continue;
      expect([code, bare(label)]).toEqual([code, bare(names[code] ?? '')]);
    }
  });
});

/** What both wires can carry of an answer; the JSON has no dates of single benefits but those in words. */
function told({ benefits, planDates, subscriber }: EligibilityAnswer) {
  return {
    benefits: benefits.map(({ parties, dates: _dates, ...benefit }) => ({
      ...benefit,
      parties: parties.map(({ name }) => name),
    })),
    planDates: planDates.map(({ kind, from }) => `${kind} ${from}`).sort(),
    memberId: subscriber?.memberId,
  };
}
