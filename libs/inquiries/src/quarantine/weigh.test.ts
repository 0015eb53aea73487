import { describe, expect, test } from '@jest/globals';
import { standingOf, type Taught, weigh } from './weigh.js';

const NOW = new Date('2026-11-27T12:00:00Z');
const ago = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
const nothing: Taught = { reasons: new Map(), address: [], phone: [] };
const held = (suspicion: string[], taught: Partial<Taught> = {}) =>
  weigh(suspicion, { ...nothing, ...taught }, NOW)
    .filter(({ holds }) => holds)
    .map(({ reason }) => reason);
const person = (days: number) => ({ verdict: 'person' as const, at: ago(days) });
const machine = (days: number) => ({ verdict: 'machine' as const, at: ago(days) });

describe('R16 what a release teaches', () => {
  test.each<[string, string[], Partial<Taught>, string[]]>([
    ['nothing taught: every reason holds', ['honeypot'], {}, ['honeypot']],
    ['no reason: nothing is held', [], {}, []],
    [
      'a person from this address: many from it are people',
      ['many_from_address'],
      { address: [person(3)] },
      [],
    ],
    [
      'spam from there since: they are doubted again',
      ['many_from_address'],
      { address: [machine(1), person(3)] },
      ['many_from_address'],
    ],
    ['too long ago', ['many_from_address'], { address: [person(91)] }, ['many_from_address']],
    ['a person with this number', ['many_for_phone'], { phone: [person(3)] }, []],
    [
      'an address excuses only what it is about',
      ['honeypot', 'many_from_address'],
      { address: [person(3)] },
      ['honeypot'],
    ],
    [
      'mostly people were held for it',
      ['too_fast'],
      { reasons: new Map([['too_fast', { persons: 3, machines: 3 }]]) },
      [],
    ],
    [
      'mostly machines',
      ['too_fast'],
      { reasons: new Map([['too_fast', { persons: 2, machines: 3 }]]) },
      ['too_fast'],
    ],
    [
      'too few to learn from',
      ['too_fast'],
      { reasons: new Map([['too_fast', { persons: 4, machines: 0 }]]) },
      ['too_fast'],
    ],
    [
      'three times spam from an address: held for that',
      [],
      { address: [machine(1), machine(2), machine(6)] },
      ['known_address'],
    ],
    ['twice is not enough', [], { address: [machine(1), machine(2), machine(8)] }, []],
    [
      'never where a person was',
      [],
      { address: [machine(1), machine(2), machine(3), person(60)] },
      [],
    ],
  ])('%s', (_, suspicion, taught, reasons) => {
    expect(held(suspicion, taught)).toEqual(reasons);
  });

  test('says which decisions counted', () => {
    const [weighed] = weigh(['many_from_address'], { ...nothing, address: [person(3)] }, NOW);
    expect(weighed?.because).toBe('From this address a person was let in on 2026-11-24.');
    expect(standingOf('too_fast', { persons: 8, machines: 4 }).because).toBe(
      'Of the last 12 held for this, 8 were people: it holds nobody back by itself any more.',
    );
  });
});
