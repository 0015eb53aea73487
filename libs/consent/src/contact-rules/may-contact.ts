import { type LedgerRow, stands } from '../standing.js';
import { nextContactHours, withinContactHours } from './contact-hours.js';
import type { Place } from './place.js';

export type ContactChannel = 'call' | 'sms' | 'email';

/** All that decides whether one message or call may go out at this moment. */
export interface ContactFacts {
  channel: ContactChannel;
  contactPointId: string;
  ledger: readonly LedgerRow[];
  place: Place;
  /** The last live conversation on this lead. */
  conversationAt: Date | null;
  /** When the person asked to be called, if they did. */
  promisedAt: Date | null;
  /** The person's own latest message on this contact point, if any. */
  inboundAt: Date | null;
  /** Attempts (calls and texts out) on this subject, any order. */
  attempts: readonly Date[];
  /** Is there an earlier inbound message, e-mail, voicemail or unsubscribe that nobody has processed yet? */
  unprocessedInbound: boolean;
  /** When the last e-mail to this address was sent that came back as undeliverable, if any did. */
  returnedAt: Date | null;
  /** False when the person said a text is not safe; null when not asked. */
  safeToText: boolean | null;
  /** The lead has been followed up since; cadences end at 90 days. */
  followUpSince: Date | null;
}

/** Why a channel is closed. */
export type ContactBar =
  | 'inbound_unprocessed'
  | 'no_consent'
  | 'stopped'
  | 'request_used_up'
  | 'not_safe_to_text'
  | 'quiet_hours'
  | 'three_in_a_day'
  | 'follow_up_over'
  | 'undeliverable';

export type ContactDecision =
  | { allowed: true }
  /** `opensAt` is when it may be tried again; null when only a person can open it. */
  | { allowed: false; because: ContactBar; opensAt: Date | null };

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A person's own request permits calls for so long, and until one conversation. */
export const OWN_REQUEST_DAYS = 7;
/** A reply to the person's own message is not bound to hours for so long. */
export const REPLY_MINUTES = 15;
/** A call at the time the person asked for may be this much early or late. */
export const PROMISE_MINUTES = 30;
/** Follow-up ends. */
export const FOLLOW_UP_DAYS = 90;
/** What another machine dated so much ahead of this one's clock has happened all the same; milliseconds. */
const CLOCKS_DIFFER = 2 * MINUTE;

/** Where somebody asks to be called themselves: forms, their own page, calls, texts, mail, at a counter, through a partner. */
const OWN_REQUESTS: ReadonlySet<string> = new Set([
  'get_started',
  'coverage_form',
  'status_page',
  'call',
  'sms',
  'email',
  'ad_lead_form',
  'partner',
  'staff',
  'walk_in',
]);

/** Whether a consent of this origin is the person's own request rather than a standing permission. */
function isOwnRequest(row: LedgerRow): boolean {
  return row.scope === 'call' && row.decision === 'given' && OWN_REQUESTS.has(row.origin);
}

/**
 * Decides, at the moment of sending, whether a contact may go out. Pure. The order of the answers is the order of
 * their weight: what the person said comes before what the clock says.
 * Sources: docs/domain.md "Contact rules"; Fla. Stat. 501.616(6) for three in 24 hours.
 */
export function mayContact(facts: ContactFacts, now: Date): ContactDecision {
  return (
    holdBar(facts) ??
    consentBar(facts, now) ??
    followUpBar(facts, now) ??
    hoursBar(facts, now) ??
    attemptsBar(facts, now) ?? { allowed: true }
  );
}

function holdBar(facts: ContactFacts): ContactDecision | null {
  return facts.unprocessedInbound ? bar('inbound_unprocessed', null) : null;
}

