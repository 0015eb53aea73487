import { describe, expect, test } from '@jest/globals';
import { ANSWER_BY_TEXT, type LedgerRow, stands } from './standing.js';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 15, minute));
const row = (over: Partial<LedgerRow>): LedgerRow => ({
  contactPointId: null,
  scope: 'sms',
  decision: 'given',
  at: at(0),
  origin: 'get_started',
  ...over,
});
const stopped = (minute: number, over: Partial<LedgerRow> = {}) =>
  row({ decision: 'revoked', at: at(minute), origin: 'sms', ...over });

describe('R11 whether a consent stands', () => {
  test.each<[string, LedgerRow[], boolean]>([
    ['nothing said', [], false],
    ['given', [row({})], true],
    ['given for another scope', [row({ scope: 'call' })], false],
    ['given for this number', [row({ contactPointId: 'this' })], true],
    ['given for another number', [row({ contactPointId: 'other' })], false],
    ['only stopped', [stopped(0)], false],
    ['given, then stopped', [row({}), stopped(1)], false],
    ['stopped, then given', [stopped(0), row({ at: at(1) })], true],
    ['written down in the other order', [row({ at: at(1) }), stopped(0)], true],
    ['stopped in the same moment', [stopped(1), row({ at: at(1) })], false],
    ['stopped between two', [row({}), stopped(1), row({ at: at(2) })], true],
    ['given between two stops', [stopped(0), row({ at: at(1) }), stopped(2)], false],
    ['another number was stopped', [row({}), stopped(1, { contactPointId: 'other' })], true],
    ['this number was stopped', [row({}), stopped(1, { contactPointId: 'this' })], false],
    ['calls were stopped', [row({}), stopped(1, { scope: 'call' })], true],
    ['implied by their text', [row({ origin: ANSWER_BY_TEXT })], true],
    [
      'implied by a text after a stop',
      [stopped(0), row({ origin: ANSWER_BY_TEXT, at: at(1) })],
      false,
    ],
  ])('%s', (_what, ledger, standing) => {
    expect(stands(ledger, 'sms', 'this')).toBe(standing);
  });

  test('in general, what was said of one number says nothing', () => {
    expect(stands([row({ contactPointId: 'this' })], 'sms', null)).toBe(false);
    expect(stands([row({}), stopped(1, { contactPointId: 'this' })], 'sms', null)).toBe(true);
  });
});
