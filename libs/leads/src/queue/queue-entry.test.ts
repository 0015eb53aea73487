import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { codesOf, QUEUE_REASONS, STAGES, type Urgency } from '#contract';
import { ALWAYS_OPEN, type BusinessHours } from '#content';
import { placeOf } from '#consent';
import { type QueueEntry, queueEntryOf } from './queue-entry.js';
import type { QueueFacts } from './queue-facts.js';
import { queueSentence } from './queue-sentence.js';

const ZONE = 'America/New_York';
const day: [string, string][] = [['08:00', '20:00']];
const WEEK: BusinessHours = { mon: day, tue: day, wed: day, thu: day, fri: day };
const at = (iso: string) => new Date(iso);
/** A Tuesday, ten in the morning in New York. */
const TEN = at('2026-11-24T10:00-05:00');
const minutes = (count: number, from = TEN) => new Date(from.getTime() + count * 60_000);

function facts(change: Partial<QueueFacts> = {}): QueueFacts {
  return {
    stage: 'new',
    urgency: 'P2',
    closed: false,
    owned: true,
    clocks: [],
    tasks: [],
    inboundAt: TEN,
    unansweredAt: null,
    lastAttemptAt: null,
    lastContactAt: null,
    lastActivityAt: TEN,
    alertAt: null,
    snooze: null,
    place: placeOf({ zip: '10001' }),
    working: { hours: WEEK, timeZone: ZONE },
    ...change,
  };
}
const clock = (dueAt: Date, startedAt = TEN, aboutCall = false) => ({
  kind: aboutCall ? ('call_back' as const) : ('first_attempt' as const),
  startedAt,
  dueAt,
  aboutCall,
});
const task = (dueAt: Date, promised = false) => ({
  kind: promised ? ('call_back' as const) : ('follow_up' as const),
  dueAt,
  promised,
});

const NIGHT = at('2026-11-24T23:30-05:00');
const MORNING = at('2026-11-25T08:00-05:00');
const CALIFORNIA = placeOf({ zip: '94110' });

