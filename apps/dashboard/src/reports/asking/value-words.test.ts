import { describe, expect, test } from '@jest/globals';
import type { NumberValue } from '#contract';
import { apartInWords, changeInWords, durationInWords, valueInWords } from './value-words';

describe('numbers in words', () => {
  test.each([
    [0, '0 s'],
    [89, '89 s'],
    [300, '5 min'],
    [5399, '90 min'],
    [7500, '2 h 5 min'],
    [7200, '2 h'],
    [129_600, '36 h'],
    [276_480, '3.2 days'],
  ])('%d seconds are %s', (seconds, words) => expect(durationInWords(seconds)).toBe(words));

  test.each([
    [null, 'share', '–'],
    [0, 'share', '0 %'],
    [0.004, 'share', '0.4 %'],
    [0.995, 'share', '99.5 %'],
    [0.724, 'share', '72 %'],
    [1, 'share', '100 %'],
    [1234, 'count', '1,234'],
    [123_456, 'cents', '$1,234.56'],
    [3.14, 'per_hour', '3.1'],
  ] as const)('%s as %s is %s', (value, unit, words) =>
    expect(valueInWords(value, unit)).toBe(words),
  );

  test.each([
    [0.5, 0.47, 'share', '+3 points'],
    [0.5, 0.51, 'share', '−1 point'],
    [0.5, 0.5001, 'share', 'no change'],
    [88, 100, 'count', '−12 %'],
    [1, 0, 'count', '+1'],
    [282, 5, 'count', '+277'],
    [3, 19, 'count', '−16'],
    [25, 20, 'count', '+25 %'],
    [1, 0, 'cents', null],
    [0, 0, 'count', 'no change'],
    [null, 3, 'duration', null],
  ] as const)('%s after %s of %s: %s', (now, before, unit, words) =>
    expect(changeInWords(now, before, unit)).toBe(words),
  );

  const value = (over: Partial<NumberValue>): NumberValue => ({
    value: 13,
    counted: 13,
    of: null,
    leftOut: 1,
    leftOutShare: 0.1,
    business: null,
    wall: null,
    spentCents: null,
    ...over,
  });
  const slow = { median: 85, p90: 600 };

  test.each([
    [{}, { value: 12 }, 'count', '13', '12'],
    [{}, { leftOut: 2 }, 'count', '13, 1 left out', '13, 2 left out'],
    [
      { value: 0, counted: 0, of: 24 },
      { value: 0, counted: 0, of: 23 },
      'share',
      '0 %, 0 of 24',
      '0 %, 0 of 23',
    ],
    [{ value: 85 }, { value: 85, counted: 12 }, 'duration', '85 s, 13 counted', '85 s, 12 counted'],
    [
      { value: 85, business: slow },
      { value: 85, business: { ...slow, p90: 660 } },
      'duration',
      '85 s, nine of ten within 10 min',
      '85 s, nine of ten within 11 min',
    ],
    [{}, {}, 'count', '13', '13'],
  ] as const)('%j beside %j of %s are told apart', (one, other, unit, before, after) =>
    expect(apartInWords(value(one), value(other), unit)).toEqual([before, after]),
  );
});
