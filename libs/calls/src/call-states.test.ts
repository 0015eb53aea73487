import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  CALL_STATE_RANK,
  type CallEvent,
  type CallState,
  callOutcome,
  countsAsMissed,
  factsOf,
  mergeCall,
  settledState,
} from './call-states.js';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 16, 17, 0, seconds));
const states = Object.keys(CALL_STATE_RANK) as CallState[];

const anyDate = fc.integer({ min: 0, max: 600 }).map(at);
const anyEvent: fc.Arbitrary<CallEvent> = fc.record(
  {
    state: fc.constantFrom(...states),
    startedAt: anyDate,
    answeredAt: anyDate,
    endedAt: anyDate,
    durationSeconds: fc.nat(600),
    talkSeconds: fc.nat(600),
    recording: fc.record({
      url: fc.constantFrom('https://a.example/1', 'https://a.example/2', 'https://b.example/1'),
      seconds: fc.option(fc.nat(3)),
    }),
  },
  { requiredKeys: ['state', 'startedAt'] },
);

function together(events: CallEvent[]) {
  const [first, ...rest] = events;
  if (!first) throw new Error('no events');
  return rest.reduce(mergeCall, factsOf(first));
}

describe('R2 events of one call', () => {
  test('give the same call in whatever order and however often they come', () => {
    fc.assert(
      fc.property(
        fc.array(anyEvent, { minLength: 1, maxLength: 6 }).chain((events) =>
          fc.tuple(
            fc.constant(events),
            fc
              .shuffledSubarray([...events, ...events], { minLength: 0 })
              .map((extra) => [...extra]),
            fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length }),
          ),
        ),
        ([events, extra, shuffled]) => {
          expect(together([...shuffled, ...extra])).toEqual(together(events));
        },
      ),
    );
  });

  test('never take a state backwards', () => {
    fc.assert(
      fc.property(anyEvent, anyEvent, (known, event) => {
        const merged = mergeCall(factsOf(known), event);
        expect(CALL_STATE_RANK[merged.state]).toBeGreaterThanOrEqual(CALL_STATE_RANK[known.state]);
      }),
    );
  });
});

test.each<[CallState, string | null]>([
  ['ringing', null],
  ['greeting', null],
  ['talking', null],
  ['abandoned', 'abandoned'],
  ['unanswered', 'missed'],
  ['voicemail', 'voicemail'],
  ['answered', 'answered'],
])('a call that is %s has the outcome %s', (state, outcome) => {
  expect(callOutcome({ state })).toBe(outcome);
});

test.each<[CallState, CallState]>([
  ['ringing', 'abandoned'],
  ['greeting', 'abandoned'],
  ['talking', 'answered'],
  ['unanswered', 'unanswered'],
  ['voicemail', 'voicemail'],
  ['answered', 'answered'],
])('a call that ended while %s is settled as %s', (state, settled) => {
  expect(settledState(state)).toBe(settled);
});

test.each([
  ['a human after 12 s', 'answered', 12, false],
  ['a human after 30 s', 'answered', 30, false],
  ['a human after 31 s', 'answered', 31, true],
  ['voicemail', 'voicemail', null, true],
  ['nobody', 'unanswered', null, true],
  ['the caller hung up', 'abandoned', null, true],
  ['still ringing', 'ringing', null, false],
] as const)('missed in the numbers: %s', (_name, state, answeredAfter, missed) => {
  const answeredAt = answeredAfter === null ? null : at(answeredAfter);
  expect(countsAsMissed({ state, startedAt: at(0), answeredAt })).toBe(missed);
});
