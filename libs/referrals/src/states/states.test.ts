import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  ENDED_REFERRAL_STATES,
  REFERRAL_MOVERS,
  REFERRAL_STATE_CODES,
  type ReferralState,
  type Stage,
  STAGE_OF_REFERRAL,
  STAGES,
} from '#contract';
import { consequencesOf, followUpDue } from './after-change.js';
import { stageOfReferrals } from './furthest.js';
import { type SendingFacts, sendingNeeds } from './sending-gate.js';
import {
  checkReferralTable,
  isEnded,
  isOnTheWay,
  mayMove,
  movesOf,
  REFERRAL_TRANSITIONS,
  type ReferralTable,
} from './transitions.js';

const anyState = fc.constantFrom(...REFERRAL_STATE_CODES);
const anyMover = fc.constantFrom(...REFERRAL_MOVERS);

describe('the table of referral states', () => {
  test('holds together', () => {
    expect(() => checkReferralTable(REFERRAL_TRANSITIONS)).not.toThrow();
  });

  test.each<[string, Partial<ReferralTable>, RegExp]>([
    ['an end that leads on', { declined: { sent: ['staff'] } }, /declined is an end/],
    ['a state that leads nowhere', { waitlisted: {} }, /waitlisted leads nowhere/],
    ['a loop', { no_show: { no_show: ['staff'], withdrawn: ['person'] } }, /itself/],
    [
      'somebody unknown beside one who is known',
      { draft: { sent: ['staff', 'nobody' as never], withdrawn: ['person'] } },
      /Nobody known/,
    ],
    ['nobody to move it', { draft: { sent: [], withdrawn: ['person'] } }, /Nobody known/],
    [
      'a state nobody reaches',
      {
        accepted: { scheduled: ['staff'], withdrawn: ['person'] },
        pre_admission_screen: { scheduled: ['staff'], withdrawn: ['person'] },
      },
      /No way leads to pre_admission_screen/,
    ],
    [
      'a patient who cannot leave',
      { waitlisted: { accepted: ['facility'], declined: ['facility'] } },
      /cannot withdraw from waitlisted/,
    ],
  ])('with %s it is refused at the start', (_, change, error) => {
    expect(() => checkReferralTable({ ...REFERRAL_TRANSITIONS, ...change })).toThrow(error);
  });

  test.each<[ReferralState, ReferralState, 'staff' | 'facility' | 'person' | 'system', boolean]>([
    ['draft', 'sent', 'staff', true],
    ['draft', 'sent', 'facility', false],
    ['draft', 'accepted', 'facility', false],
    ['sent', 'accepted', 'facility', true],
    ['sent', 'accepted', 'person', false],
    ['accepted', 'scheduled', 'facility', false],
    ['accepted', 'declined', 'facility', true],
    ['scheduled', 'arrived', 'person', true],
    ['scheduled', 'arrived', 'facility', true],
    ['no_show', 'scheduled', 'staff', true],
    ['no_show', 'arrived', 'facility', true],
    ['arrived', 'withdrawn', 'person', false],
    ['arrived', 'turned_away', 'facility', true],
    ['withdrawn', 'accepted', 'facility', false],
    ['declined', 'accepted', 'facility', false],
    ['in_care_7', 'in_care_30', 'staff', true],
  ])('%s to %s on the word of %s: %s', (from, to, who, allowed) => {
    expect(mayMove(from, to, who)).toBe(allowed);
  });

  test('from every state but an end the patient is somewhere, and before arrival may leave', () => {
    for (const state of REFERRAL_STATE_CODES) {
      const over = isEnded(state);
      expect(over).toBe(REFERRAL_MOVERS.every((who) => movesOf(state, who).length === 0));
    }
    expect(REFERRAL_STATE_CODES.filter(isOnTheWay)).toEqual([
      'sent',
      'acknowledged',
      'waitlisted',
      'accepted',
      'pre_admission_screen',
      'medically_cleared',
      'scheduled',
      'no_show',
    ]);
  });

  test('any walk by permitted moves ends in an end, and never leaves one', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyState, anyMover), { maxLength: 60 }), (wishes) => {
        let state: ReferralState = 'draft';
        const ended = new Set<string>(ENDED_REFERRAL_STATES);
        for (const [to, mover] of wishes) {
          if (!mayMove(state, to, mover)) continue;
          expect(ended.has(state)).toBe(false);
          state = to;
        }
      }),
    );
  });
});

