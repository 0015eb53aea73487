import type { FacilityAct, ReferralState } from '#contract';
import { isEnded, movesOf } from '../states/transitions.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A facility's link is good for two weeks, or until a week after the agreed arrival. */
export const LINK_DAYS = 14;
export const AFTER_ARRIVAL_DAYS = 7;
/** A patient's link to sign. */
export const CONSENT_LINK_HOURS = 72;
export const CODE_MINUTES = 10;
export const CODE_TRIES = 5;
/** Codes one link may ask for within an hour. */
export const CODES_PER_HOUR = 5;
/** How long a packet stays open in the browser that gave the code. */
export const OPEN_MINUTES = 30;

/** When a facility's link ends: never after the consent it rests on. */
export function linkExpiry(given: {
  createdAt: Date;
  arrivalAt: Date | null;
  consentExpiresAt: Date | null;
}): Date {
  const usual = given.createdAt.getTime() + LINK_DAYS * DAY_MS;
  const arrival = given.arrivalAt ? given.arrivalAt.getTime() + AFTER_ARRIVAL_DAYS * DAY_MS : 0;
  const end = Math.max(usual, arrival);
  return new Date(Math.min(end, given.consentExpiresAt?.getTime() ?? end));
}

/** Whether a link can be used. */
export function linkUsable(link: { expiresAt: Date; revokedAt: Date | null }, now: Date): boolean {
  return link.revokedAt === null && now < link.expiresAt;
}

/** What the page behind a facility's link offers in a state; nothing once it is over. */
export function facilityActs(state: ReferralState): FacilityAct[] {
  if (state === 'draft' || isEnded(state)) return [];
  const moves = movesOf(state, 'facility');
  const acts: FacilityAct[] = [];
  if (moves.includes('acknowledged')) acts.push('acknowledge');
  if (moves.includes('accepted')) acts.push('accept');
  if (moves.includes('waitlisted')) acts.push('waitlist');
  if (moves.includes('arrived')) acts.push('arrived');
  if (moves.includes('no_show')) acts.push('no_show');
  if (moves.includes('admitted')) acts.push('admitted');
  if (moves.includes('turned_away')) acts.push('turned_away');
  if (moves.includes('declined')) acts.push('decline');
  return [...acts, 'ask', 'request_code', 'open_packet'];
}

/** Which state an answer of a facility asks for; null: it asks for none. */
export const STATE_OF_ACT: Readonly<Record<FacilityAct, ReferralState | null>> = {
  acknowledge: 'acknowledged',
  ask: null,
  accept: 'accepted',
  decline: 'declined',
  waitlist: 'waitlisted',
  request_code: null,
  open_packet: null,
  arrived: 'arrived',
  no_show: 'no_show',
  admitted: 'admitted',
  turned_away: 'turned_away',
};

/** A one-time code as it is kept. */
export interface KeptCode {
  /** Null: none was asked for, or it was used. */
  hash: Buffer | null;
  expiresAt: Date | null;
  tries: number;
}

export type CodeVerdict = 'right' | 'wrong' | 'expired' | 'too_many' | 'none';

/**
 * What is to be said to a code that was typed. Whoever is right after too many tries is refused all the same.
 * @param matches whether the digest of what was typed is the kept one; compared in constant time by the caller
 */
export function codeVerdict(code: KeptCode, matches: boolean, now: Date): CodeVerdict {
  if (code.hash === null || code.expiresAt === null) return 'none';
  if (code.tries >= CODE_TRIES) return 'too_many';
  if (now >= code.expiresAt) return 'expired';
  return matches ? 'right' : 'wrong';
}

/** Whether a link may be given another code. */
export function mayAskForCode(sentAt: readonly Date[], now: Date): boolean {
  const hourAgo = now.getTime() - 60 * MINUTE_MS;
  return sentAt.filter((at) => at.getTime() > hourAgo).length < CODES_PER_HOUR;
}

export function codeExpiry(now: Date): Date {
  return new Date(now.getTime() + CODE_MINUTES * MINUTE_MS);
}
