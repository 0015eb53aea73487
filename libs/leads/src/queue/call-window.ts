import { nextContactHours, withinContactHours } from '#consent';
import type { WorkingTime } from '#content';
import { nextClosing, nextOpening } from '../clocks/business-time.js';
import type { QueueFacts } from './queue-facts.js';
import { type Stretch, Stretches } from './stretches.js';

/** What has to be open for a row: nothing, the hours in which they may be called, and ours with them. */
export type Gate = 'none' | 'safe' | 'safe_and_business';

const MINUTE_MS = 60_000;
/** A reply to the person's own word is not bound to hours for so long (docs/domain.md). */
const REPLY_MS = 15 * MINUTE_MS;
/** Wherever the person is, the quiet hours last longer than this. */
const QUIET_AT_LEAST_MS = 9 * 60 * MINUTE_MS;
/** Ours and theirs take turns at most so often before they agree. */
const TURNS = 20;
/** With no end in sight it is looked at again after so long. */
const FAR_MS = 7 * 24 * 60 * MINUTE_MS;

type Known = Pick<QueueFacts, 'place' | 'working' | 'inboundAt'>;

const ours = new Stretches();
const theirs = new Stretches();

/** The first moment at or after `from` at which the gate is open. Hours that never agree count as open. */
export function opensAt(gate: Gate, from: Date, known: Known): Date {
  let at = from;
  for (let turn = 0; turn < TURNS; turn += 1) {
    const byUs = gate === 'safe_and_business' ? openFrom(ourStretch(at, known.working), at) : at;
    const byThem = gate === 'none' ? byUs : safeFrom(byUs, known);
    if (byThem.getTime() === at.getTime()) return at;
    at = byThem;
  }
  return from;
}

/**
 * When a gate that is open at `from` shuts, or an earlier moment at which to look again; null when it
 * stays open.
 */
export function shutsAt(gate: Gate, from: Date, known: Known): Date | null {
  if (gate === 'none') return null;
  const safe = safeUntil(from, known);
  if (gate === 'safe') return safe;
  const open = ourStretch(from, known.working);
  return new Date(Math.min(open.to, safe.getTime()));
}

/** Whether it is we who are closed just before a gate opens. */
export function closedBefore(at: Date, { working }: Known): boolean {
  return !worksAt(new Date(at.getTime() - 1), working);
}

/** Whether we work at a moment; without any opening hours, never closed. */
export function worksAt(at: Date, working: WorkingTime): boolean {
  return ourStretch(at, working).open;
}

function ourStretch(from: Date, { hours, timeZone }: WorkingTime): Stretch {
  return ours.at(`${timeZone} ${JSON.stringify(hours)}`, from, (at) => {
    const opens = nextOpening(at, hours, timeZone);
    if (opens && opens > at) return { open: false, to: opens.getTime() };
    const closes = opens ? nextClosing(at, hours, timeZone) : null;
    return { open: true, to: closes?.getTime() ?? at.getTime() + FAR_MS };
  });
}

function theirStretch(from: Date, { place }: Known): Stretch {
  return theirs.at(`${place.zones.join()} ${place.states.join()}`, from, (at) => {
    if (withinContactHours(at, place)) return { open: true, to: contactHoursEnd(at, place) };
    const opens = nextContactHours(at, place);
    // Hours that never agree are for a human to decide on: open, and looked at again.
    return opens
      ? { open: false, to: opens.getTime() }
      : { open: true, to: at.getTime() + QUIET_AT_LEAST_MS };
  });
}

function openFrom({ open, to }: Stretch, at: Date): Date {
  return open ? at : new Date(to);
}

function safeFrom(at: Date, known: Known): Date {
  return isReply(at, known) ? at : openFrom(theirStretch(at, known), at);
}

function safeUntil(at: Date, known: Known): Date {
  const stretch = theirStretch(at, known);
  // Only their own word keeps it open.
  return stretch.open ? new Date(stretch.to) : new Date(known.inboundAt.getTime() + REPLY_MS);
}

function isReply(at: Date, { inboundAt }: Known): boolean {
  const since = at.getTime() - inboundAt.getTime();
  return since >= 0 && since < REPLY_MS;
}

/** The end of the contact hours that `at` is in; they end on a whole minute. */
function contactHoursEnd(at: Date, place: Known['place']): number {
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
  return shut * MINUTE_MS;
}
