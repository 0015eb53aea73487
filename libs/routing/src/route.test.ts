import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RoutingConditions, RoutingFacts, type RoutingTarget } from '#contract';
import type { Duty, DutyPerson } from '#duty';
import { route, type RoutingRule } from './route.js';
import { ruleSentence } from './rule-sentence.js';
import { SHIPPED_RULES } from './shipped-rules.js';

function person(id: string, change: Partial<DutyPerson> = {}): DutyPerson {
  return {
    id,
    name: id,
    role: 'agent',
    teamId: null,
    languages: ['en'],
    status: 'active',
    switchedOn: true,
    capacity: null,
    openLeads: 0,
    lastAssignedAt: null,
    because: 'On shift.',
    until: null,
    phone: null,
    full: false,
    ...change,
  };
}
const id = (n: number) => `0190a0a0-0000-7000-8000-00000000000${n}`;
const [ANA, BEN, CHI, TEAM] = [id(1), id(2), id(3), id(4)];
const duty = (...onDuty: DutyPerson[]): Duty => ({ onDuty, onCall: [], outOfOffice: [] });
const rule = (
  target: RoutingTarget,
  conditions: RoutingConditions = {},
  active = true,
): RoutingRule => ({
  id: id(9),
  name: 'R',
  active,
  conditions,
  target,
});
const facts = (change: Partial<RoutingFacts> = {}) => RoutingFacts.parse(change);
const anybody = { kind: 'on_duty', speaking: false, pick: 'round_robin' } as const;
const ago = (minutes: number) => new Date(1_000_000_000_000 - minutes * 60_000);

describe('conditions', () => {
  test.each<[RoutingConditions, Partial<RoutingFacts>, boolean, boolean]>([
    [{}, {}, true, true],
    [{ languages: ['es'] }, { language: 'es' }, true, true],
    [{ languages: ['es'] }, { language: 'en' }, true, false],
    [{ states: ['FL', 'GA'] }, { state: 'GA' }, true, true],
    [{ states: ['FL'] }, {}, true, false],
    [{ payerIds: [id(5)] }, { payerId: id(5) }, true, true],
    [{ payerIds: [id(5)] }, { payerId: id(6) }, true, false],
    [{ levelsOfCare: ['otp'] }, { levelOfCare: 'otp' }, true, true],
    [{ sourceIds: [id(5)] }, { sourceId: id(5) }, true, true],
    [{ inquiryKinds: ['missed_call'] }, { inquiryKind: 'form' }, true, false],
    [{ urgencies: ['P0', 'P1'] }, { urgency: 'P1' }, true, true],
    [{ hours: 'closed' }, {}, true, false],
    [{ hours: 'closed' }, {}, false, true],
    [{ returning: true }, { returning: true }, true, true],
    [{ returning: true }, {}, true, false],
    [{ languages: ['es'], states: ['FL'] }, { language: 'es', state: 'GA' }, true, false],
  ])('%j on %j (open %s) → %s', (conditions, change, open, matches) => {
    const answer = route(facts(change), [rule(anybody, conditions)], {
      duty: duty(person(ANA)),
      open,
    });
    expect(answer.rules[0]).toMatchObject({ matched: matches, decided: matches });
    expect(answer.ownerId).toBe(matches ? ANA : null);
    expect(answer.rules[0]?.because.length).toBeGreaterThan(0);
  });

  test('payment-blind: no condition for money exists', () => {
    for (const money of ['fee', 'bid', 'price', 'payPerLead', 'commission']) {
      expect(RoutingConditions.safeParse({ [money]: 1 }).success).toBe(false);
      expect(facts({ [money]: 1 })).not.toHaveProperty(money);
    }
  });
});

