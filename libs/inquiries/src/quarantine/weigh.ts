import { type QuarantineVerdict, SUSPICIONS, type Suspicion } from '#contract';

/** Lessons older than these days are forgotten: addresses and the ways of machines change. */
export const LESSON_DAYS = 90;
/** So many of the latest decisions on a reason count. */
export const LATEST = 20;
/** With fewer decisions nothing is learned of a reason. */
const ENOUGH = 5;
/** So often an address has to have sent spam before requests from there are held for that alone. */
const SPAM_TIMES = 3;
const SPAM_DAYS = 7;
const DAY = 86_400_000;

/** What colleagues said of the latest ones that were held for a reason. */
export interface ReasonTaught {
  persons: number;
  machines: number;
}

/** What colleagues said of what came from one address, or for one number. */
export interface SubjectTaught {
  verdict: QuarantineVerdict;
  at: Date;
}

export interface Taught {
  reasons: ReadonlyMap<string, ReasonTaught>;
  /** Latest first. */
  address: readonly SubjectTaught[];
  phone: readonly SubjectTaught[];
}

/** One reason of doubt, whether it holds the request back, and why not where it does not. */
export interface Weighed {
  reason: string;
  holds: boolean;
  because: string;
}

/**
 * Whether a request is held back: for each reason of doubt what was taught about it, and what is known of the address it
 * came from. Learns in the open: each thing taught is a row with the colleague and the request behind it, and the
 * sentence says which counted. Pure.
 */
export function weigh(suspicion: readonly string[], taught: Taught, now: Date): Weighed[] {
  const weighed = suspicion.map((reason) => weighOne(reason, taught, now));
  const spam = spamFrom(taught.address, now);
  return spam === null ? weighed : [...weighed, spam];
}

/** What follows from the decisions on a reason, as the desk shows it. */
export function standingOf(reason: string, taught: ReasonTaught | undefined): Weighed {
  const { persons, machines } = taught ?? { persons: 0, machines: 0 };
  const decided = persons + machines;
  if (decided < ENOUGH) {
    return {
      reason,
      holds: true,
      because: `Too few were decided to learn from (${decided} of ${ENOUGH}).`,
    };
  }
  const holds = persons * 2 < decided;
  const outcome = `Of the last ${decided} held for this, ${persons} ${persons === 1 ? 'was a person' : 'were people'}`;
  return {
    reason,
    holds,
    because: holds ? `${outcome}.` : `${outcome}: it holds nobody back by itself any more.`,
  };
}

function weighOne(reason: string, taught: Taught, now: Date): Weighed {
  const subject = reason === 'many_from_address' ? taught.address : taught.phone;
  const where = reason === 'many_from_address' ? 'From this address' : 'For this number';
  if (reason === 'many_from_address' || reason === 'many_for_phone') {
    const latest = subject.find(({ at }) => isRecent(at, LESSON_DAYS, now));
    if (latest?.verdict === 'person') {
      const day = latest.at.toISOString().slice(0, 10);
      return { reason, holds: false, because: `${where} a person was let in on ${day}.` };
    }
  }
  return standingOf(reason, taught.reasons.get(reason));
}

/** Only where nobody there ever was a person: an address may be a library's. */
function spamFrom(address: readonly SubjectTaught[], now: Date): Weighed | null {
  const recent = address.filter(({ at }) => isRecent(at, LESSON_DAYS, now));
  const spam = recent.filter(
    ({ verdict, at }) => verdict === 'machine' && isRecent(at, SPAM_DAYS, now),
  );
  if (spam.length < SPAM_TIMES || recent.some(({ verdict }) => verdict === 'person')) return null;
  const because = `From this address ${spam.length} were confirmed to be spam in the last ${SPAM_DAYS} days, and nobody was a person.`;
  return { reason: 'known_address' satisfies Suspicion, holds: true, because };
}

function isRecent(at: Date, days: number, now: Date): boolean {
  return now.getTime() - at.getTime() <= days * DAY;
}

/** All reasons there are, those of the form first. */
export const REASONS = Object.keys(SUSPICIONS) as Suspicion[];
