import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { namePrefixes, nameTokens, nameWords } from '#vault';

describe('the tokens of a name', () => {
  it.each<[string, string[]]>([
    ['Maria Lopez', ['maria', 'lopez', 'mar', 'lop']],
    ['  José   NUÑEZ ', ['jose', 'nunez', 'jos', 'nun']],
    ["Sinéad O'Brien", ['sinead', 'obrien', 'sin', 'obr']],
    ['Sinéad O’Brien', ['sinead', 'obrien', 'sin', 'obr']],
    ['Anne-Marie', ['anne', 'marie', 'ann', 'mar']],
    ['Al Bo', ['al', 'bo']],
    ['Ann Ann', ['ann']],
    ['Ｍａｒｉａ', ['maria', 'mar']],
    ['李 小龙', ['李', '小龙']],
    ['...', []],
    ['', []],
  ])('%j → %j', (name, expected) => {
    expect(nameTokens(name)).toEqual(expected);
  });

  it('are words and beginnings', () => {
    expect(nameWords('Maria Al')).toEqual(['maria', 'al']);
    expect(namePrefixes('Maria Al')).toEqual(['mar']);
  });

  it('do not depend on case, marks, spacing or order of composition', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (name) => {
        expect(nameTokens(` ${name.toUpperCase()} `)).toEqual(nameTokens(name.toLowerCase()));
        expect(nameTokens(name.normalize('NFD'))).toEqual(nameTokens(name.normalize('NFC')));
      }),
    );
  });

  it('stay few, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 5000, size: 'max' }), (name) => {
        expect(nameTokens(name).length).toBeLessThanOrEqual(24);
      }),
      { numRuns: 50 },
    );
  });
});
