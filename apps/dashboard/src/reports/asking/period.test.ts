import { describe, expect, test } from '@jest/globals';
import { dayIn, daysOfPeriod } from '#contract';
import { grainOf, periodInWords, periodOf } from './period';

describe('a period', () => {
  test('days of one’s own stay, whatever day it is', () => {
    const own = { from: '2025-01-01', to: '2025-01-31' };
    expect(periodOf('own', '2026-11-27', own)).toEqual(own);
    expect(periodOf('days7', '2026-11-27', own).to).toBe('2026-11-27');
  });

  test('has whole days, also over the days the clocks change, and a grain that fits', () => {
    expect(daysOfPeriod({ from: '2026-03-07', to: '2026-03-09' })).toBe(3);
    expect(daysOfPeriod({ from: '2024-02-28', to: '2024-03-01' })).toBe(3);
    expect(grainOf({ from: '2026-01-01', to: '2026-02-14' })).toBe('day');
    expect(grainOf({ from: '2026-01-01', to: '2026-12-31' })).toBe('month');
  });

  test('says the year once where it is one', () => {
    expect(periodInWords({ from: '2026-03-01', to: '2026-03-31' })).toBe('Mar 1 – Mar 31, 2026');
    expect(periodInWords({ from: '2025-12-01', to: '2026-01-31' })).toBe(
      'Dec 1, 2025 – Jan 31, 2026',
    );
  });

  test('today is the organisation’s, not the reader’s', () => {
    expect(dayIn('America/Los_Angeles', new Date('2026-11-28T07:59:00Z'))).toBe('2026-11-27');
    expect(dayIn('America/New_York', new Date('2026-11-28T07:59:00Z'))).toBe('2026-11-28');
  });
});
