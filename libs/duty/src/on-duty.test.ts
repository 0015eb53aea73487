import { describe, expect, test } from '@jest/globals';
import type { ShiftKind } from '#contract';
import { type DutyShift, type DutyStaff, onDutyAt } from './on-duty.js';
import { anyOverlap, stretchesOf } from './plan-shifts.js';

const at = (iso: string) => new Date(iso);
const NOW = at('2026-11-24T15:00:00Z');
const hours = (count: number) => new Date(NOW.getTime() + count * 3_600_000);

function person(change: Partial<DutyStaff> = {}): DutyStaff {
  return {
    id: 'ana',
    name: 'Ana',
    role: 'agent',
    teamId: null,
    languages: ['en'],
    status: 'active',
    switchedOn: false,
    capacity: null,
    openLeads: 0,
    lastAssignedAt: null,
    ...change,
  };
}
const shift = (kind: ShiftKind, from: number, to: number, staffId = 'ana'): DutyShift => ({
  staffId,
  kind,
  startsAt: hours(from),
  endsAt: hours(to),
  phone: kind === 'on_call' ? '+12025550133' : null,
});

describe('onDutyAt', () => {
  test.each<[string, Partial<DutyStaff>, DutyShift[], ('duty' | 'call' | 'away')[]]>([
    ['nothing planned, switched off', {}, [], []],
    ['nothing planned, switched on', { switchedOn: true }, [], ['duty']],
    ['on shift', {}, [shift('on_duty', -1, 1)], ['duty']],
    ['a shift begins now', {}, [shift('on_duty', 0, 1)], ['duty']],
    ['a shift ends now', { switchedOn: true }, [shift('on_duty', -1, 0)], []],
    [
      'between the parts of a split shift',
      { switchedOn: true },
      [shift('on_duty', -4, -1), shift('on_duty', 1, 4)],
      [],
    ],
    [
      'planned next week: the calendar counts, not the switch',
      { switchedOn: true },
      [shift('on_duty', 160, 168)],
      [],
    ],
    [
      'last planned a month ago: the switch counts again',
      { switchedOn: true },
      [shift('on_duty', -730, -720)],
      ['duty'],
    ],
    [
      'out of office outweighs a shift and being on call',
      { switchedOn: true },
      [shift('on_duty', -1, 1), shift('on_call', -1, 1), shift('out_of_office', -1, 1)],
      ['away'],
    ],
    ['on call is not on duty', {}, [shift('on_call', -1, 1)], ['call']],
    [
      'on call and on shift',
      {},
      [shift('on_call', -1, 1), shift('on_duty', -1, 1)],
      ['duty', 'call'],
    ],
    ['disabled', { status: 'disabled', switchedOn: true }, [shift('on_duty', -1, 1)], []],
    ['somebody else’s shift', {}, [shift('on_duty', -1, 1, 'ben')], []],
  ])('%s', (_, change, shifts, expected) => {
    const duty = onDutyAt({ staff: [person(change)], shifts }, NOW);
    const found = [
      ...duty.onDuty.map(() => 'duty'),
      ...duty.onCall.map(() => 'call'),
      ...duty.outOfOffice.map(() => 'away'),
    ];
    expect(found).toEqual(expected);
  });

  test('says until when, where somebody on call is rung, and who is full', () => {
    const shifts = [shift('on_duty', -1, 2), shift('on_call', -1, 3)];
    const duty = onDutyAt({ staff: [person({ capacity: 3, openLeads: 3 })], shifts }, NOW);
    expect(duty.onDuty).toMatchObject([{ until: hours(2), full: true, because: 'On shift.' }]);
    expect(duty.onCall).toMatchObject([{ until: hours(3), phone: '+12025550133' }]);
    const roomy = onDutyAt(
      { staff: [person({ switchedOn: true, openLeads: 900 })], shifts: [] },
      NOW,
    );
    expect(roomy.onDuty).toMatchObject([{ until: null, full: false }]);
  });
});

describe('stretchesOf', () => {
  const plan = { fromDay: '2026-03-07', toDay: '2026-03-09', weekdays: [6, 7, 1] };
  test('eight o’clock stays eight o’clock when the clocks change', () => {
    const stretches = stretchesOf({ ...plan, hours: [['08:00', '12:00']] }, 'America/New_York');
    expect(stretches.map(({ startsAt }) => startsAt.toISOString())).toEqual([
      '2026-03-07T13:00:00.000Z',
      '2026-03-08T12:00:00.000Z',
      '2026-03-09T12:00:00.000Z',
    ]);
  });

  test('a night over the change of the clocks is an hour shorter, and in autumn longer', () => {
    const night: [string, string][] = [['22:00', '06:00']];
    const [spring] = stretchesOf(
      { ...plan, toDay: '2026-03-07', hours: night },
      'America/New_York',
    );
    const autumn = { fromDay: '2026-10-31', toDay: '2026-10-31', weekdays: [6], hours: night };
    const [fall] = stretchesOf(autumn, 'America/New_York');
    const long = (one?: { startsAt: Date; endsAt: Date }) =>
      one && (one.endsAt.getTime() - one.startsAt.getTime()) / 3_600_000;
    expect([long(spring), long(fall)]).toEqual([7, 9]);
  });

  test('split shifts, chosen weekdays only, until midnight; overlaps are seen', () => {
    const hoursOf: [string, string][] = [
      ['16:00', '24:00'],
      ['08:00', '12:00'],
    ];
    const stretches = stretchesOf({ ...plan, weekdays: [1], hours: hoursOf }, 'UTC');
    expect(stretches).toEqual([
      { startsAt: at('2026-03-09T08:00Z'), endsAt: at('2026-03-09T12:00Z') },
      { startsAt: at('2026-03-09T16:00Z'), endsAt: at('2026-03-10T00:00Z') },
    ]);
    expect(anyOverlap(stretches)).toBe(false);
    const twice: [string, string][] = [
      ['08:00', '12:00'],
      ['11:59', '13:00'],
    ];
    expect(anyOverlap(stretchesOf({ ...plan, weekdays: [1], hours: twice }, 'UTC'))).toBe(true);
  });
});
