import { describe, expect, test } from '@jest/globals';
import { periodOfPreset, type ReportPreset } from '#contract';
import { judge } from './judge.js';
import { nextRun } from './next-run.js';

const NY = 'America/New_York';

describe('when a report is due', () => {
  test.each([
    [{ every: 'day', weekday: 1, at: '07:00' }, '2026-11-27T11:59:00Z', '2026-11-27T12:00:00.000Z'],
    [{ every: 'day', weekday: 1, at: '07:00' }, '2026-11-27T12:00:00Z', '2026-11-28T12:00:00.000Z'],
    // The clocks go back: the same time of day is an hour later.
    [{ every: 'day', weekday: 1, at: '07:00' }, '2026-10-31T12:00:00Z', '2026-11-01T12:00:00.000Z'],
    // They skip half past two.
    [{ every: 'day', weekday: 1, at: '02:30' }, '2026-03-08T05:00:00Z', '2026-03-08T07:30:00.000Z'],
    [
      { every: 'week', weekday: 1, at: '08:00' },
      '2026-11-27T12:00:00Z',
      '2026-11-30T13:00:00.000Z',
    ],
    [
      { every: 'month', weekday: 1, at: '06:00' },
      '2026-01-31T12:00:00Z',
      '2026-02-01T11:00:00.000Z',
    ],
    [
      { every: 'month', weekday: 1, at: '06:00' },
      '2026-12-01T11:00:00Z',
      '2027-01-01T11:00:00.000Z',
    ],
  ] as const)('%j after %s: %s', (schedule, now, due) => {
    expect(nextRun(schedule, NY, new Date(now)).toISOString()).toBe(due);
  });
});

describe('a period that moves', () => {
  test.each<[ReportPreset, string, string, string]>([
    ['today', '2026-03-01', '2026-03-01', '2026-03-01'],
    ['yesterday', '2026-03-01', '2026-02-28', '2026-02-28'],
    ['week', '2026-11-29', '2026-11-23', '2026-11-29'],
    ['lastWeek', '2026-11-30', '2026-11-23', '2026-11-29'],
    ['days7', '2024-03-01', '2024-02-24', '2024-03-01'],
    ['month', '2026-03-31', '2026-03-01', '2026-03-31'],
    ['lastMonth', '2026-03-31', '2026-02-01', '2026-02-28'],
    ['lastMonth', '2026-01-15', '2025-12-01', '2025-12-31'],
    ['year', '2026-11-27', '2026-01-01', '2026-11-27'],
    ['months12', '2026-11-27', '2025-11-28', '2026-11-27'],
  ])('%s as of %s is %s to %s', (preset, today, from, to) => {
    expect(periodOfPreset(preset, today)).toEqual({ from, to });
  });
});

describe('a target', () => {
  const target = { side: 'at_least', value: 0.9, fewest: 5 } as const;
  test.each([
    [{ value: 0.89, counted: 89, of: 100 }, 'missed'],
    [{ value: 0.9, counted: 90, of: 100 }, 'fine'],
    [{ value: 0.5, counted: 2, of: 4 }, 'unknown'],
    [{ value: null, counted: 0, of: 0 }, 'unknown'],
  ])('%j is %s', (value, state) => expect(judge(target, value)).toBe(state));

  test('the other way round, and of durations, which are divided by nothing', () => {
    const slow = { side: 'at_most', value: 300, fewest: 5 } as const;
    expect(judge(slow, { value: 301, counted: 5, of: null })).toBe('missed');
    expect(judge(slow, { value: 300, counted: 5, of: null })).toBe('fine');
    expect(judge(slow, { value: 900, counted: 4, of: null })).toBe('unknown');
  });

  test('a count of nothing is an answer: nobody came', () => {
    const leads = { side: 'at_least', value: 1, fewest: 1 } as const;
    expect(judge(leads, { value: 0, counted: 0, of: null, isCount: true })).toBe('missed');
  });
});
