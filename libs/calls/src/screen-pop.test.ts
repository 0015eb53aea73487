import { expect, test } from '@jest/globals';
import { popsUpFor } from '#contract';

const OPEN = { open: true, onDuty: ['ana', 'ben'], onCall: ['cleo'] };
const CLOSED = { ...OPEN, open: false };
const NOBODY = { open: false, onDuty: [], onCall: [] };
const stranger = { takenBy: null, ownerId: null };
const hers = { takenBy: null, ownerId: 'dora' };
const taken = { takenBy: 'ben', ownerId: 'ana' };

test.each([
  ['on duty, a stranger calls', 'ana', stranger, OPEN, true],
  ['off duty, a stranger calls', 'dora', stranger, OPEN, false],
  ['off duty, but it is their lead', 'dora', hers, OPEN, true],
  ['on duty, and it is a colleague’s lead', 'ana', hers, OPEN, true],
  ['on call while we are open', 'cleo', stranger, OPEN, false],
  ['on call after hours', 'cleo', stranger, CLOSED, true],
  ['on duty after hours', 'ana', stranger, CLOSED, true],
  ['nobody works, and it is not theirs', 'ana', hers, NOBODY, false],
  ['nobody works, and it is theirs', 'dora', hers, NOBODY, true],
  ['took it themselves', 'ben', taken, OPEN, true],
  ['a colleague took it, though it is their lead', 'ana', taken, OPEN, false],
])('%s', (_name, who, call, duty, pops) => {
  expect(popsUpFor(who, call, duty)).toBe(pops);
});
