import { expect, test } from '@jest/globals';
import { chooseOwner, type StaffOnHand } from './choose-owner.js';

const agent = (id: string, change: Partial<StaffOnHand> = {}): StaffOnHand => ({
  id,
  role: 'agent',
  status: 'active',
  onDuty: true,
  languages: ['en'],
  teamId: null,
  lastAssignedAt: null,
  ...change,
});
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));

test.each<[string, StaffOnHand[], string, string | null]>([
  ['nobody', [], 'en', null],
  ['off duty', [agent('a', { onDuty: false })], 'en', null],
  ['disabled', [agent('a', { status: 'disabled' })], 'en', null],
  ['a manager takes none', [agent('a', { role: 'manager' })], 'en', null],
  ['never had one', [agent('a', { lastAssignedAt: at(1) }), agent('b')], 'en', 'b'],
  [
    'waited longest',
    [agent('a', { lastAssignedAt: at(2) }), agent('b', { lastAssignedAt: at(1) })],
    'en',
    'b',
  ],
  [
    'speaks the language',
    [agent('a'), agent('b', { languages: ['en', 'es'], lastAssignedAt: at(5) })],
    'es',
    'b',
  ],
  ['nobody speaks it', [agent('b', { lastAssignedAt: at(5) }), agent('a')], 'es', 'a'],
  ['equal turns', [agent('b'), agent('a')], 'en', 'a'],
])('%s', (_, staff, language, owner) => {
  expect(chooseOwner(staff, { language })?.ownerId ?? null).toBe(owner);
});
