import { describe, expect, test } from '@jest/globals';
import type { Definition } from '../catalogue/definition.js';
import { bucketOf } from '../times/time-buckets.js';
import { type Counted, valueOf } from './number-values.js';

const counts = (over: Partial<Counted> = {}): Counted => ({
  counted: 3,
  of: 4,
  leftOut: 1,
  all: 5,
  added: 90,
  business: new Map([
    [bucketOf(10), 9],
    [bucketOf(20), 2],
  ]),
  wall: new Map([[bucketOf(30), 1]]),
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
    ['duration', { business: new Map() }, null],
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
