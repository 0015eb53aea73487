import { codesOf, type HoldReason, QUEUE_REASONS, type QueueReason } from '#contract';
import { closedBefore, opensAt, shutsAt } from './call-window.js';
import type { QueueFacts } from './queue-facts.js';
import { type QueueDetail, type Reason, reasonsOf } from './queue-reasons.js';

/** A lead's place in the queue. */
export interface QueueEntry {
  /** The place of `because` in QUEUE_REASONS; smaller comes first. */
  band: number;
  because: QueueReason;
  dueAt: Date;
  detail: QueueDetail;
  /** It is not offered before; null: it waits now. */
  holdUntil: Date | null;
  heldBecause: HoldReason | null;
  /** With unchanged facts the entry stays as it is until then; null: for ever. */
  recheckAt: Date | null;
}

/** A reason as it stands at a moment. */
interface Seen {
  reason: Reason;
  band: number;
  showsAt: Date;
  heldBecause: HoldReason | null;
  changesAt: Date | null;
}

const BANDS = codesOf(QUEUE_REASONS);

/**
 * Where a lead stands in the queue at a moment, and why: of all its reasons that show now the most
 * pressing, or, when none does, the one that shows first. Null for a lead that needs nobody any more.
 * A function of the facts alone: the same facts and moment always give the same entry.
 */
export function queueEntryOf(facts: QueueFacts, now: Date): QueueEntry | null {
  if (facts.closed || facts.stage === 'closed' || facts.stage === 'admitted') return null;
  const seen = reasonsOf(facts)
    .map((reason) => seenAt(reason, facts, now))
    .filter((one): one is Seen => one !== null);
  // Only a reason that ends by itself can leave nothing behind; then nothing is planned.
  const [first] = (seen.length > 0 ? seen : fallback(facts, now)).toSorted(inOrder(now));
  if (!first) return null;
  const { reason, band, showsAt, heldBecause } = first;
  const held = showsAt > now;
  return {
    band,
    because: reason.because,
    dueAt: reason.dueAt,
    detail: reason.detail,
    holdUntil: held ? showsAt : null,
    heldBecause: held ? heldBecause : null,
    recheckAt: earliest(seen.length > 0 ? seen : [first]),
  };
}

function fallback(facts: QueueFacts, now: Date): Seen[] {
  const bare: QueueFacts = { ...facts, urgency: 'P2', clocks: [], tasks: [], unansweredAt: null };
  return reasonsOf({ ...bare, alertAt: null }).flatMap(
    (reason) => seenAt(reason, facts, now) ?? [],
  );
}

/** Null when the reason is over. */
function seenAt(reason: Reason, facts: QueueFacts, now: Date): Seen | null {
  if (reason.until && reason.until <= now) return null;
  const snoozed = reason.evenSnoozed ? null : snoozedUntil(facts, now);
  const from = snoozed && snoozed > reason.from ? snoozed : reason.from;
  const showsAt = opensAt(reason.gate, from > now ? from : now, facts);
  const seen = { reason, band: BANDS.indexOf(reason.because), showsAt };
  if (showsAt <= now) {
    const changesAt = sooner(shutsAt(reason.gate, now, facts), reason.until);
    return { ...seen, heldBecause: null, changesAt };
  }
  const heldBecause =
    showsAt.getTime() === from.getTime()
      ? from === snoozed
        ? 'snoozed'
        : 'not_due'
      : closedBefore(showsAt, facts)
        ? 'closed'
        : 'safe_hours';
  return { ...seen, heldBecause, changesAt: sooner(showsAt, reason.until) };
}

/** A new word from the person ends what was decided before it. */
function snoozedUntil({ snooze, inboundAt }: QueueFacts, now: Date): Date | null {
  return snooze && snooze.until > now && inboundAt <= snooze.at ? snooze.until : null;
}

/** What shows now by band, then due time; what does not by when it will. */
function inOrder(now: Date) {
  return (one: Seen, other: Seen): number => {
    const waits = Number(one.showsAt > now) - Number(other.showsAt > now);
    if (waits !== 0) return waits;
    const shows = one.showsAt > now ? one.showsAt.getTime() - other.showsAt.getTime() : 0;
    return (
      shows ||
      one.band - other.band ||
      one.reason.dueAt.getTime() - other.reason.dueAt.getTime() ||
      (JSON.stringify(one.reason.detail) < JSON.stringify(other.reason.detail) ? -1 : 1)
    );
  };
}

function earliest(seen: readonly Seen[]): Date | null {
  return seen.reduce<Date | null>((first, { changesAt }) => sooner(first, changesAt), null);
}

function sooner(one: Date | null, other: Date | null): Date | null {
  if (!one) return other;
  return other && other < one ? other : one;
}