describe('the stage of a lead', () => {
  test.each<[ReferralState[], Stage | null]>([
    [[], null],
    [['draft'], null],
    [['sent'], 'referred'],
    [['declined', 'sent'], 'referred'],
    [['declined', 'withdrawn'], null],
    [['sent', 'accepted', 'declined'], 'accepted'],
    [['waitlisted', 'scheduled'], 'scheduled'],
    [['no_show'], 'scheduled'],
    [['arrived'], 'scheduled'],
    [['admitted', 'sent'], 'admitted'],
    [['left'], 'admitted'],
    [['turned_away'], null],
  ])('of referrals in %j is %s', (states, stage) => {
    expect(stageOfReferrals(states)).toBe(stage);
  });

  test('does not hang on the order, never falls when one is added, and is one that a referral has', () => {
    fc.assert(
      fc.property(fc.array(anyState, { maxLength: 8 }), anyState, (states, more) => {
        const stage = stageOfReferrals(states);
        expect(stageOfReferrals(states.toReversed())).toBe(stage);
        const rank = (at: Stage | null) => (at === null ? -1 : STAGES.indexOf(at));
        expect(rank(stageOfReferrals([...states, more]))).toBeGreaterThanOrEqual(rank(stage));
        if (stage !== null)
          expect(states.map((state) => STAGE_OF_REFERRAL[state])).toContain(stage);
      }),
    );
  });
});

describe('sending', () => {
  const READY: SendingFacts = {
    state: 'draft',
    leadStage: 'matched',
    policy: 'one_by_one',
    others: [],
    statementShown: true,
    consentLacks: [],
    emergency: false,
    programActive: true,
  };

  test.each<[string, Partial<SendingFacts>, RegExp[]]>([
    ['everything there', {}, []],
    ['a second one after a decline', { others: ['declined'], leadStage: 'matched' }, []],
    ['R14 nobody was told who pays', { statementShown: false }, [/who we are and who pays/]],
    ['R10 no consent', { consentLacks: ['a consent that names this facility'] }, [/names this/]],
    [
      'R10 an emergency needs no consent, and the rest all the same',
      { consentLacks: ['x'], emergency: true, statementShown: false },
      [/who pays/],
    ],
    ['one at a time', { others: ['sent'], leadStage: 'referred' }, [/one at a time/]],
    ['several at once', { others: ['sent'], leadStage: 'referred', policy: 'several' }, []],
    ['a waitlist holds nobody up by the other policy only', { others: ['waitlisted'] }, [/one at/]],
    ['a lead that was not matched', { leadStage: 'verifying' }, [/matched/]],
    ['a closed lead', { leadStage: 'closed' }, [/open lead/]],
    ['a program that is gone', { programActive: false }, [/still active/]],
    ['one that was sent', { state: 'sent' }, [/draft/]],
  ])('%s', (_, change, missing) => {
    const needs = sendingNeeds({ ...READY, ...change });
    expect(needs).toHaveLength(missing.length);
    for (const [index, pattern] of missing.entries()) expect(needs[index]).toMatch(pattern);
  });
});

describe('what follows a move', () => {
  test.each<[ReferralState, ReferralState, string[]]>([
    ['draft', 'sent', ['start_acknowledge_clock']],
    ['draft', 'withdrawn', []],
    [
      'sent',
      'declined',
      ['end_acknowledge_clock', 'end_arrival_clock', 'revoke_links', 'propose_next'],
    ],
    ['scheduled', 'no_show', ['end_arrival_clock', 'recover_no_show']],
    ['arrived', 'admitted', ['follow_up_day_7', 'follow_up_day_30']],
    ['arrived', 'turned_away', ['revoke_links', 'propose_next']],
    [
      'accepted',
      'withdrawn',
      ['end_acknowledge_clock', 'end_arrival_clock', 'revoke_links', 'tell_facility'],
    ],
  ])('%s to %s', (from, to, follows) => {
    expect(consequencesOf(from, to)).toEqual(follows);
  });

  test('every end on the facility’s side closes its door', () => {
    for (const state of ['declined', 'withdrawn', 'turned_away'] as const) {
      expect(consequencesOf('sent', state)).toContain('revoke_links');
    }
  });

  test('follow-ups are due 7 and 30 days after', () => {
    const { day7, day30 } = followUpDue(new Date('2026-03-01T10:00:00Z'));
    expect(day7.toISOString()).toBe('2026-03-08T10:00:00.000Z');
    expect(day30.toISOString()).toBe('2026-03-31T10:00:00.000Z');
  });
});
