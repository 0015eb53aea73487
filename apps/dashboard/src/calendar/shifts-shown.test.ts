import { describe, expect, test } from '@jest/globals';
import type { ShiftView } from '#contract';
import { dutyByDay, hoursOnDuty, inWords, partOfHour } from './shifts-shown';

const shift = (staffId: string, kind: ShiftView['kind'], startsAt: string, endsAt: string) =>
  ({
    id: `${staffId}${startsAt}`,
    version: 1,
    staffId,
    kind,
    startsAt,
    endsAt,
    phone: null,
    note: null,
    cancelledAt: null,
  }) satisfies ShiftView;

const SPLIT = [
  shift('b', 'on_duty', '2026-11-24T14:00:00Z', '2026-11-24T18:00:00Z'),
  shift('b', 'on_duty', '2026-11-24T21:00:00Z', '2026-11-25T01:30:00Z'),
  shift('a', 'on_call', '2026-11-25T03:00:00Z', '2026-11-25T12:00:00Z'),
];

describe('shifts in the calendar', () => {
  const days = ['2026-11-24', '2026-11-25'];
  const closed = new Map([['2026-11-25', 'Retreat']]);
  const duty = dutyByDay(days, SPLIT, closed, 'America/New_York');

  test('a lane for each colleague of the day, split shifts in one, nights on both their days', () => {
    expect(
      duty.get('2026-11-24')?.pieces.map(({ lane, from, to }) => [lane, from / 60, to / 60]),
    ).toEqual([
      [0, 22, 24],
      [1, 9, 13],
      [1, 16, 20.5],
    ]);
    expect(duty.get('2026-11-25')).toMatchObject({ lanes: 1, closed: 'Retreat' });
    expect(duty.get('2026-11-24')?.closed).toBeUndefined();
  });

  test('a split day is said in one breath, a kind each', () => {
    const said = inWords(duty.get('2026-11-24') ?? { pieces: [] });
    expect(said.map(({ staffId, kind, words }) => [staffId, kind, words])).toEqual([
      ['a', 'on_call', '10 PM →'],
      ['b', 'on_duty', '9 AM – 1 PM, 4 PM – 8:30 PM'],
    ]);
  });

  test('hours on duty are shown, nights on call do not make the day longer', () => {
    expect(hoursOnDuty(duty)).toEqual([9, 12, 16, 20]);
  });

  test.each([
    [15, null],
    [16, { top: 0, bottom: 0 }],
    [20, { top: 0, bottom: 50 }],
    [21, null],
  ])('of hour %i', (hour, part) => {
    expect(partOfHour({ from: 16 * 60, to: 20 * 60 + 30 }, hour)).toEqual(part);
  });
});
