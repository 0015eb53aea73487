import { type ContactFacts, type ContactChannel, mayContact, PROMISE_MINUTES } from '#consent';
import type { WorkingTime } from '#content';
import type { ContactStep, StepReason } from '#contract';
import { addBusinessMinutes, isOpen } from '#leads';

const MINUTE = 60_000;
/** Something they sent is read within this time; then it is looked at again. */
const READING_MINUTES = 10;
/** A promise further away than this does not keep us from trying before. */
const PROMISE_AHEAD_DAYS = 7;
const DAY = 24 * 60 * MINUTE;

/** A number or address of somebody on the lead, with all that decides whether it may be used. */
export interface Way {
  channel: ContactChannel;
  contactPointId: string;
  personId: string;
  facts: Omit<ContactFacts, 'attempts' | 'channel' | 'contactPointId'>;
}

/** Everything that says when a lead may be reached, read at `asOf`. */
export interface Reach {
  asOf: Date;
  ways: readonly Way[];
  /** The organisation's hours: a call needs somebody here to make it. */
  working: WorkingTime;
  /** The next call promised to them that is not made yet. */
  promisedAt: Date | null;
  /** P0 and P1 are called day and night as far as the law permits, and before what was promised. */
  urgent: boolean;
}

export type StepVerdict =
  | { allowed: true; way: Way }
  /** Null `opensAt`: no time opens it, only a person can. */
  | { allowed: false; because: StepReason; opensAt: Date | null };

/**
 * Whether a step may happen at a moment, and by which number or address: the first that is open, else
 * the verdict on the one that opens first. Pure. The law's part is `mayContact`; calls wait for our own
 * opening hours and for what was promised as well.
 */
export function stepVerdict(
  kind: ContactStep['kind'],
  at: Date,
  reach: Reach,
  attempts: readonly Date[],
): StepVerdict {
  const verdicts = reach.ways
    .filter(({ channel }) => channel === kind)
    .map((way) => wayVerdict(way, at, reach, attempts));
  const open = verdicts.find(({ allowed }) => allowed);
  const verdict = open ?? soonest(verdicts);
  if (!verdict) return { allowed: false, because: 'no_contact_point', opensAt: null };
  if (kind !== 'call') return verdict;
  // What no time opens stays closed whatever was promised and whenever we work.
  if (!verdict.allowed && verdict.opensAt === null) return verdict;
  return (
    promiseFirst(at, reach) ?? (verdict.allowed ? (closedHours(at, reach) ?? verdict) : verdict)
  );
}

function wayVerdict(way: Way, at: Date, { asOf }: Reach, attempts: readonly Date[]): StepVerdict {
  const { channel, contactPointId } = way;
  // What is unread now will have been read by any later moment.
  const unprocessedInbound = way.facts.unprocessedInbound && at <= asOf;
  const facts = { ...way.facts, channel, contactPointId, attempts, unprocessedInbound };
  const decision = mayContact(facts, at);
  if (decision.allowed) return { allowed: true, way };
  const { because } = decision;
  const opensAt =
    because === 'inbound_unprocessed'
      ? new Date(at.getTime() + READING_MINUTES * MINUTE)
      : decision.opensAt;
  return { allowed: false, because, opensAt };
}

function soonest(verdicts: readonly StepVerdict[]): StepVerdict | undefined {
  const opening = (verdict: StepVerdict) =>
    verdict.allowed ? 0 : (verdict.opensAt?.getTime() ?? Number.POSITIVE_INFINITY);
  return [...verdicts].sort((one, other) => opening(one) - opening(other) || 0)[0];
}

function isPromised(at: Date, promisedAt: Date | null): boolean {
  return (
    promisedAt !== null && Math.abs(at.getTime() - promisedAt.getTime()) <= PROMISE_MINUTES * MINUTE
  );
}

function promiseFirst(at: Date, { promisedAt, urgent }: Reach): StepVerdict | null {
  if (promisedAt === null || urgent || isPromised(at, promisedAt)) return null;
  const ahead = promisedAt.getTime() - at.getTime();
  if (ahead <= 0 || ahead > PROMISE_AHEAD_DAYS * DAY) return null;
  return { allowed: false, because: 'promise_first', opensAt: promisedAt };
}

function closedHours(at: Date, { working, promisedAt, urgent }: Reach): StepVerdict | null {
  if (urgent || isPromised(at, promisedAt)) return null;
  if (isOpen(at, working.hours, working.timeZone)) return null;
  const opensAt = addBusinessMinutes(at, 0, working.hours, working.timeZone);
  // Without any opening hours there is nothing to wait for.
  return opensAt > at ? { allowed: false, because: 'business_hours', opensAt } : null;
}
