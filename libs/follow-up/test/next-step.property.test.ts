import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CadencePlan, type CadenceStep, type ContactStep } from '#contract';
import { afterSkips, foresee } from '../src/cadences/foresee.js';
import { type EnrolmentFacts, followUpEnds, nextStep } from '../src/cadences/next-step.js';
import type { Reach } from '../src/cadences/step-rules.js';
import { facts, reach, way } from './plan-cases.js';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

interface World {
  zone: string;
  states: readonly string[];
  startedAt: Date;
  plan: CadencePlan;
  reach: Reach;
}

const places = fc.constantFrom<Pick<World, 'zone' | 'states'>>(
  { zone: 'America/New_York', states: [] },
  { zone: 'America/New_York', states: ['FL'] },
  { zone: 'America/New_York', states: ['CT'] },
  { zone: 'America/Chicago', states: ['TX'] },
  { zone: 'America/Phoenix', states: ['AZ'] },
  { zone: 'America/Los_Angeles', states: ['CA'] },
  { zone: 'Pacific/Honolulu', states: ['HI'] },
);

/** Moments around both changes of the clocks in 2026, and any other. */
const moments = fc.oneof(
  fc.integer({ min: -4 * 1440, max: 4 * 1440 }).map((m) => new Date(Date.UTC(2026, 2, 8, 7, m))),
  fc.integer({ min: -9 * 1440, max: 4 * 1440 }).map((m) => new Date(Date.UTC(2026, 10, 1, 6, m))),
  fc.integer({ min: 0, max: 525_600 }).map((m) => new Date(Date.UTC(2026, 0, 1, 0, m))),
);

const step: fc.Arbitrary<CadenceStep> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<CadenceStep>({ kind: 'call', key: 'k' }) },
  { weight: 2, arbitrary: fc.constant<CadenceStep>({ kind: 'sms', key: 'k', template: 'text' }) },
  { weight: 1, arbitrary: fc.constant<CadenceStep>({ kind: 'email', key: 'k', template: 'mail' }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      key: fc.constant('k'),
      amount: fc.integer({ min: 1, max: 24 }),
      unit: fc.constantFrom('minutes' as const, 'hours' as const, 'business_days' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('day' as const),
      key: fc.constant('k'),
      day: fc.integer({ min: 2, max: 90 }),
      part: fc.constantFrom('morning', 'afternoon', 'evening', 'another'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('branch' as const),
      key: fc.constant('k'),
      reached: fc.constantFrom('next', 'end'),
      notReached: fc.constant('next'),
      notTried: fc.constantFrom('next', 'end'),
    }),
  },
);

/** Plans the contract lets through. */
const plans = fc
  .array(step, { minLength: 1, maxLength: 14 })
  .map((steps) => steps.map((one, at) => ({ ...one, key: `step-${at}` })))
  .filter((steps) => CadencePlan.safeParse(steps).success);

const worlds: fc.Arbitrary<World> = fc
  .record({
    place: places,
    startedAt: moments,
    plan: plans,
    consented: fc.subarray(['call', 'sms', 'email'] as const, { minLength: 1 }),
    urgent: fc.boolean(),
  })
  .map(({ place, startedAt, plan, consented, urgent }) => {
    const change = { zones: [place.zone], states: place.states };
    const ways = consented.map((channel) => way(channel, change));
    const shut = (['call', 'sms', 'email'] as const)
      .filter((channel) => !consented.includes(channel))
      .map((channel) => way(channel, { ...change, ledger: [], point: `shut-${channel}` }));
    return {
      ...place,
      startedAt,
      plan,
      reach: reach({ ways: [...shut, ...ways], urgent, asOf: startedAt }),
    };
  });

/** Hour and weekday at a place, read without the code under test. */
function clockAt(moment: Date, zone: string): { minutes: number; weekday: string } {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
    weekday: 'short',
  }).formatToParts(moment);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return { minutes: Number(part('hour')) * 60 + Number(part('minute')), weekday: part('weekday') };
}

/** What is wrong with a contact made at this moment, by the sentences of docs/domain.md. */
function offences(
  world: World,
  made: Pick<Made, 'step' | 'at'>,
  earlier: readonly Pick<Made, 'step' | 'at'>[],
): string[] {
  const { step, at } = made;
  const found: string[] = [];
  if (at > followUpEnds(world.startedAt)) found.push('after 90 days');
  if (step.kind === 'email') return found;
  const { minutes, weekday } = clockAt(at, world.zone);
  const inFlorida = world.states.includes('FL');
  const from = world.states.includes('CT') ? 9 : 8;
  const to = inFlorida || world.states.includes('CT') ? 20 : 21;
  if (minutes < from * 60 || minutes >= to * 60) found.push(`at minute ${minutes}`);
  if (world.states.includes('TX') && weekday === 'Sun' && minutes < 720)
    found.push('Texas, Sunday');
  const day = earlier.filter(
    (one) => one.step.kind !== 'email' && at.getTime() - one.at.getTime() < DAY,
  );
  if (inFlorida && day.length >= 3) found.push('a fourth in 24 hours');
  if (step.kind === 'call' && !world.reach.urgent) {
    const here = clockAt(at, 'America/New_York');
    const weekend = here.weekday === 'Sat' || here.weekday === 'Sun';
    const [opens, closes] = weekend ? [9, 18] : [8, 21];
    if (here.minutes < opens * 60 || here.minutes >= closes * 60) found.push('we are closed');
  }
  return found;
}

