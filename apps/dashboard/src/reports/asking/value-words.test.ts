import { describe, expect, test } from '@jest/globals';
import { changeInWords, durationInWords, valueInWords } from './value-words';

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
    [1, 0, 'count', null],
    [0, 0, 'count', 'no change'],
    [null, 3, 'duration', null],
  ] as const)('%s after %s of %s: %s', (now, before, unit, words) =>
    expect(changeInWords(now, before, unit)).toBe(words),
  );
});
