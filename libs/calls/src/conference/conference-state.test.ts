import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PARTY_STATES, type PartyState } from '#contract';
import {
  callerState,
  type ConferenceFact,
  conferenceState,
  endOf,
  heldSeconds,
  partyState,
} from './conference-state.js';

const [CALLER, AGENT, THIRD] = ['CAcaller', 'CAagent', 'CAthird'];
const LABELS: Record<string, string> = { [CALLER]: 'caller', [AGENT]: 'agent', [THIRD]: 'p1' };

type Step = [second: number, kind: ConferenceFact['kind'], leg?: string, status?: string];

/** Reports as the phone company makes them of what happened, one after the other. */
function told(steps: readonly Step[]): ConferenceFact[] {
  return steps.map(([second, kind, leg = null, status = null], at) => ({
    key: kind === 'leg' ? `leg:${leg}:${status}` : `CF1:${at + 1}`,
    kind,
    at: second * 1000,
    sequence: kind === 'leg' ? 0 : at + 1,
    leg,
    label: leg === null || kind === 'leg' ? null : (LABELS[leg] ?? null),
    status,
  }));
}

const JOINED: Step[] = [
  [1, 'join', AGENT],
  [1, 'join', CALLER],
  [2, 'hold', CALLER],
];
const THIRD_JOINS: Step[] = [
  [10, 'leg', THIRD, 'ringing'],
  [15, 'leg', THIRD, 'in-progress'],
  [15, 'join', THIRD],
];

const rolesOf = (
  facts: readonly ConferenceFact[],
  said: Partial<{ leaving: boolean; ending: boolean; held: boolean }> = {},
) => {
  const state = conferenceState(facts);
  const leg = (name: string) => state.legs.get(name);
  const third = leg(THIRD);
  return {
    state,
    roles: {
      caller: leg(CALLER),
      agent: leg(AGENT),
      others: third ? [third] : [],
      leaving: false,
      ending: false,
      held: false,
      ...said,
    },
  };
};

describe('how it ended for the person on the line', () => {
  test.each<[string, Step[], Parameters<typeof rolesOf>[1], ReturnType<typeof endOf>]>([
    ['they speak', JOINED, {}, null],
    [
      'our line breaks off while they wait',
      [...JOINED, [30, 'leave', AGENT]],
      { held: true },
      'dropped',
    ],
    [
      'the conference breaks off while they wait',
      [...JOINED, [30, 'end']],
      { held: true },
      'dropped',
    ],
    [
      'it breaks off before they were there',
      [
        [1, 'join', AGENT],
        [3, 'leave', AGENT],
      ],
      { held: true },
      'dropped',
    ],
    ['they hang up while they wait', [...JOINED, [30, 'leave', CALLER]], { held: true }, 'gave_up'],
    [
      'taken back, and we hang up',
      [...JOINED, [9, 'unhold', CALLER], [30, 'leave', AGENT], [30, 'leave', CALLER], [30, 'end']],
      {},
      'ended',
    ],
    [
      'taken back, and they hang up',
      [...JOINED, [9, 'unhold', CALLER], [30, 'leave', CALLER]],
      {},
      'ended',
    ],
    ['we end it while they wait', [...JOINED, [30, 'end']], { ending: true }, 'ended'],
    [
      'handed over',
      [...JOINED, ...THIRD_JOINS, [40, 'unhold', CALLER], [60, 'leave', AGENT]],
      { leaving: true },
      'transferred',
    ],
    [
      'handed over, and both hung up long after',
      [
        ...JOINED,
        ...THIRD_JOINS,
        [40, 'unhold', CALLER],
        [60, 'leave', AGENT],
        [900, 'leave', THIRD],
        [900, 'end'],
      ],
      { leaving: true },
      'transferred',
    ],
    [
      'the third had gone when we left',
      [
        ...JOINED,
        ...THIRD_JOINS,
        [40, 'unhold', CALLER],
        [50, 'leave', THIRD],
        [60, 'leave', AGENT],
      ],
      { leaving: true },
      'ended',
    ],
    [
      'our line breaks off while we speak with the third',
      [...JOINED, ...THIRD_JOINS, [30, 'leave', AGENT], [30, 'end']],
      { held: true },
      'dropped',
    ],
  ])('%s', (_name, steps, said, end) => {
    const { state, roles } = rolesOf(told(steps), said);
    expect(endOf(state, roles)).toBe(end);
  });
});

