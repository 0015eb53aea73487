import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MESSAGE_STATES, type MessageState } from '#contract';
import { checkMessageTransitions, mayBecome, MESSAGE_TRANSITIONS } from './message-states.js';

describe('the states of a message', () => {
  test('the shipped table is whole', () => {
    expect(() => checkMessageTransitions()).not.toThrow();
    expect(Object.keys(MESSAGE_TRANSITIONS).sort()).toEqual([...MESSAGE_STATES].sort());
  });

  test.each<[string, Record<string, readonly string[]>, RegExp]>([
    ['a way back', { ...MESSAGE_TRANSITIONS, failed: ['queued'] }, /leads back/],
    [
      'a state without a row',
      { ...MESSAGE_TRANSITIONS, sent: ['bounced'] },
      /"bounced" has no row/,
    ],
    [
      'a state nobody reaches',
      { ...MESSAGE_TRANSITIONS, draft: ['queued'], queued: ['sending', 'failed'] },
      /"cancelled"/,
    ],
  ])('a table with %s does not start', (_what, table, sentence) => {
    expect(() => checkMessageTransitions(table)).toThrow(sentence);
  });

  test('R12 nothing leads from "sending" or "unknown" to another send', () => {
    for (const from of ['sending', 'unknown', 'sent', 'failed'] as const) {
      expect(mayBecome(from, 'queued')).toBe(false);
      expect(mayBecome(from, 'draft')).toBe(false);
    }
    expect(mayBecome('unknown', 'sending')).toBe(false);
  });

  test('whatever words come in whatever order, no state is ever left twice', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...MESSAGE_STATES), { maxLength: 60 }), (words) => {
        let state: MessageState = 'draft';
        const left = new Set<MessageState>();
        for (const word of words) {
          if (!mayBecome(state, word)) continue;
          left.add(state);
          state = word;
          expect(left.has(state)).toBe(false);
        }
      }),
    );
  });
});
