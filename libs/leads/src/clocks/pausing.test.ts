import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ClockKind, Urgency } from '#contract';
import type { BusinessHours } from '#content';
import { businessMinutesBetween } from './business-time.js';
import { clockDue } from './clock-due.js';
import { clockView } from './clock-view.js';
import { dueAfterPause } from './pausing.js';

const ZONE = 'America/New_York';
const day: [string, string][] = [['08:00', '20:00']];
const WEEK: BusinessHours = {
  mon: day,
  tue: day,
  wed: day,
  thu: day,
  fri: day,
  holidays: ['2026-11-26'],
};
const working = { hours: WEEK, timeZone: ZONE };
const at = (iso: string) => new Date(iso);

describe('dueAfterPause', () => {
  test.each<[string, ClockKind, Urgency, string, string, string, string]>([
    [
      'three minutes left, after lunch',
      'first_attempt',
      'P2',
      '2026-11-24T10:05-05:00',
      '2026-11-24T10:02-05:00',
      '2026-11-24T13:00-05:00',
      '2026-11-24T13:03-05:00',
    ],
    [
      'the end of the day comes between',
      'call_back',
      'P2',
      '2026-11-24T10:15-05:00',
      '2026-11-24T10:05-05:00',
      '2026-11-24T19:55-05:00',
      '2026-11-25T08:05-05:00',
    ],
    [
      'until a closed hour',
      'first_attempt',
      'P2',
      '2026-11-24T10:05-05:00',
      '2026-11-24T10:00-05:00',
      '2026-11-24T22:00-05:00',
      '2026-11-25T08:05-05:00',
    ],
    [
      'until a holiday',
      'first_attempt',
      'P2',
      '2026-11-25T10:05-05:00',
      '2026-11-25T10:00-05:00',
      '2026-11-26T12:00-05:00',
      '2026-11-27T08:05-05:00',
    ],
    [
      'P1 runs day and night',
      'first_attempt',
      'P1',
      '2026-11-24T22:05-05:00',
      '2026-11-24T22:01-05:00',
      '2026-11-24T23:00-05:00',
      '2026-11-24T23:04-05:00',
    ],
    [
      'over the night the clocks change',
      'first_attempt',
      'P1',
      '2026-11-01T00:50-04:00',
      '2026-11-01T00:40-04:00',
      '2026-11-01T01:30-05:00',
      '2026-11-01T01:40-05:00',
    ],
    [
      'overdue stays overdue',
      'first_attempt',
      'P2',
      '2026-11-24T10:05-05:00',
      '2026-11-24T10:06-05:00',
      '2026-11-24T13:00-05:00',
      '2026-11-24T10:05-05:00',
    ],
  ])('%s', (_, kind, urgency, dueAt, from, to, expected) => {
    const due = dueAfterPause(
      { kind, dueAt: at(dueAt) },
      urgency,
      { from: at(from), to: at(to) },
      working,
    );
    expect(due.toISOString()).toBe(at(expected).toISOString());
  });

  test('what was left is left, and ending a pause early gives the same as never having planned longer', () => {
    const BASE = at('2026-10-25T00:00Z').getTime();
    const minute = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(
        minute(20_000),
        minute(300),
        minute(3000),
        minute(3000),
        (start, pauseIn, first, more) => {
          const from = new Date(BASE + start * 60_000);
          const dueAt = clockDue('benefit_check', 'P2', from, working);
          const pause = new Date(from.getTime() + pauseIn * 60_000);
          if (pause >= dueAt) return;
          const short = new Date(pause.getTime() + first * 60_000);
          const long = new Date(short.getTime() + more * 60_000);
          const clock = { kind: 'benefit_check' as const, dueAt };
          const planned = dueAfterPause(clock, 'P2', { from: pause, to: long }, working);
          const left = businessMinutesBetween(pause, dueAt, WEEK, ZONE);
          expect(businessMinutesBetween(long, planned, WEEK, ZONE)).toBeCloseTo(left, 6);
          const early = dueAfterPause(
            { ...clock, dueAt: planned },
            'P2',
            { from: long, to: short },
            working,
          );
          const never = dueAfterPause(clock, 'P2', { from: pause, to: short }, working);
          if (left > 0) expect(early.toISOString()).toBe(never.toISOString());
        },
      ),
      { numRuns: 200 },
    );
  }, 60_000);
});

describe('clockView', () => {
  const row = {
    id: '0190a0a0-0000-7000-8000-000000000001',
    lead_id: '0190a0a0-0000-7000-8000-000000000002',
    kind: 'first_attempt' as const,
    started_at: at('2026-11-24T23:00-05:00'),
    due_at: at('2026-11-25T08:05-05:00'),
    met_at: null,
    missed_at: null,
    cancelled_at: null,
    resumes_at: null,
    urgency: 'P2' as const,
  };
  const night = at('2026-11-24T23:30-05:00');
  test.each<[string, object, Date, object]>([
    [
      'stands still while we are closed',
      {},
      night,
      { pausedBecause: 'closed', resumesAt: '2026-11-25T13:00:00.000Z', breached: false },
    ],
    [
      'runs in hours',
      {},
      at('2026-11-25T08:01-05:00'),
      { pausedBecause: null, resumesAt: null, breached: false },
    ],
    [
      'is broken at its due time, noticed or not',
      {},
      at('2026-11-25T08:05-05:00'),
      { pausedBecause: null, breached: true },
    ],
    ['P1 never stands still for us', { urgency: 'P1' }, night, { pausedBecause: null }],
    [
      'set aside',
      { resumes_at: at('2026-11-25T07:00-05:00') },
      night,
      { pausedBecause: 'snoozed', resumesAt: '2026-11-25T12:00:00.000Z' },
    ],
    [
      'kept',
      { met_at: night },
      at('2026-11-26T08:05-05:00'),
      { pausedBecause: null, breached: false },
    ],
    ['missed', { missed_at: row.due_at }, at('2026-11-26T08:05-05:00'), { breached: true }],
    ['called off', { cancelled_at: night }, at('2026-11-26T08:05-05:00'), { breached: false }],
  ])('%s', (_, change, now, expected) => {
    expect(clockView({ ...row, ...change }, now, working)).toMatchObject(expected);
  });
});