interface Made {
  step: ContactStep;
  position: number;
  at: Date;
  /** Whether it was really tried: an agent may not get to a call. */
  tried: boolean;
}

/** Runs a plan as the worker does, which may be away, and agents who call late or never. */
function live(world: World, delays: readonly number[]): { made: Made[]; skipped: number[] } {
  const made: Made[] = [];
  const skipped: number[] = [];
  let stand: EnrolmentFacts = facts({ startedAt: world.startedAt });
  let now = world.startedAt;
  let turn = 0;
  const late = () => (delays[(turn += 1) % delays.length] ?? 0) * MINUTE;
  for (let rounds = 0; rounds < 500; rounds += 1) {
    const next = nextStep(world.plan, stand, now, world.zone, { ...world.reach, asOf: now });
    skipped.push(...next.skipped.map(({ position }) => position));
    if (next.kind === 'ended') return { made, skipped };
    expect(next.at >= now || next.kind === 'look').toBe(true);
    stand = afterSkips(stand, next);
    if (next.at > now) {
      now = new Date(next.at.getTime() + late());
      continue;
    }
    if (next.kind === 'look') throw new Error('A branch that is due is decided.');
    const { step, position, at } = next;
    // An agent gets to the call later, or not within the plan's patience.
    const triedAt = step.kind === 'call' ? new Date(at.getTime() + late()) : at;
    const tried = step.kind !== 'call' || turn % 3 !== 0;
    made.push({ step, position, at, tried });
    now = triedAt;
    stand = {
      ...stand,
      position: position + 1,
      anchorAt: triedAt,
      triedAt: at,
      triedByMessage: step.kind !== 'call',
      attempts: tried && step.kind !== 'email' ? [...stand.attempts, at] : stand.attempts,
    };
  }
  throw new Error('The plan does not end.');
}

const delays = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 4 * 1440 })), {
  minLength: 3,
  maxLength: 8,
});

describe('any plan, anywhere, with the worker away at any time', () => {
  test('R11 nothing is done outside the allowed hours, without consent or after 90 days', () => {
    fc.assert(
      fc.property(worlds, delays, (world, away) => {
        const { made } = live(world, away);
        const open = world.reach.ways.filter(({ facts: { ledger } }) => ledger.length > 0);
        const wrong = made.flatMap((one, index) =>
          offences(
            world,
            one,
            made.slice(0, index).filter(({ tried }) => tried),
          ).map((what) => `${one.step.key} ${what}`),
        );
        expect(wrong).toEqual([]);
        expect(made.every(({ step }) => open.some(({ channel }) => channel === step.kind))).toBe(
          true,
        );
      }),
      { numRuns: 600 },
    );
  });

  test('each step is done or skipped once, in the order of the plan, at times that never go back', () => {
    fc.assert(
      fc.property(worlds, delays, (world, away) => {
        const { made, skipped } = live(world, away);
        const seen = [...made.map(({ position }) => position), ...skipped];
        expect(new Set(seen).size).toBe(seen.length);
        for (const [index, one] of made.entries()) {
          const before = made[index - 1];
          if (!before) continue;
          expect(one.position).toBeGreaterThan(before.position);
          expect(one.at.getTime()).toBeGreaterThanOrEqual(before.at.getTime());
        }
      }),
      { numRuns: 400 },
    );
  });

  test('asked later it never says earlier, and never goes back in the plan', () => {
    fc.assert(
      fc.property(worlds, fc.nat(20 * 1440), fc.nat(20 * 1440), (world, one, more) => {
        const ask = (minutes: number) => {
          const now = new Date(world.startedAt.getTime() + minutes * MINUTE);
          const asked = { ...world.reach, asOf: now };
          return nextStep(
            world.plan,
            facts({ startedAt: world.startedAt }),
            now,
            world.zone,
            asked,
          );
        };
        const first = ask(one);
        const second = ask(one + more);
        if (first.kind === 'ended') expect(second.kind).toBe('ended');
        if (first.kind === 'ended' || second.kind === 'ended') return;
        expect(second.position).toBeGreaterThanOrEqual(first.position);
        if (second.position === first.position) {
          expect(second.at.getTime()).toBeGreaterThanOrEqual(first.at.getTime());
        }
      }),
      { numRuns: 600 },
    );
  });

  test('the preview of a plan is what happens when everybody does it at once', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { plan, startedAt, zone } = world;
        const seen = foresee(plan, facts({ startedAt }), startedAt, zone, world.reach);
        const planned = seen.steps.filter(({ skipped }) => skipped === null);
        const wrong = planned.flatMap((one, index) =>
          offences(world, one, planned.slice(0, index)),
        );
        expect(wrong).toEqual([]);
        expect(seen.endsAt <= followUpEnds(startedAt)).toBe(true);
      }),
      { numRuns: 250 },
    );
  });
});
