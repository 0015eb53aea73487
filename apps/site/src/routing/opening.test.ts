import { describe, expect, test } from '@jest/globals';
import { openingAt } from './opening.js';

const WEEKDAY: [string, string][] = [['08:00', '20:00']];
const hours = {
  timeZone: 'America/New_York',
  businessHours: {
    mon: WEEKDAY,
    tue: WEEKDAY,
    wed: WEEKDAY,
    thu: WEEKDAY,
    fri: [
      ['08:00', '12:00'],
      ['13:00', '17:00'],
    ] as [string, string][],
    holidays: ['2026-11-26', '2026-12-25'],
  },
};

describe('whether somebody is at work', () => {
  test.each([
    ['2026-11-25T12:59:00Z', { open: false, opens: '08:00', day: 'today' }],
    ['2026-11-25T13:00:00Z', { open: true, until: '20:00' }],
    // The day before Thanksgiving, after closing: nobody is there tomorrow.
    ['2026-11-26T01:00:00Z', { open: false, opens: '08:00', day: 'fri' }],
    ['2026-11-26T15:00:00Z', { open: false, opens: '08:00', day: 'tomorrow' }],
    ['2026-11-27T17:30:00Z', { open: false, opens: '13:00', day: 'today' }],
    ['2026-11-27T22:00:00Z', { open: false, opens: '08:00', day: 'mon' }],
    // The clocks went back at two in the night.
    ['2026-11-01T23:59:00Z', { open: false, opens: '08:00', day: 'tomorrow' }],
  ])('at %s: %j', (now, opening) => {
    expect(openingAt(hours, new Date(now))).toEqual(opening);
  });

  test('closed every day, nobody says when we open', () => {
    const never = { timeZone: 'America/New_York', businessHours: {} };
    expect(openingAt(never, new Date('2026-11-25T13:00:00Z'))).toEqual({
      open: false,
      opens: undefined,
      day: undefined,
    });
  });
});