function consentBar(facts: ContactFacts, now: Date): ContactDecision | null {
  const ledger = facts.ledger.filter(
    (row) => row.decision === 'revoked' || hasHappened(row.at, now),
  );
  const about = ledger.filter(
    (row) =>
      row.scope === facts.channel &&
      (row.contactPointId === null || row.contactPointId === facts.contactPointId),
  );
  if (!stands(about, facts.channel, facts.contactPointId)) {
    return bar(about.some((row) => row.decision === 'revoked') ? 'stopped' : 'no_consent', null);
  }
  if (facts.channel === 'sms' && facts.safeToText === false) return bar('not_safe_to_text', null);
  if (facts.channel === 'email' && isDead(facts)) return bar('undeliverable', null);
  if (facts.channel === 'call' && !callPermission(about, facts, now)) {
    return bar('request_used_up', null);
  }
  return null;
}

/** Mail to the address comes back, and nobody has written from it since. */
function isDead({ returnedAt, inboundAt }: ContactFacts): boolean {
  return returnedAt !== null && (inboundAt === null || inboundAt < returnedAt);
}

/** Why somebody may be called: a permission that lasts, or their own request, for a while. */
export type CallPermission = 'lasting' | 'request';

/**
 * A call needs a standing permission, or an own request since the last conversation and within 7 days; null: neither.
 * @param about rows on calls, of the contact point or of all of the person's
 */
export function callPermission(
  about: readonly LedgerRow[],
  facts: Pick<ContactFacts, 'conversationAt' | 'promisedAt'>,
  now: Date,
): CallPermission | null {
  const stoppedAt = Math.max(
    0,
    ...about.filter((row) => row.decision === 'revoked').map((row) => row.at.getTime()),
  );
  const given = about.filter((row) => row.decision === 'given' && row.at.getTime() > stoppedAt);
  if (given.some((row) => !isOwnRequest(row))) return 'lasting';
  const requested = given.some((row) => {
    const fresh = now.getTime() - row.at.getTime() <= OWN_REQUEST_DAYS * DAY;
    const unanswered = facts.conversationAt === null || facts.conversationAt < row.at;
    return fresh && (unanswered || isPromised(facts, now));
  });
  return requested ? 'request' : null;
}

function followUpBar(facts: ContactFacts, now: Date): ContactDecision | null {
  if (facts.followUpSince === null) return null;
  return now.getTime() - facts.followUpSince.getTime() > FOLLOW_UP_DAYS * DAY
    ? bar('follow_up_over', null)
    : null;
}

function hoursBar(facts: ContactFacts, now: Date): ContactDecision | null {
  if (facts.channel === 'email' || withinContactHours(now, facts.place)) return null;
  if (isReply(facts, now)) return null;
  if (facts.channel === 'call' && isPromised(facts, now)) return null;
  return bar('quiet_hours', nextContactHours(now, facts.place));
}

function attemptsBar(facts: ContactFacts, now: Date): ContactDecision | null {
  if (facts.channel === 'email' || !facts.place.states.includes('FL')) return null;
  if (isReply(facts, now) || (facts.channel === 'call' && isPromised(facts, now))) return null;
  const lastDay = facts.attempts
    .filter((at) => hasHappened(at, now) && now.getTime() - at.getTime() < DAY)
    .map((at) => at.getTime())
    .sort((a, b) => a - b);
  if (lastDay.length < 3) return null;
  const third = lastDay.at(-3) ?? now.getTime();
  return bar('three_in_a_day', nextContactHours(new Date(third + DAY), facts.place));
}

function isReply(facts: ContactFacts, now: Date): boolean {
  if (facts.inboundAt === null || !hasHappened(facts.inboundAt, now)) return false;
  return now.getTime() - facts.inboundAt.getTime() <= REPLY_MINUTES * MINUTE;
}

function isPromised(facts: Pick<ContactFacts, 'promisedAt'>, now: Date): boolean {
  if (facts.promisedAt === null) return false;
  return Math.abs(now.getTime() - facts.promisedAt.getTime()) <= PROMISE_MINUTES * MINUTE;
}

function hasHappened(at: Date, now: Date): boolean {
  return at.getTime() - now.getTime() <= CLOCKS_DIFFER;
}

function bar(because: ContactBar, opensAt: Date | null): ContactDecision {
  return { allowed: false, because, opensAt };
}