describe('where they stand', () => {
  test.each<[string, Step[], boolean, ReturnType<typeof callerState>]>([
    ['nobody there yet', [], true, 'joining'],
    ['there, hold asked for', JOINED.slice(0, 2), true, 'going_on_hold'],
    ['on hold', JOINED, true, 'on_hold'],
    ['asked back', JOINED, false, 'coming_back'],
    ['back', [...JOINED, [9, 'unhold', CALLER]], false, 'talking'],
    ['gone', [...JOINED, [9, 'leave', CALLER]], true, 'gone'],
    ['over', [...JOINED, [9, 'end']], true, 'gone'],
  ])('%s', (_name, steps, held, expected) => {
    const state = conferenceState(told(steps));
    expect(callerState(state, state.legs.get(CALLER), { held })).toBe(expected);
  });

  test.each<[string, Step[], Parameters<typeof partyState>[2], PartyState, string | null]>([
    ['asked', [], 'asked', 'asked', null],
    ['placed', [], 'placed', 'dialling', null],
    ['the answer was lost', [], 'unknown', 'unknown', null],
    [
      'the answer was lost, but it rings',
      [[3, 'leg', THIRD, 'ringing']],
      'unknown',
      'ringing',
      null,
    ],
    ['not placed', [], 'refused', 'not_reached', 'refused'],
    ['busy', [[3, 'leg', THIRD, 'busy']], 'placed', 'not_reached', 'busy'],
    [
      'nobody',
      [
        [3, 'leg', THIRD, 'ringing'],
        [33, 'leg', THIRD, 'no-answer'],
      ],
      'placed',
      'not_reached',
      'no_answer',
    ],
    ['there', THIRD_JOINS, 'placed', 'in', null],
    ['gone', [...THIRD_JOINS, [50, 'leave', THIRD]], 'placed', 'left', null],
    [
      'gone, told by its call alone',
      [...THIRD_JOINS, [50, 'leg', THIRD, 'completed']],
      'placed',
      'left',
      null,
    ],
    ['over before they came', [[9, 'end']], 'placed', 'not_reached', 'canceled'],
  ])('of somebody asked: %s', (_name, steps, asking, expected, because) => {
    const state = conferenceState(told(steps));
    expect(partyState(state, state.legs.get(THIRD), asking)).toEqual({ state: expected, because });
  });

  test('what was seen by asking repairs a report that never came', () => {
    const seen = { sequence: 2.5, leg: CALLER, label: null, status: null };
    const facts: ConferenceFact[] = [
      ...told(JOINED.slice(0, 2)),
      { key: 'seen:hold', kind: 'hold', at: 4000, ...seen },
      { key: 'seen:gone', kind: 'leave', at: 64_000, ...seen },
    ];
    const caller = conferenceState(facts).legs.get(CALLER);
    expect(heldSeconds(caller, Infinity)).toBe(60);
  });

  test('a report that comes late does not undo what was seen after it', () => {
    const late = told(JOINED);
    const seen = { at: 2300, leg: CALLER, label: null, status: null };
    const facts: ConferenceFact[] = [
      ...late.slice(0, 2),
      { key: 'seen:hold', kind: 'hold', sequence: 2.5, ...seen },
      ...late.slice(2),
      { key: 'seen:unhold', kind: 'unhold', sequence: 3.5, ...seen },
    ];
    const state = conferenceState(facts);
    expect(callerState(state, state.legs.get(CALLER), { held: false })).toBe('talking');
  });
});

/** Whole stories: holds that come and go, somebody who is or is not reached, and an end. */
const story = fc
  .record({
    toggles: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 6 }),
    third: fc.constantFrom<Step[]>(
      [],
      [[0, 'leg', THIRD, 'busy']],
      [
        [0, 'leg', THIRD, 'ringing'],
        [5, 'leg', THIRD, 'no-answer'],
      ],
      THIRD_JOINS,
    ),
    end: fc.constantFrom<Step[]>(
      [],
      [
        [0, 'leave', AGENT],
        [0, 'leave', CALLER],
        [0, 'end'],
      ],
      [
        [0, 'leave', CALLER],
        [1, 'leave', AGENT],
        [1, 'end'],
      ],
      [
        [0, 'leave', AGENT],
        [9, 'leave', THIRD],
        [9, 'leg', THIRD, 'completed'],
        [9, 'end'],
      ],
    ),
  })
  .map(({ toggles, third, end }) => {
    let second = 3;
    const holds = toggles.map((gap, at): Step => {
      second += gap;
      return [second, at % 2 === 0 ? 'unhold' : 'hold', CALLER];
    });
    const later = (steps: Step[]): Step[] => {
      const from = second;
      return steps.map(([at, ...rest]): Step => {
        second = Math.max(second, from + at);
        return [from + at, ...rest];
      });
    };
    return told([...JOINED, ...holds, ...later(third), ...later(end)]);
  });
const shuffled = (facts: readonly ConferenceFact[]) =>
  fc
    .tuple(fc.shuffledSubarray([...facts], { minLength: facts.length }), fc.subarray([...facts]))
    .map(([order, again]) => [...order, ...again]);
const plain = (facts: readonly ConferenceFact[]) => {
  const state = conferenceState(facts);
  return { ended: state.ended, legs: [...state.legs].sort(([a], [b]) => (a < b ? -1 : 1)) };
};

describe('reports in any order, and however often', () => {
  test('end in the same state', () => {
    fc.assert(
      fc.property(
        story.chain((facts) => fc.tuple(fc.constant(facts), shuffled(facts))),
        ([facts, mixed]) => {
          expect(plain(mixed)).toEqual(plain(facts));
          const said = { leaving: true, held: true };
          const [one, other] = [rolesOf(facts, said), rolesOf(mixed, said)];
          expect(endOf(other.state, other.roles)).toBe(endOf(one.state, one.roles));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('take nobody back to where they were', () => {
    const order: readonly PartyState[] = [
      'asked',
      'dialling',
      'ringing',
      'in',
      'not_reached',
      'left',
    ];
    expect([...order, 'unknown'].sort()).toEqual([...PARTY_STATES].sort());
    fc.assert(
      fc.property(
        story.chain((facts) => shuffled(facts)),
        (mixed) => {
          let [party, presence] = [0, 0];
          for (let count = 0; count <= mixed.length; count += 1) {
            const state = conferenceState(mixed.slice(0, count));
            const leg = state.legs.get(THIRD);
            const next = order.indexOf(partyState(state, leg, 'placed').state);
            const caller = callerState(state, state.legs.get(CALLER), { held: true });
            const there = caller === 'gone' ? 2 : caller === 'joining' ? 0 : 1;
            expect([next >= party, there >= presence]).toEqual([true, true]);
            [party, presence] = [next, there];
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