describe('targets', () => {
  const waited = [
    person(ANA, { lastAssignedAt: ago(5), openLeads: 1 }),
    person(BEN, { lastAssignedAt: ago(50), openLeads: 9, languages: ['en', 'es'] }),
    person(CHI, { lastAssignedAt: ago(10), openLeads: 4, teamId: TEAM }),
  ];
  test.each<[string, RoutingTarget, Partial<RoutingFacts>, DutyPerson[], string | null]>([
    ['who has waited longest', anybody, {}, waited, BEN],
    ['never had one: first', anybody, {}, [...waited, person(id(8))], id(8)],
    ['fewest open leads', { ...anybody, pick: 'least_loaded' }, {}, waited, ANA],
    ['who speaks the language', { ...anybody, speaking: true }, { language: 'es' }, waited, BEN],
    ['nobody speaks it', { ...anybody, speaking: true }, { language: 'es' }, [person(ANA)], null],
    ['of the team', { kind: 'team', teamId: TEAM, pick: 'round_robin' }, {}, waited, CHI],
    [
      'a team with nobody on duty',
      { kind: 'team', teamId: id(7), pick: 'round_robin' },
      {},
      waited,
      null,
    ],
    ['the colleague', { kind: 'colleague', staffId: CHI }, {}, waited, CHI],
    ['a colleague off duty', { kind: 'colleague', staffId: id(7) }, {}, waited, null],
    ['the last owner', { kind: 'last_owner' }, { returning: true, lastOwnerId: CHI }, waited, CHI],
    ['a last owner off duty', { kind: 'last_owner' }, { lastOwnerId: id(7) }, waited, null],
    [
      'full colleagues are passed over',
      anybody,
      {},
      waited.map((one) => ({ ...one, full: one.id === BEN })),
      CHI,
    ],
    ['managers get none in turn', anybody, {}, [person(ANA, { role: 'manager' })], null],
    ['the queue', { kind: 'queue' }, {}, waited, null],
  ])('%s', (_, target, change, people, owner) => {
    const answer = route(facts(change), [rule(target)], { duty: duty(...people), open: true });
    expect(answer.ownerId).toBe(owner);
  });

  test('a target that finds nobody lets the next rule decide; who did not act is not asked again', () => {
    const rules = [
      rule({ kind: 'colleague', staffId: id(7) }),
      rule(anybody, {}, false),
      rule(anybody),
    ];
    const context = { duty: duty(...waited), open: true, except: [BEN] };
    const answer = route(facts(), rules, context);
    expect(answer.ownerId).toBe(CHI);
    expect(answer.rules.map(({ matched, decided }) => [matched, decided])).toEqual([
      [true, false],
      [false, false],
      [true, true],
    ]);
    expect(answer.rules[1]?.because).toEqual(['It is switched off.']);
    expect(answer.teamId).toBe(TEAM);
  });

  test('whatever is given, only somebody on duty with room gets a lead', () => {
    const people = fc.uniqueArray(
      fc.record({ n: fc.integer({ min: 1, max: 7 }), full: fc.boolean(), load: fc.nat(9) }),
      { selector: ({ n }) => n, maxLength: 7 },
    );
    const targets = fc.constantFrom<RoutingTarget>(
      anybody,
      { ...anybody, pick: 'least_loaded' },
      { kind: 'colleague', staffId: ANA },
      { kind: 'last_owner' },
      { kind: 'queue' },
    );
    fc.assert(
      fc.property(
        people,
        fc.array(targets, { maxLength: 4 }),
        fc.integer({ min: 1, max: 7 }),
        (staff, wanted, last) => {
          const onDuty = staff.map(({ n, full, load }) => person(id(n), { full, openLeads: load }));
          const context = { duty: duty(...onDuty), open: true, except: [BEN] };
          const answer = route(
            facts({ lastOwnerId: id(last) }),
            wanted.map((one) => rule(one)),
            context,
          );
          if (answer.ownerId === null) return;
          const owner = onDuty.find((one) => one.id === answer.ownerId);
          expect(owner).toMatchObject({ full: false });
          expect(answer.ownerId).not.toBe(BEN);
        },
      ),
    );
  });
});

test('the shipped rules as sentences', () => {
  expect(SHIPPED_RULES.map((one) => ruleSentence(one, new Map()))).toEqual([
    'When they were with us before: whoever had their last lead, if on duty.',
    'When the language is Spanish: the next in turn who speaks their language.',
    'Always: the queue.',
  ]);
});
