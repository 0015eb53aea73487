import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ReferralState, SLICES } from '#contract';
import { columnsOf } from '../facts/fact-columns.js';
import { referralCourse } from '../facts/referral-course.js';
import { bitOf, STEPS, stepBits } from '../facts/steps.js';
import { HistogramMaker, NO_DURATIONS } from '../times/histogram.js';
import { bucketOf, distributionOf, percentile } from '../times/time-buckets.js';
import { checkSlices, NUMBERS, numberNamed, partsOf } from './catalogue.js';
import { holds, sqlOf } from './predicate.js';
import { numbersPage } from './write-docs.js';

describe('the catalogue', () => {
  test('docs/numbers.md is what it says', () => {
    const file = new URL('../../../../docs/numbers.md', import.meta.url);
    if (process.env.WRITE_NUMBERS) writeFileSync(file, numbersPage());
    expect(readFileSync(file, 'utf8')).toBe(numbersPage());
  });

  test('each number names what it means, how it is made and of what, and asks only for columns there are', () => {
    for (const number of NUMBERS) {
      expect(number).toMatchObject({
        name: expect.stringMatching(/^[a-z0-9_]+$/),
        sentence: expect.stringMatching(/\.$/),
        formula: expect.stringMatching(/./),
      });
      expect(number.sources.every((source) => /^[a-z_]+\.[a-z_]+$/.test(source))).toBe(true);
      const columns = columnsOf(number.population);
      const { scope, of, having, measured, added } = number;
      const asked = [...scope, ...(of ?? []), ...having].map(({ column }) => column);
      for (const column of [
        ...asked,
        ...Object.values(measured ?? {}),
        ...(added ? [added] : []),
      ]) {
        expect(columns).toContain(column);
      }
    }
  });

  test('EKRA: nothing of admits, shows, stays and cost is by agent, and all else that has one is', () => {
    const never = NUMBERS.filter(({ neverByAgent }) => neverByAgent !== null).map(
      ({ name }) => name,
    );
    expect(never).toEqual(
      NUMBERS.filter(({ slices }) => !slices.includes('agent')).map(({ name }) => name),
    );
    expect(never.toSorted()).toEqual(
      NUMBERS.map(({ name }) => name)
        .filter((name) => /admit|show|arriv|retain|retention|cost/.test(name))
        .toSorted(),
    );
    for (const name of never) {
      expect(() => checkSlices(numberNamed(name), ['agent'])).toThrow(/EKRA/);
    }
  });

  test('a number is refused by what its records do not know', () => {
    expect(() => checkSlices(numberNamed('leads'), ['facility'])).toThrow(/facility/);
    expect(() => numberNamed('nonsense')).toThrow(/no such number/);
    for (const slice of numberNamed('leads').slices) expect(SLICES).toContain(slice);
  });

  test('what a number counts is always among what it is divided by', () => {
    for (const number of NUMBERS) {
      const { counted, of } = partsOf(number);
      expect(counted.slice(0, of.length)).toEqual(of);
    }
  });

  test('a predicate is one thing, as SQL and as a rule', () => {
    const predicate = [
      { column: 'counted', is: true },
      { column: 'missed', is: false },
      { column: 'seconds', atMost: 300 },
      { column: 'reached', hasBit: 4 },
      { column: 'skipped', lacksBit: 8 },
      { column: 'reason', known: true },
    ] as const;
    expect(sqlOf(predicate, 'f')).toBe(
      'f.counted AND NOT f.missed AND f.seconds <= 300 AND f.reached & 4 <> 0 AND f.skipped & 8 = 0 AND f.reason IS NOT NULL',
    );
    const fact = {
      counted: true,
      missed: false,
      seconds: 300,
      reached: 6,
      skipped: 1,
      reason: 'x',
    };
    expect(holds(predicate, fact)).toBe(true);
    for (const other of [
      { counted: false },
      { missed: true },
      { seconds: 301 },
      { seconds: null },
      { reached: 2 },
      { skipped: 9 },
      { reason: null },
    ]) {
      expect(holds(predicate, { ...fact, ...other })).toBe(false);
    }
  });
});

