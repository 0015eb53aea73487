import { localTime } from '#consent';
import {
  CLOSED_REASONS,
  NEEDS_LOW_COST_OFFER,
  type Stage,
  STAGES,
  UNCOUNTED_REASONS,
  type Urgency,
} from '#contract';
import { goesBack } from './transitions.js';

/** What a gate looks at. */
export interface GateFacts {
  patientNamed: boolean;
  substances: readonly string[];
  /** Requested, screened or assessed; whichever is known. */
  levelOfCare: string | null;
  payment: string | null;
  coverages: number;
  /** Stored answers of the matcher. */
  matches: number;
  /** When somebody tried to reach the person. */
  attempts: readonly Date[];
  spokenWith: boolean;
  lowCostOffered: boolean;
  urgency: Urgency;
  /** Where it was when it was closed; null while it is open. */
  closedFrom: Stage | null;
  /** A facility has been told, and the patient is not there yet. */
  referralsOnTheWay: boolean;
  /** A referral stands for a stage of this lead: from "referred" on, it moves the lead. */
  livingReferrals: boolean;
  timeZone: string;
}

/** What somebody says as they move a lead. */
export interface Move {
  reason?: string | null | undefined;
  note?: string | null | undefined;
}

/** Ways to pay that need no benefit check. */
const WITHOUT_INSURANCE = new Set(['self_pay', 'state_funded', 'scholarship']);
/** Closing for these says that nobody is there to be spoken with. */
const NOBODY_TO_REACH = new Set([...UNCOUNTED_REASONS, 'deceased', 'went_to_hospital']);
const ATTEMPTS_NEEDED = 6;
const PARTS_NEEDED = 3;

/**
 * What is missing before a lead may move to a stage, in words for the person who asks; empty: the
 * gate is open. Going back has no gate but what a living referral says. The transition table is a matter of its own.
 */
export function gate(from: Stage, to: Stage, facts: GateFacts, move: Move = {}): string[] {
  if (from === 'closed') return reopening(to, facts);
  if (goesBack(from, to)) return goingBack(from, facts);
  switch (to) {
    case 'new':
      return [];
    case 'attempted':
      return facts.attempts.length > 0 || facts.spokenWith ? [] : ['an attempt: log the call'];
    case 'contacted':
      return facts.spokenWith ? [] : ['a conversation: log the call that reached the person'];
    case 'qualified':
      return qualifying(facts);
    case 'verifying':
      return verifying(facts);
    case 'matched':
      return matching(from, facts);
    case 'referred':
    case 'accepted':
    case 'scheduled':
    case 'admitted':
      return ['a referral that got this far: its own states move the lead'];
    case 'closed':
      return closing(facts, move);
  }
}

/** Morning, afternoon or evening (from 12 and 17 o'clock) at the given zone. */
export function partOfDay(at: Date, timeZone: string): 'morning' | 'afternoon' | 'evening' {
  const { minute } = localTime(at, timeZone);
  if (minute < 12 * 60) return 'morning';
  return minute < 17 * 60 ? 'afternoon' : 'evening';
}

function reopening(to: Stage, facts: GateFacts): string[] {
  if (to === facts.closedFrom) return [];
  return [`only the stage it was closed from can be taken up again: ${facts.closedFrom ?? 'none'}`];
}

/** From "referred" on the stage is that of the furthest living referral. */
function goingBack(from: Stage, facts: GateFacts): string[] {
  const follows = STAGES.indexOf(from) >= STAGES.indexOf('referred');
  return follows && facts.livingReferrals
    ? ['its referrals to be withdrawn or declined first']
    : [];
}

function qualifying(facts: GateFacts): string[] {
  const missing: string[] = [];
  if (!facts.patientNamed) missing.push("the patient's name");
  if (facts.substances.length === 0) missing.push('the substance');
  if (!facts.levelOfCare) missing.push('the level of care wanted');
  if (!facts.payment) {
    missing.push('how it is paid: coverage, self-pay, state-funded, scholarship, or unknown');
  }
  return missing;
}

function verifying(facts: GateFacts): string[] {
  const missing = qualifying(facts);
  if (facts.payment && WITHOUT_INSURANCE.has(facts.payment)) {
    return [...missing, 'coverage to verify: who pays without insurance skips this stage'];
  }
  if (facts.coverages === 0) missing.push('a coverage to verify');
  return missing;
}

function matching(from: Stage, facts: GateFacts): string[] {
  const missing = qualifying(facts);
  const insured = facts.payment !== null && !WITHOUT_INSURANCE.has(facts.payment);
  if (from === 'qualified' && insured) missing.push('a verified benefit');
  if (facts.matches === 0) missing.push('a stored match');
  return missing;
}

function closing(facts: GateFacts, move: Move): string[] {
  const reason = CLOSED_REASONS.find(({ code }) => code === move.reason);
  if (!move.reason) return ['a reason'];
  if (!reason) return ['a reason from the list'];
  const missing: string[] = [];
  if (facts.referralsOnTheWay) {
    missing.push('its referrals to be withdrawn first: a facility is waiting');
  }
  if (NEEDS_LOW_COST_OFFER.includes(reason.code) && !facts.lowCostOffered) {
    missing.push('an offered free or low-cost option');
  }
  if (reason.code === 'unreachable') missing.push(...reachingOut(facts));
  const unspoken = facts.urgency === 'P0' && !facts.spokenWith;
  if (unspoken && !NOBODY_TO_REACH.has(reason.code) && !move.note) {
    missing.push(
      'a note saying what was done for their safety: someone may be in danger, and nobody was spoken with',
    );
  }
  return missing;
}

function reachingOut(facts: GateFacts): string[] {
  const parts = new Set(facts.attempts.map((at) => partOfDay(at, facts.timeZone)));
  const missing: string[] = [];
  if (facts.attempts.length < ATTEMPTS_NEEDED) {
    missing.push(`six attempts to reach them (${facts.attempts.length} so far)`);
  }
  if (parts.size < PARTS_NEEDED) {
    const rest = (['morning', 'afternoon', 'evening'] as const).filter((part) => !parts.has(part));
    missing.push(`an attempt in the ${rest.join(' and in the ')}`);
  }
  return missing;
}
