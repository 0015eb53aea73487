import { nextContactHours, withinContactHours } from '#consent';
import { isOpen, nextClosing, nextOpening } from '../clocks/business-time.js';
import type { QueueFacts } from './queue-facts.js';

/** What has to be open for a row: nothing, the hours in which they may be called, and ours with them. */
export type Gate = 'none' | 'safe' | 'safe_and_business';

const MINUTE_MS = 60_000;
/** A reply to the person's own word is not bound to hours for so long (docs/domain.md). */
const REPLY_MS = 15 * MINUTE_MS;
/** Wherever the person is, the quiet hours last longer than this. */
const QUIET_AT_LEAST_MS = 9 * 60 * MINUTE_MS;
/** Ours and theirs take turns at most so often before they agree. */
const TURNS = 20;

type Known = Pick<QueueFacts, 'place' | 'working' | 'inboundAt'>;

/** The first moment at or after `from` at which the gate is open. Never agreeing hours count as open. */
export function opensAt(gate: Gate, from: Date, known: Known): Date {
  let at = from;
  for (let turn = 0; turn < TURNS; turn += 1) {
    const ours = gate === 'safe_and_business' ? openedByUs(at, known) : at;
    const theirs = gate === 'none' ? ours : safeFrom(ours, known);
    if (theirs.getTime() === at.getTime()) return at;
    at = theirs;
  }
  return from;
}

/**
 * When a gate that is open at `from` shuts, or an earlier moment at which to look again; null when it
 * stays open.
 */
export function shutsAt(gate: Gate, from: Date, known: Known): Date | null {
  if (gate === 'none') return null;
  const theirs = safeUntil(from, known);
  if (gate === 'safe') return theirs;
  const { hours, timeZone } = known.working;
  const ours = nextClosing(from, hours, timeZone);
  return ours && ours < theirs ? ours : theirs;
}

/** Whether it is we who are closed just before a gate opens. */
export function closedBefore(at: Date, { working }: Known): boolean {
  return !isOpen(new Date(at.getTime() - 1), working.hours, working.timeZone);
}

function openedByUs(at: Date, { working }: Known): Date {
  return nextOpening(at, working.hours, working.timeZone) ?? at;
}

function safeFrom(at: Date, known: Known): Date {
  if (isReply(at, known)) return at;
  return nextContactHours(at, known.place) ?? at;
}

function safeUntil(at: Date, known: Known): Date {
  const reply = new Date(known.inboundAt.getTime() + REPLY_MS);
  if (!withinContactHours(at, known.place)) {
    // Only their own word keeps it open, or hours that never agree: then look again in a while.
    return isReply(at, known) ? reply : new Date(at.getTime() + QUIET_AT_LEAST_MS);
  }
  return contactHoursEnd(at, known);
}

function isReply(at: Date, { inboundAt }: Known): boolean {
  const since = at.getTime() - inboundAt.getTime();
  return since >= 0 && since < REPLY_MS;
}

/** The end of the contact hours that `at` is in; they end on a whole minute. */
function contactHoursEnd(at: Date, { place }: Known): Date {
  let open = Math.floor(at.getTime() / MINUTE_MS);
  let shut = open;
  do {
    open = shut;
    shut += QUIET_AT_LEAST_MS / MINUTE_MS;
  } while (withinContactHours(new Date(shut * MINUTE_MS), place));
  while (shut - open > 1) {
    const middle = Math.floor((open + shut) / 2);
    if (withinContactHours(new Date(middle * MINUTE_MS), place)) open = middle;
    else shut = middle;
  }
  return new Date(shut * MINUTE_MS);
}
