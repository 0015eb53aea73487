import { describe, expect, test } from '@jest/globals';
import { dayOf, hoursFor, movedBy, movedTo, placeOf, startOf } from './calendar-days.js';

const local = (text: string) => new Date(text).toISOString();

describe('the days of the calendar', () => {
  test('a place is a day and an hour of the reader; what is put there keeps its minutes', () => {
    const at = local('2026-03-02T09:35:00');
    expect(dayOf(at)).toBe('2026-03-02');
    expect(dayOf(startOf('2026-03-02'))).toBe('2026-03-02');
    expect(movedTo(at, placeOf('2026-03-05', 7))).toBe(local('2026-03-05T07:35:00'));
  });

  test('a day later is the same time of day, an hour later may be the next day', () => {
    const at = local('2026-03-31T23:10:00');
    expect(movedBy(at, { days: 1 })).toBe(local('2026-04-01T23:10:00'));
    expect(movedBy(at, { hours: 1 })).toBe(local('2026-04-01T00:10:00'));
    expect(movedBy(at, { days: -31, hours: -1 })).toBe(local('2026-02-28T22:10:00'));
  });

  test('the usual hours are shown, and those something lies in', () => {
    expect(hoursFor([]).at(0)).toBe(8);
    expect(hoursFor([]).at(-1)).toBe(17);
    const wide = hoursFor([local('2026-03-02T05:59:00'), local('2026-03-02T22:01:00')]);
    expect([wide.at(0), wide.at(-1), wide.length]).toEqual([5, 22, 18]);
  });
});
