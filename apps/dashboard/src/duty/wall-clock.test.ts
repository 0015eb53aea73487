import { describe, expect, test } from '@jest/globals';
import { momentOf, timeInWords, wallTime, weekOf } from './wall-clock.js';

const NEW_YORK = 'America/New_York';

describe('The clock on the wall of a zone', () => {
  test.each([
    ['2026-01-15', '08:00', '2026-01-15T13:00:00.000Z'],
    ['2026-07-15', '08:00', '2026-07-15T12:00:00.000Z'],
    // The night the clock goes forward, before and after; 02:30 does not exist and is read as 03:30.
    ['2026-03-08', '01:30', '2026-03-08T06:30:00.000Z'],
    ['2026-03-08', '02:30', '2026-03-08T07:30:00.000Z'],
    ['2026-03-08', '03:30', '2026-03-08T07:30:00.000Z'],
    // The night it goes back: 01:30 is shown twice, the first one is meant.
    ['2026-11-01', '01:30', '2026-11-01T05:30:00.000Z'],
    ['2026-11-01', '02:30', '2026-11-01T07:30:00.000Z'],
    ['2026-11-01', '24:00', '2026-11-02T05:00:00.000Z'],
  ])('%s %s', (day, time, moment) => {
    expect(momentOf({ day, time }, NEW_YORK)).toBe(moment);
  });

  test('reads back what it wrote, every half hour of a year, but for the hour that is skipped', () => {
    const lost: string[] = [];
    for (let day = 0; day < 365; day += 1) {
      for (let half = 0; half < 48; half += 1) {
        const at = Date.UTC(2026, 0, 1) + (day * 48 + half) * 1_800_000;
        const wanted = { day: iso(at).slice(0, 10), time: iso(at).slice(11, 16) };
        const shown = wallTime(momentOf(wanted, NEW_YORK), NEW_YORK);
        if (shown.day !== wanted.day || shown.time !== wanted.time) lost.push(iso(at));
      }
    }
    expect(lost).toEqual(['2026-03-08T02:00:00.000Z', '2026-03-08T02:30:00.000Z']);
  });

  test('a week begins on Monday, also over the end of a year', () => {
    expect(weekOf('2027-01-02')).toEqual([
      '2026-12-28',
      '2026-12-29',
      '2026-12-30',
      '2026-12-31',
      '2027-01-01',
      '2027-01-02',
      '2027-01-03',
    ]);
  });

  test('times are said as people say them', () => {
    expect(['00:00', '08:00', '12:00', '13:30', '24:00'].map(timeInWords)).toEqual([
      'midnight',
      '8 AM',
      'noon',
      '1:30 PM',
      'midnight',
    ]);
  });
});

const iso = (at: number) => new Date(at).toISOString();
