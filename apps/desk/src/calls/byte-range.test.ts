import { describe, expect, test } from '@jest/globals';
import { byteRangeOf } from './byte-range.js';

describe('which bytes a Range header asks for, of 1000', () => {
  test.each([
    [undefined, null],
    ['', null],
    ['bytes=0-', { from: 0, to: 999 }],
    ['bytes=0-0', { from: 0, to: 0 }],
    ['bytes=200-299', { from: 200, to: 299 }],
    ['bytes=900-5000', { from: 900, to: 999 }],
    ['bytes=-100', { from: 900, to: 999 }],
    ['bytes=-5000', { from: 0, to: 999 }],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=1000-', 'unsatisfiable'],
    ['bytes=99999999999999999999-', 'unsatisfiable'],
    ['bytes=300-200', null],
    ['bytes=0-1,5-6', null],
    ['bytes=-', null],
    ['bytes=a-b', null],
    ['seconds=0-9', null],
  ])('%s', (header, range) => {
    expect(byteRangeOf(header, 1000)).toEqual(range);
  });
});
