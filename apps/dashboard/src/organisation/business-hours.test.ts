import { expect, test } from '@jest/globals';
import { hoursAsTyped, hoursFromTyped } from './business-hours';

test.each([
  ['08:00–21:00', [['08:00', '21:00']]],
  [
    '8-12, 13:30-17',
    [
      ['08:00', '12:00'],
      ['13:30', '17:00'],
    ],
  ],
  ['', []],
  ['8 to 5', null],
  ['08:00', null],
  ['08:00–12:00–13:00', null],
])('"%s" is %j', (typed, intervals) => {
  expect(hoursFromTyped(typed)).toEqual(intervals);
});

test('what is shown is read as what it was', () => {
  const hours: [string, string][] = [
    ['08:00', '12:00'],
    ['13:00', '24:00'],
  ];
  expect(hoursFromTyped(hoursAsTyped(hours))).toEqual(hours);
  expect(hoursAsTyped(undefined)).toBe('');
});
