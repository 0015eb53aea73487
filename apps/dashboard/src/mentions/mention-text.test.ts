import { describe, expect, test } from '@jest/globals';
import { mentionedIn } from '#contract';
import { beginningAt, piecesOf, whoBegins, withIds } from './mention-text.js';

const ana = { id: '019a0000-0000-7000-8000-000000000001', name: 'Ana Ruiz' };
const anaMaria = { id: '019a0000-0000-7000-8000-000000000002', name: 'Ana Ruiz Vega' };
const lucia = { id: '019a0000-0000-7000-8000-000000000003', name: 'Lucía O’Hara' };
const all = [ana, anaMaria, lucia];

describe('naming a colleague in a note', () => {
  test.each([
    ['@', 1, { start: 0, typed: '' }],
    ['Ask @Lu', 7, { start: 4, typed: 'Lu' }],
    ['Ask @Lu', 5, { start: 4, typed: '' }],
    ['Ask @Ana Ru', 11, { start: 4, typed: 'Ana Ru' }],
    ['(@Lucía O’', 10, { start: 1, typed: 'Lucía O’' }],
    ['Ask @Ana Ruiz about', 19, null],
    ['mail me@example', 15, null],
    ['Nobody', 6, null],
    ['@Ana\n', 5, null],
  ])('%j at %i', (text, caret, expected) => {
    expect(beginningAt(text, caret)).toEqual(expected);
  });

  test('a name is found by the beginning of any of its words', () => {
    expect(whoBegins(all, 'ru')).toEqual([ana, anaMaria]);
    expect(whoBegins(all, 'ana ruiz v')).toEqual([anaMaria]);
    expect(whoBegins(all, 'o’h')).toEqual([lucia]);
    expect(whoBegins(all, 'x')).toEqual([]);
  });

  test('the longer of two names wins, and what is kept comes back in pieces', () => {
    const kept = withIds('@Ana Ruiz Vega and @Ana Ruiz, please. Not @Nobody.', all);
    expect(mentionedIn(kept)).toEqual([anaMaria.id, ana.id]);
    expect(piecesOf(kept)).toEqual([
      { id: anaMaria.id },
      { words: ' and ' },
      { id: ana.id },
      { words: ', please. Not @Nobody.' },
    ]);
    expect(piecesOf('')).toEqual([]);
  });
});
