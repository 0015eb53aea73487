import { expect, test } from '@jest/globals';
import { talkTime } from '../words/time';
import { secondOf } from './moment-in-call';

test.each([
  ['', null],
  ['  ', null],
  ['0:00', 0],
  ['1:05', 65],
  ['1:5', 65],
  [' 12:00 ', 720],
  ['1:02:03', 3723],
  ['65', 65],
  ['1:65', undefined],
  ['1:2:3:4', undefined],
  ['soon', undefined],
  ['-1', undefined],
])('"%s" is second %s', (typed, second) => {
  expect(secondOf(typed)).toBe(second);
});

test('what is shown can be typed again', () => {
  for (const second of [0, 5, 59, 60, 61, 3599, 3600, 7325]) {
    expect(secondOf(talkTime(second))).toBe(second);
  }
});
