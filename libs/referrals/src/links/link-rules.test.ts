import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FACILITY_ACTS, REFERRAL_STATE_CODES, type ReferralState } from '#contract';
import { isEnded, mayMove } from '../states/transitions.js';
import {
  CODE_TRIES,
  codeExpiry,
  codeVerdict,
  facilityActs,
  linkExpiry,
  linkUsable,
  mayAskForCode,
  STATE_OF_ACT,
} from './link-rules.js';

const NOW = new Date('2026-11-24T15:00:00Z');
const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const DAY = 24 * 60;

describe('a link', () => {
  test.each<[string, Date | null, Date | null, Date]>([
    ['two weeks', null, null, at(14 * DAY)],
    ['a week after the arrival', at(30 * DAY), null, at(37 * DAY)],
    ['an early arrival does not shorten it', at(DAY), null, at(14 * DAY)],
    ['R10 never beyond the consent', at(30 * DAY), at(20 * DAY), at(20 * DAY)],
  ])('%s', (_, arrivalAt, consentExpiresAt, end) => {
    expect(linkExpiry({ createdAt: NOW, arrivalAt, consentExpiresAt })).toEqual(end);
  });

  test.each<[number, Date | null, boolean]>([
    [1, null, true],
    [0, null, false],
    [-1, null, false],
    [1, at(-5), false],
  ])('%s minutes before its end, revoked at %s: usable is %s', (minutes, revokedAt, usable) => {
    expect(linkUsable({ expiresAt: at(minutes), revokedAt }, NOW)).toBe(usable);
  });

  test('offers what the facility may do in a state, and nothing once it is over', () => {
    fc.assert(
      fc.property(fc.constantFrom(...REFERRAL_STATE_CODES), (state) => {
        const acts = facilityActs(state);
        for (const act of acts) {
          const to = STATE_OF_ACT[act];
          if (to !== null) expect(mayMove(state, to, 'facility')).toBe(true);
        }
        for (const act of FACILITY_ACTS) {
          const to = STATE_OF_ACT[act];
          if (to !== null && mayMove(state, to, 'facility')) expect(acts).toContain(act);
        }
        if (isEnded(state) || state === 'draft') expect(acts).toEqual([]);
      }),
    );
  });

  test.each<[ReferralState, string[]]>([
    [
      'sent',
      ['acknowledge', 'accept', 'waitlist', 'decline', 'ask', 'request_code', 'open_packet'],
    ],
    ['scheduled', ['arrived', 'no_show', 'decline', 'ask', 'request_code', 'open_packet']],
    ['arrived', ['admitted', 'turned_away', 'ask', 'request_code', 'open_packet']],
    ['withdrawn', []],
  ])('in %s', (state, acts) => {
    expect(facilityActs(state)).toEqual(acts);
  });
});

describe('a one-time code', () => {
  const hash = Buffer.alloc(32, 1);
  test.each<[string, Parameters<typeof codeVerdict>[0], boolean, string]>([
    ['right', { hash, expiresAt: at(1), tries: 0 }, true, 'right'],
    ['right at the last try', { hash, expiresAt: at(1), tries: CODE_TRIES - 1 }, true, 'right'],
    ['wrong', { hash, expiresAt: at(1), tries: 0 }, false, 'wrong'],
    ['right, one try too late', { hash, expiresAt: at(1), tries: CODE_TRIES }, true, 'too_many'],
    ['right, a moment too late', { hash, expiresAt: NOW, tries: 0 }, true, 'expired'],
    ['used', { hash: null, expiresAt: at(1), tries: 0 }, true, 'none'],
    ['never asked for', { hash: null, expiresAt: null, tries: 0 }, false, 'none'],
  ])('%s', (_, code, matches, verdict) => {
    expect(codeVerdict(code, matches, NOW)).toBe(verdict);
  });

  test('lives ten minutes, and five are given in an hour', () => {
    expect(codeExpiry(NOW)).toEqual(at(10));
    const four = [at(-1), at(-2), at(-3), at(-59)];
    expect(mayAskForCode(four, NOW)).toBe(true);
    expect(mayAskForCode([...four, at(-10)], NOW)).toBe(false);
    expect(mayAskForCode([...four, at(-60)], NOW)).toBe(true);
  });
});
