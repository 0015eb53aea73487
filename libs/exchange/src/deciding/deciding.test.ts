import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SaidBy } from '#contract';
import { type Known, planRecord } from './row-plan.js';
import { PlaceIndex, type PlaceKeys, samePlace } from './same-place.js';

const DAY = 86_400_000;
const NOW = new Date('2026-06-01T00:00:00Z');
const ago = (days: number) => new Date(NOW.getTime() - days * DAY);

const PLACE: PlaceKeys = {
  id: 'a',
  source: 'csv',
  ref: null,
  nameKey: 'elm house',
  otherNameKeys: [],
  addressKey: '02115 12 elm st',
  zip: '02115',
  phone: '+16175550101',
  npi: null,
  latitude: null,
  longitude: null,
};
const place = (more: Partial<PlaceKeys>): PlaceKeys => ({ ...PLACE, id: 'b', ...more });

describe('the same place', () => {
  test.each<[string, Partial<PlaceKeys>, boolean]>([
    ['all the same', {}, true],
    ['another name at the same address and phone', { nameKey: 'birch recovery' }, true],
    [
      'another name and phone at the same address',
      { nameKey: 'birch recovery', phone: null },
      false,
    ],
    ['half of the name at the same address', { nameKey: 'elm house recovery', phone: null }, true],
    ['another address', { addressKey: '02115 99 oak rd' }, false],
    ['no address, same name and ZIP', { addressKey: null, phone: null }, true],
    ['no address, same name, other phone', { addressKey: null, phone: '+16175550999' }, false],
    ['no address, same name, other ZIP', { addressKey: null, zip: '02116' }, false],
  ])('%s', (_what, more, expected) => {
    expect(samePlace(PLACE, place(more))).toBe(expected);
    expect(samePlace(place(more), PLACE)).toBe(expected);
    expect(new PlaceIndex([PLACE]).find(place(more)) !== undefined).toBe(expected);
  });

  test('the source’s own number decides, whatever else was changed', () => {
    const one = place({ ref: '7', nameKey: 'elm', addressKey: null, zip: null, phone: null });
    expect(samePlace({ ...PLACE, ref: '7' }, one)).toBe(true);
    expect(samePlace({ ...PLACE, ref: '7', source: 'hsds' }, one)).toBe(false);
  });
});

describe('what an import may change', () => {
  const known = (current: unknown, fact: { saidBy: SaidBy; daysAgo: number } | null): Known => ({
    kind: 'facility',
    id: 'f',
    label: 'Elm House',
    values: { phone: current },
    facts: new Map(
      fact
        ? [
            [
              'phone',
              {
                recordKind: 'facility',
                field: 'phone',
                saidBy: fact.saidBy,
                saidAt: ago(fact.daysAgo),
              },
            ],
          ]
        : [],
    ),
  });
  const plan = (
    current: unknown,
    fact: Parameters<typeof known>[1],
    found: unknown,
    asOf = ago(1),
  ) => planRecord(known(current, fact), { phone: found }, ['phone'], { asOf, now: NOW });

  test.each<
    [string, unknown, { saidBy: SaidBy; daysAgo: number } | null, 'changes' | 'conflicts' | 'none']
  >([
    ['a gap', null, null, 'changes'],
    ['typed, by nobody on record', '1', null, 'none'],
    ['an older import’s', '1', { saidBy: 'public_directory', daysAgo: 30 }, 'changes'],
    ['a newer import’s', '1', { saidBy: 'import', daysAgo: 0 }, 'none'],
    ['a colleague’s, since', '1', { saidBy: 'staff', daysAgo: 0 }, 'conflicts'],
    ['the facility’s, still counting', '1', { saidBy: 'facility', daysAgo: 100 }, 'conflicts'],
    ['the facility’s, too old to rely on', '1', { saidBy: 'facility', daysAgo: 200 }, 'changes'],
  ])('%s', (_what, current, fact, expected) => {
    const { changes, conflicts } = plan(current, fact, '2');
    expect({ changes: changes.length, conflicts: conflicts.length }).toEqual({
      changes: expected === 'changes' ? 1 : 0,
      conflicts: expected === 'conflicts' ? 1 : 0,
    });
  });

  test('a source that says nothing takes nothing away', () => {
    for (const nothing of [null, undefined, '', 'unknown', false, []]) {
      expect(plan('1', { saidBy: 'import', daysAgo: 90 }, nothing)).toEqual({
        changes: [],
        conflicts: [],
        repeated: [],
      });
    }
  });

  test('whatever the source and its day: what people said more recently is never changed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<SaidBy>('staff', 'facility'),
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 0, max: 800 }),
        fc.string(),
        (saidBy, daysAgo, fileDaysAgo, found) => {
          const { changes } = plan('what they said', { saidBy, daysAgo }, found, ago(fileDaysAgo));
          if (daysAgo <= fileDaysAgo) expect(changes).toEqual([]);
        },
      ),
    );
  });
});
