import { expect, test } from '@jest/globals';
import { typedNumber } from './typed-number';

test.each<[string, string | null]>([
  ['(415) 555-0142', '+14155550142'],
  ['1 415 555 0142', '+14155550142'],
  ['+14155550142', '+14155550142'],
  ['911', null],
  ['415 555', null],
  ['Lakeside 4155550142', null],
  ['0155550142', null],
])('%s', (text, number) => {
  expect(typedNumber(text)).toBe(number);
});
