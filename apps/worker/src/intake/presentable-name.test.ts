import { describe, expect, test } from '@jest/globals';
import { presentableName } from './presentable-name.js';

describe('presentableName', () => {
  test.each([
    ['  Maria   Lopez ', 'Maria Lopez'],
    ['MARIA LOPEZ', 'Maria Lopez'],
    ["o'neil-smith anna", "O'Neil-Smith Anna"],
    ['JP', 'JP'],
    ['McDonald', 'McDonald'],
    ['José\u0007\u202Eevil', 'José evil'],
    ['李小龍', '李小龍'],
    ['👩‍👧 Ana', '👩‍👧 Ana'],
    ['\u200B \u2028', undefined],
    ['', undefined],
    [null, undefined],
  ])('%j becomes %j', (typed, tidied) => {
    expect(presentableName(typed)).toBe(tidied);
  });
});
