import { describe, expect, test } from '@jest/globals';
import { names, withoutHidden } from './without-hidden.js';

const hidden = new Set(['H', 'P']);

describe('R7 answers without what is protected', () => {
  test.each<[string, unknown, unknown]>([
    ['a row of a list', [{ id: 'a' }, { id: 'H', name: 'x' }], [{ id: 'a' }]],
    [
      'a row that names it',
      [
        { id: 'a', leadId: 'H' },
        { id: 'b', leadId: 'c' },
      ],
      [{ id: 'b', leadId: 'c' }],
    ],
    ['a row that holds it', [{ id: 'a', lead: { id: 'H' } }], []],
    [
      'a list inside a record',
      { columns: [{ cards: [{ id: 'H' }, { id: 'b' }] }] },
      { columns: [{ cards: [{ id: 'b' }] }] },
    ],
    ['a record inside a record', { now: { id: 'H' }, n: 1 }, { now: null, n: 1 }],
    ['a list of ids', { id: 'a', leadIds: ['H', 'b'] }, { id: 'a', leadIds: ['b'] }],
    ['the patient', [{ id: 'a', patientId: 'P' }], []],
    ['the answer itself', { id: 'H' }, undefined],
    [
      'nothing to hide',
      { id: 'a', when: null, list: [1, 'H'] },
      { id: 'a', when: null, list: [1, 'H'] },
    ],
  ])('%s', (_what, answer, shown) => {
    expect(withoutHidden(answer, hidden)).toEqual(shown);
  });

  test('what is no plain data passes as it is', () => {
    const bytes = Buffer.from('H');
    expect(withoutHidden(bytes, hidden)).toBe(bytes);
  });

  test('a body that names it anywhere, in any case of letters', () => {
    expect(names({ a: [{ b: 'h' }] }, new Set(['h']))).toBe(true);
    expect(names({ a: [{ b: 'H' }] }, new Set(['h']))).toBe(true);
    expect(names({ h: 'x', n: 1, no: null }, new Set(['h']))).toBe(false);
  });
});
