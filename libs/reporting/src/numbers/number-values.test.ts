import { describe, expect, test } from '@jest/globals';
import type { Definition } from '../catalogue/definition.js';
import { NO_DURATIONS } from '../times/histogram.js';
import { bucketOf } from '../times/time-buckets.js';
import { CountedBefore } from './counted-before.js';
import { type Counted, valueOf } from './number-values.js';
import { Tally, type Tallied } from './tally.js';

const counts = (over: Partial<Counted> = {}): Counted => ({
  counted: 3,
  of: 4,
  leftOut: 1,
  all: 5,
  added: 90,
  business: Uint32Array.of(bucketOf(10), 9, bucketOf(20), 2),
  wall: Uint32Array.of(bucketOf(30), 1),
  spentCents: 1000,
  ...over,
});
const value = (unit: Definition['unit'], over: Partial<Counted> = {}) =>
  valueOf({ unit } as Definition, counts(over)).value;

describe('a number of what was counted', () => {
  test.each<[Definition['unit'], Partial<Counted>, number | null]>([
    ['count', {}, 3],
    ['share', {}, 0.75],
    ['share', { counted: 0 }, 0],
    ['share', { of: 0 }, null],
    ['share', { of: null }, null],
    ['duration', {}, 10],
    ['duration', { business: NO_DURATIONS }, null],
    ['duration', { business: null }, null],
    ['seconds', {}, 90],
    ['seconds', { added: null }, null],
    ['cents', {}, 333],
    ['cents', { counted: 0 }, null],
    ['cents', { spentCents: null }, null],
    ['cents', { spentCents: 0 }, 0],
  ])('%s of %j is %s', (unit, over, expected) => {
    expect(value(unit, over)).toBe(expected);
  });

  test('with it what it was made of', () => {
    expect(valueOf({ unit: 'duration' } as Definition, counts())).toEqual({
      value: 10,
      counted: 3,
      of: 4,
      leftOut: 1,
      leftOutShare: 0.2,
      business: { median: 10, p90: 20 },
      wall: { median: 30, p90: 30 },
      spentCents: 1000,
    });
    const nothing = counts({ all: 0, leftOut: 0, business: null, wall: null });
    expect(valueOf({ unit: 'count' } as Definition, nothing)).toMatchObject({
      leftOutShare: null,
      business: null,
      wall: null,
    });
  });
});

describe('what was counted before', () => {
  const bars = (...counts: number[]): Tallied[] =>
    counts.map((count) => ({ bucket: null, keys: ['a'], sums: [count], histograms: [] }));

  test('is found by its name alone, and again by what was kept last under it', () => {
    const before = new CountedBefore();
    before.keep('november, rolled up once', bars(1));
    expect(before.find('november, rolled up twice')).toBeNull();
    before.keep('november, rolled up once', bars(2));
    expect(before.find('november, rolled up once')).toEqual(bars(2));
  });

  test('what was asked for longest ago makes room, and what would never fit is not kept', () => {
    // Each weighs one for itself, its key and its sum.
    const before = new CountedBefore(9);
    before.keep('one', bars(1));
    before.keep('two', bars(2));
    before.keep('three', bars(3));
    before.find('one');
    before.keep('four', bars(4));
    expect(['one', 'two', 'three', 'four'].filter((name) => before.find(name))).toEqual([
      'one',
      'three',
      'four',
    ]);
    before.keep('many', bars(1, 2, 3, 4, 5));
    expect(before.find('many')).toBeNull();
    expect(before.find('four')).toEqual(bars(4));
  });

  test('adding it to another answer leaves it as it was', () => {
    const kept = [{ bucket: null, keys: ['a'], sums: [1], histograms: [Uint32Array.of(3, 2)] }];
    for (let turn = 0; turn < 2; turn += 1) {
      const tally = new Tally(1, 1);
      tally.bar(null, ['a']).sums[0] = 5;
      for (const bar of kept) tally.add(bar);
      expect(tally.bars).toEqual([{ ...kept[0], sums: [6] }]);
    }
  });
});