describe('the steps of a lead', () => {
  const namesOf = (bits: number) => STEPS.filter((step) => (bits & bitOf(step)) !== 0);

  test.each<[string, string[], boolean, string[], string[]]>([
    ['nothing yet', [], false, ['attempted'], []],
    ['contacted', ['attempted', 'contacted'], false, ['attempted', 'contacted', 'qualified'], []],
    ['contacted by calling in', ['contacted'], false, ['contacted', 'qualified'], ['attempted']],
    [
      'self-pay, matched',
      ['attempted', 'contacted', 'qualified', 'matched'],
      true,
      ['attempted', 'contacted', 'qualified', 'matched', 'referred'],
      ['verifying', 'viable'],
    ],
    [
      'checked, not viable, matched all the same',
      ['attempted', 'contacted', 'qualified', 'verifying', 'matched'],
      false,
      ['attempted', 'contacted', 'qualified', 'verifying', 'viable', 'matched', 'referred'],
      [],
    ],
  ])('%s', (_, reached, selfPay, entered, skipped) => {
    const bits = stepBits(new Set(reached as (typeof STEPS)[number][]), selfPay);
    expect(namesOf(bits.entered)).toEqual(entered);
    expect(namesOf(bits.skipped)).toEqual(skipped);
  });

  test('whoever reached a step is in its denominator; nobody who skipped it is', () => {
    fc.assert(
      fc.property(fc.subarray([...STEPS]), fc.boolean(), (reached, selfPay) => {
        const bits = stepBits(new Set(reached), selfPay);
        expect(bits.entered & bits.skipped).toBe(0);
        expect(bits.reached & bits.skipped).toBe(0);
        // "Viable" hangs on the check alone, and facts set it only with one.
        const withCheck = reached.includes('verifying') || !reached.includes('viable');
        if (withCheck) expect(bits.reached & ~bits.entered).toBe(0);
      }),
    );
  });
});

describe('the course of a referral', () => {
  test.each<[ReferralState[], string[]]>([
    [['sent'], []],
    [['sent', 'accepted'], ['accepted']],
    [['sent', 'accepted', 'declined'], []],
    [['sent', 'accepted', 'withdrawn'], ['accepted']],
    [
      ['sent', 'accepted', 'scheduled'],
      ['accepted', 'scheduled'],
    ],
    [['sent', 'accepted', 'scheduled', 'withdrawn'], ['accepted']],
    [
      ['sent', 'accepted', 'scheduled', 'no_show', 'withdrawn'],
      ['accepted', 'scheduled', 'missedDate'],
    ],
    [
      ['sent', 'accepted', 'scheduled', 'arrived', 'admitted', 'left'],
      ['accepted', 'scheduled', 'admitted'],
    ],
  ])('%j', (course, reached) => {
    const found = referralCourse(course.slice(0, -1), course.at(-1) as ReferralState);
    expect(Object.entries(found).flatMap(([step, got]) => (got ? [step] : []))).toEqual(reached);
  });
});

describe('durations in buckets', () => {
  const histogramOf = (values: readonly number[]) => {
    const maker = new HistogramMaker();
    for (const value of values) maker.add(bucketOf(value), 1);
    return maker.take();
  };

  test('a percentile is exact below a minute and to within 3.2 % above', () => {
    const durations = fc.array(fc.nat(40 * 86_400), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(durations, fc.constantFrom(0, 0.5, 0.9, 1), (values, share) => {
        const sorted = values.toSorted((one, other) => one - other);
        const exact = sorted[Math.floor(share * (values.length - 1))] ?? 0;
        const found = percentile(histogramOf(values), share) ?? -1;
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(
          exact < 64 ? 0 : Math.ceil(exact * 0.032),
        );
      }),
    );
    expect(percentile(NO_DURATIONS, 0.5)).toBeNull();
  });

  test('each bar of a distribution counts those from its first second to before its last', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60 * 86_400), { maxLength: 100 }), (values) => {
        for (const { fromSeconds, toSeconds, count } of distributionOf(histogramOf(values))) {
          const within = values.filter(
            (value) => value >= fromSeconds && value < (toSeconds ?? Infinity),
          );
          expect(count).toBe(within.length);
        }
      }),
    );
  });
});

describe('a predicate', () => {
  test('of nothing is every fact', () => {
    expect(sqlOf([], 'f')).toBe('true');
    expect(holds([], {})).toBe(true);
  });

  test('what a fact has not is not known', () => {
    const known = [{ column: 'a', known: true }] as const;
    expect([holds(known, {}), holds(known, { a: null }), holds(known, { a: 0 })]).toEqual([
      false,
      false,
      true,
    ]);
  });
});
