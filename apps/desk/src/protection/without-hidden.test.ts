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
    ...['lead', 'patient', 'entry'].map((name): [string, unknown, unknown] => [
      `what is about it by its ${name}`,
      [
        { id: 'a', [name]: { id: 'H' } },
        { id: 'b', [name]: { id: 'c' } },
        { id: 'd', [name]: null },
      ],
      [
        { id: 'b', [name]: { id: 'c' } },
        { id: 'd', [name]: null },
      ],
    ]),
    [
      'what is not said of a lead stays unsaid',
      { id: 'a', lead: undefined },
      { id: 'a', lead: null },
    ],
    ...['leadIds', 'personIds', 'ids'].map((name): [string, unknown, unknown] => [
      `${name} that are no texts`,
      { [name]: [1, null, 'H', 'b'] },
      { [name]: [1, null, 'b'] },
    ]),
    ['ids that are no text', { id: 7, leadId: null }, { id: 7, leadId: null }],
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
    expect(names({ n: 1, a: ['x', { b: 2, c: ['y', 'h', 'z'] }] }, new Set(['h']))).toBe(true);
    expect(names([], new Set(['h']))).toBe(false);
    expect(names({}, new Set(['h']))).toBe(false);
    expect(names(7, new Set(['h']))).toBe(false);
    expect(names({ h: 'x', n: 1, no: null }, new Set(['h']))).toBe(false);
  });
});
