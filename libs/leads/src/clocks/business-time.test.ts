import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ALWAYS_OPEN, type BusinessHours } from '#content';
import {
  addBusinessMinutes,
  businessMinutesBetween,
  endOfBusinessDay,
  isOpen,
} from './business-time.js';
import { clockDue } from './clock-due.js';

const ZONE = 'America/New_York';
const day: [string, string][] = [['08:00', '20:00']];
const WEEK: BusinessHours = {
  mon: day,
  tue: day,
  wed: day,
  thu: day,
  fri: day,
  sat: [['10:00', '14:00']],
};
const SPLIT: BusinessHours = {
  ...WEEK,
  mon: [
    ['13:00', '18:00'],
    ['08:00', '12:00'],
  ],
};
const HOLIDAY: BusinessHours = { ...WEEK, holidays: ['2026-11-26'] };
/** Open through both nights on which the clocks change. */
const NIGHT: BusinessHours = { sat: [['22:00', '24:00']], sun: [['00:00', '06:00']] };

const at = (iso: string) => new Date(iso);

describe('addBusinessMinutes', () => {
  test.each<[string, string, number, BusinessHours, string]>([
    ['within hours', '2026-11-24T10:00-05:00', 5, WEEK, '2026-11-24T10:05-05:00'],
    ['nothing to add', '2026-11-24T10:00-05:00', 0, WEEK, '2026-11-24T10:00-05:00'],
    ['to the very end', '2026-11-24T19:55-05:00', 5, WEEK, '2026-11-24T20:00-05:00'],
    ['over the night', '2026-11-24T19:58-05:00', 5, WEEK, '2026-11-25T08:03-05:00'],
    ['from closed', '2026-11-24T23:00-05:00', 5, WEEK, '2026-11-25T08:05-05:00'],
    ['at closing time', '2026-11-24T20:00-05:00', 5, WEEK, '2026-11-25T08:05-05:00'],
    ['before opening', '2026-11-24T06:00-05:00', 5, WEEK, '2026-11-24T08:05-05:00'],
    ['over a Sunday', '2026-11-28T13:58-05:00', 5, WEEK, '2026-11-30T08:03-05:00'],
    ['over lunch', '2026-11-23T11:50-05:00', 15, SPLIT, '2026-11-23T13:05-05:00'],
    ['over a holiday', '2026-11-25T19:59-05:00', 5, HOLIDAY, '2026-11-27T08:04-05:00'],
    ['several days', '2026-11-24T08:00-05:00', 60 * 30, WEEK, '2026-11-26T14:00-05:00'],
    ['spring: 02:30 never is', '2026-03-08T01:50-05:00', 20, NIGHT, '2026-03-08T03:10-04:00'],
    [
      'spring: the night has an hour less',
      '2026-03-07T23:00-05:00',
      360,
      NIGHT,
      '2026-03-08T06:00-04:00',
    ],
    [
      'autumn: the hour that comes twice',
      '2026-11-01T01:50-04:00',
      20,
      NIGHT,
      '2026-11-01T01:10-05:00',
    ],
    [
      'autumn: the night has an hour more',
      '2026-10-31T23:00-04:00',
      480,
      NIGHT,
      '2026-11-01T06:00-05:00',
    ],
    ['never open: by the clock', '2026-11-24T10:00-05:00', 5, {}, '2026-11-24T10:05-05:00'],
    ['always open', '2026-11-24T23:59-05:00', 5, ALWAYS_OPEN, '2026-11-25T00:04-05:00'],
  ])('%s', (_, from, minutes, hours, due) => {
    expect(addBusinessMinutes(at(from), minutes, hours, ZONE).toISOString()).toBe(
      at(due).toISOString(),
    );
  });

  test('is exact, monotone, and the inverse of what lies between', () => {
    const hours = fc.constantFrom(WEEK, SPLIT, HOLIDAY, NIGHT, ALWAYS_OPEN);
    const moment = fc
      .integer({ min: Date.UTC(2026, 0, 1) / 1000, max: Date.UTC(2027, 0, 1) / 1000 })
      .map((seconds) => new Date(seconds * 1000));
    const zone = fc.constantFrom(ZONE, 'America/Los_Angeles', 'America/Phoenix', 'UTC');
    fc.assert(
      fc.property(
        moment,
        fc.integer({ min: 1, max: 2000 }),
        fc.integer({ min: 0, max: 3000 }),
        hours,
        zone,
        (from, minutes, more, open, tz) => {
          const due = addBusinessMinutes(from, minutes, open, tz);
          expect(due.getTime()).toBeGreaterThanOrEqual(from.getTime() + minutes * 60_000);
          expect(businessMinutesBetween(from, due, open, tz)).toBeCloseTo(minutes, 6);
          expect(addBusinessMinutes(due, more, open, tz).getTime()).toBe(
            addBusinessMinutes(from, minutes + more, open, tz).getTime(),
          );
        },
      ),
      {
        numRuns: 150,
        examples: [[at('2026-11-01T05:30Z'), 60, 0, ALWAYS_OPEN, ZONE]],
      },
    );
  }, 60_000);
});

test.each<[string, string, string]>([
  ['in the day', '2026-11-24T10:00-05:00', '2026-11-24T20:00-05:00'],
  ['before it', '2026-11-24T05:00-05:00', '2026-11-24T20:00-05:00'],
  ['after it', '2026-11-24T20:00-05:00', '2026-11-25T20:00-05:00'],
  ['on a Saturday evening', '2026-11-28T20:00-05:00', '2026-11-30T20:00-05:00'],
])('endOfBusinessDay %s', (_, from, end) => {
  expect(endOfBusinessDay(at(from), WEEK, ZONE).toISOString()).toBe(at(end).toISOString());
});

test.each([
  ['2026-11-24T08:00-05:00', true],
  ['2026-11-24T20:00-05:00', false],
  ['2026-11-29T12:00-05:00', false],
])('isOpen at %s', (moment, open) => {
  expect(isOpen(at(moment), WEEK, ZONE)).toBe(open);
});

describe('clockDue', () => {
  const working = { hours: WEEK, timeZone: ZONE };
  test.each([
    ['first_attempt', 'P0', '2026-11-24T23:00-05:00', '2026-11-24T23:05-05:00'],
    ['first_attempt', 'P1', '2026-11-29T03:00-05:00', '2026-11-29T03:05-05:00'],
    ['first_attempt', 'P2', '2026-11-24T23:00-05:00', '2026-11-25T08:05-05:00'],
    ['first_attempt', 'P2', '2026-11-24T12:00-05:00', '2026-11-24T12:05-05:00'],
    ['first_attempt', 'P3', '2026-11-24T12:00-05:00', '2026-11-24T20:00-05:00'],
    ['call_back', 'P2', '2026-11-24T19:50-05:00', '2026-11-25T08:05-05:00'],
    ['call_back', 'P1', '2026-11-24T23:00-05:00', '2026-11-24T23:15-05:00'],
    ['benefit_check', 'P0', '2026-11-24T19:00-05:00', '2026-11-25T09:00-05:00'],
    ['referral_acknowledged', 'P2', '2026-11-24T12:00-05:00', '2026-11-24T12:30-05:00'],
  ] as const)('%s of %s at %s', (kind, urgency, from, due) => {
    expect(clockDue(kind, urgency, at(from), working).toISOString()).toBe(at(due).toISOString());
  });
});