describe('queueEntryOf', () => {
  test.each<[string, Partial<QueueFacts>, Date, Partial<QueueEntry> | null]>([
    ['closed: nobody', { closed: true, clocks: [clock(minutes(5))] }, TEN, null],
    ['admitted: nobody', { stage: 'admitted' }, TEN, null],
    [
      'new: its clock',
      { clocks: [clock(minutes(5))] },
      TEN,
      { because: 'clock', dueAt: minutes(5), holdUntil: null },
    ],
    [
      'P0 is danger, day and night',
      { urgency: 'P0', inboundAt: NIGHT, place: CALIFORNIA },
      NIGHT,
      { because: 'danger', dueAt: minutes(5, NIGHT), holdUntil: null },
    ],
    [
      'P1 not reached: tried again within the hour',
      { urgency: 'P1', lastAttemptAt: minutes(3) },
      minutes(4),
      {
        because: 'high_risk',
        dueAt: minutes(63),
        holdUntil: minutes(63),
        heldBecause: 'not_due',
      },
    ],
    [
      'P0 spoken with: what is planned next',
      {
        urgency: 'P0',
        lastAttemptAt: minutes(3),
        lastContactAt: minutes(3),
        tasks: [task(minutes(60))],
      },
      minutes(10),
      { because: 'step', dueAt: minutes(60), heldBecause: 'not_due' },
    ],
    [
      'an alert stays in front whatever else happened',
      { urgency: 'P0', alertAt: minutes(9), lastContactAt: minutes(10) },
      minutes(11),
      { because: 'danger', dueAt: minutes(9), holdUntil: null },
    ],
    [
      'a promised call shows ten minutes early and bypasses quiet hours',
      { tasks: [task(NIGHT, true)], place: CALIFORNIA },
      minutes(-10, NIGHT),
      { because: 'promised', dueAt: NIGHT, holdUntil: null },
    ],
    [
      'the call agreed on keeps the promise: no clock beside it',
      { tasks: [task(minutes(180), true)], clocks: [clock(minutes(195))] },
      TEN,
      { because: 'promised', holdUntil: minutes(170), heldBecause: 'not_due' },
    ],
    [
      'a missed call',
      { clocks: [clock(minutes(15), TEN, true)] },
      minutes(1),
      { because: 'missed_call', dueAt: minutes(15) },
    ],
    [
      'an attempt answers the clock',
      { clocks: [clock(minutes(5))], lastAttemptAt: minutes(2), tasks: [task(minutes(30))] },
      minutes(40),
      { because: 'step' },
    ],
    [
      'a text nobody answered',
      { unansweredAt: minutes(-60), inboundAt: minutes(-60), lastAttemptAt: minutes(-50) },
      TEN,
      { because: 'unanswered', dueAt: minutes(-45), holdUntil: null },
    ],
    [
      'after hours P2 waits for the morning',
      { inboundAt: NIGHT, clocks: [clock(minutes(5, MORNING), NIGHT)] },
      minutes(30, NIGHT),
      { because: 'morning', holdUntil: MORNING, heldBecause: 'closed' },
    ],
    [
      'quiet hours: held until they open there',
      { inboundAt: minutes(-60, MORNING), place: CALIFORNIA, clocks: [clock(minutes(5, MORNING))] },
      MORNING,
      {
        because: 'clock',
        holdUntil: at('2026-11-25T08:00-08:00'),
        heldBecause: 'safe_hours',
      },
    ],
    [
      'their own word minutes ago opens the hours',
      { inboundAt: MORNING, place: CALIFORNIA, clocks: [clock(minutes(5, MORNING), MORNING)] },
      minutes(2, MORNING),
      { because: 'clock', holdUntil: null },
    ],
    [
      'set aside',
      { clocks: [clock(minutes(5))], snooze: { until: minutes(120), at: minutes(1) } },
      minutes(30),
      { because: 'clock', holdUntil: minutes(120), heldBecause: 'snoozed' },
    ],
    [
      'a new word ends setting aside',
      {
        clocks: [clock(minutes(5))],
        snooze: { until: minutes(120), at: minutes(1) },
        inboundAt: minutes(20),
      },
      minutes(30),
      { because: 'clock', holdUntil: null },
    ],
    [
      'nothing planned shows after a day',
      { stage: 'contacted', lastContactAt: TEN, lastAttemptAt: TEN },
      minutes(25 * 60),
      { because: 'unplanned', dueAt: minutes(24 * 60), holdUntil: null },
    ],
    [
      'nothing planned and nobody’s, as after a call at a shared phone: within the quarter of an hour',
      { stage: 'contacted', lastContactAt: TEN, owned: false },
      minutes(16),
      { because: 'unplanned', dueAt: minutes(15), holdUntil: null },
    ],
    [
      'the more pressing of two that show',
      { tasks: [task(minutes(-60))], clocks: [clock(minutes(5))] },
      TEN,
      { because: 'clock' },
    ],
    [
      'what shows now before what is held, however pressing',
      { tasks: [task(minutes(-60)), task(minutes(300), true)] },
      TEN,
      { because: 'step', holdUntil: null },
    ],
  ])('%s', (_, change, now, expected) => {
    const entry = queueEntryOf(facts(change), now);
    if (expected === null) expect(entry).toBeNull();
    else {
      expect(entry).toMatchObject(expected);
      expect(entry?.band).toBe(codesOf(QUEUE_REASONS).indexOf(entry?.because ?? 'danger'));
    }
  });

  const BASE = at('2026-10-20T00:00Z').getTime();
  /** Three weeks that hold the end of daylight saving time. */
  const moment = fc
    .integer({ min: 0, max: 21 * 24 * 60 })
    .map((minute) => new Date(BASE + minute * 60_000));
  const maybe = fc.option(moment, { nil: null });
  const rarely = fc.oneof(
    { weight: 7, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: moment },
  );
  const someFacts: fc.Arbitrary<QueueFacts> = fc.record({
    stage: fc.constantFrom(...STAGES.filter((stage) => stage !== 'closed')),
    urgency: fc.constantFrom<Urgency>('P0', 'P1', 'P2', 'P3'),
    closed: fc.constant(false),
    owned: fc.boolean(),
    clocks: fc.array(
      fc.record({
        kind: fc.constantFrom(
          'first_attempt' as const,
          'call_back' as const,
          'benefit_check' as const,
        ),
        startedAt: moment,
        dueAt: moment,
        aboutCall: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
    tasks: fc.array(
      fc.record({
        kind: fc.constantFrom('call_back' as const, 'follow_up' as const, 'review' as const),
        dueAt: moment,
        promised: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
    inboundAt: moment,
    unansweredAt: maybe,
    lastAttemptAt: maybe,
    lastContactAt: maybe,
    lastActivityAt: moment,
    alertAt: rarely,
    snooze: fc.option(fc.record({ until: moment, at: moment }), { nil: null }),
    place: fc.constantFrom(
      placeOf({ zip: '10001' }),
      placeOf({ zip: '33101' }),
      placeOf({ zip: '75201' }),
      placeOf({ zip: '06101' }),
      placeOf({ zip: '99501' }),
      placeOf({}),
    ),
    working: fc.constantFrom(
      { hours: WEEK, timeZone: ZONE },
      { hours: ALWAYS_OPEN, timeZone: 'America/Los_Angeles' },
      { hours: {}, timeZone: ZONE },
    ),
  });

  test('is a function of the facts, and stays as it is until the moment it names', () => {
    let changes = 0;
    fc.assert(
      fc.property(
        someFacts,
        moment,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (known, now, part) => {
          const before = JSON.stringify(known);
          const entry = queueEntryOf(known, now);
          expect(JSON.stringify(known)).toBe(before);
          expect(queueEntryOf(structuredClone(known), new Date(now))).toEqual(entry);
          if (!entry) {
            expect(known.stage).toBe('admitted');
            return;
          }
          const { recheckAt, ...rest } = entry;
          if (rest.holdUntil) expect(rest.holdUntil.getTime()).toBeGreaterThan(now.getTime());
          expect(rest.holdUntil === null).toBe(rest.heldBecause === null);
          const until = recheckAt?.getTime() ?? now.getTime() + 30 * 86_400_000;
          expect(until).toBeGreaterThan(now.getTime());
          // Any moment before it, and the very last.
          for (const moment of [
            now.getTime() + Math.floor((until - 1 - now.getTime()) * part),
            until - 1,
          ]) {
            const { recheckAt: _, ...later } = queueEntryOf(known, new Date(moment)) as QueueEntry;
            expect({ at: new Date(moment), ...later }).toEqual({ at: new Date(moment), ...rest });
          }
          if (recheckAt) {
            const next = queueEntryOf(known, recheckAt);
            if (
              JSON.stringify({ ...next, recheckAt: 0 }) !==
              JSON.stringify({ ...entry, recheckAt: 0 })
            ) {
              changes += 1;
            }
          }
          expect(queueSentence(entry, now, ZONE)).toMatch(/^[A-Z].*\.$/);
        },
      ),
      { numRuns: 300 },
    );
    // Moments that change nothing would prove nothing.
    expect(changes).toBeGreaterThan(40);
  }, 120_000);

  test('what may not be called now is never offered', () => {
    fc.assert(
      fc.property(someFacts, moment, (known, now) => {
        const quiet: QueueFacts = {
          ...known,
          urgency: 'P2',
          alertAt: null,
          inboundAt: new Date(BASE),
        };
        const entry = queueEntryOf({ ...quiet, tasks: [], clocks: known.clocks }, now);
        if (!entry || entry.holdUntil) return;
        const local = now.toLocaleTimeString('en-GB', {
          timeZone: quiet.place.zones[0] ?? ZONE,
          hour: '2-digit',
          minute: '2-digit',
        });
        if (now.getTime() - BASE > 15 * 60_000) {
          expect(local >= '08:00' && local < '21:00').toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  }, 60_000);
});

test.each<[string, Partial<QueueFacts>, Date, string]>([
  [
    'a late clock',
    { clocks: [clock(minutes(5))] },
    minutes(12),
    'They turned to us 12 min ago: first attempt was due at 10:05 AM, 7 min ago.',
  ],
  [
    'the morning',
    { inboundAt: NIGHT, clocks: [clock(minutes(5, MORNING), NIGHT)] },
    minutes(30, NIGHT),
    'They turned to us after hours, 30 min ago: first call due at 8:05 AM. We are closed until 8:00 AM.',
  ],
  ['a promise', { tasks: [task(minutes(5), true)] }, TEN, 'We promised to call at 10:05 AM.'],
  [
    'set aside',
    { clocks: [clock(minutes(5))], snooze: { until: minutes(24 * 60), at: minutes(1) } },
    minutes(2),
    'They turned to us 2 min ago: first attempt due at 10:05 AM. Set aside until 10:00 AM on Wed, Nov 25.',
  ],
])('says why in plain words: %s', (_, change, now, sentence) => {
  const entry = queueEntryOf(facts(change), now);
  if (!entry) throw new Error('not in the queue');
  expect(queueSentence(entry, now, ZONE).replaceAll('\u202f', ' ')).toBe(sentence);
});
