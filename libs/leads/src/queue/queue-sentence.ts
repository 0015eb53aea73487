import { CLOCK_KINDS, type HoldReason, labelOf, type QueueReason, TASK_KINDS } from '#contract';
import type { QueueDetail } from './queue-reasons.js';

interface Told {
  because: QueueReason;
  dueAt: Date;
  detail: QueueDetail;
  holdUntil: Date | null;
  heldBecause: HoldReason | null;
}

const MINUTE_MS = 60_000;

/** Why a lead is in the queue, in plain words; times are those of our zone. */
export function queueSentence(entry: Told, now: Date, timeZone: string): string {
  const hold =
    entry.holdUntil && entry.holdUntil > now
      ? ` ${heldWords(entry.heldBecause)} until ${timeWords(entry.holdUntil, now, timeZone)}.`
      : '';
  return `${reasonWords(entry, now, timeZone)}${hold}`;
}

function reasonWords({ because, dueAt, detail }: Told, now: Date, zone: string): string {
  const at = new Date(detail.at);
  const due = dueWords(dueAt, now, zone);
  switch (because) {
    case 'danger':
      return detail.tried
        ? `Someone may be in danger and was not reached: try again ${due}.`
        : `Someone may be in danger. They turned to us ${ago(at, now)}; a human calls now.`;
    case 'high_risk':
      return detail.tried
        ? `High risk and not reached: try again ${due}.`
        : `High risk. They turned to us ${ago(at, now)}; first call ${due}.`;
    case 'promised':
      return `We promised to call at ${timeWords(dueAt, now, zone)}.`;
    case 'clock':
      return `They turned to us ${ago(at, now)}: ${labelOf(CLOCK_KINDS, detail.clock).toLowerCase()} ${due}.`;
    case 'missed_call':
      return `They called ${ago(at, now)} and nobody answered: call back ${due}.`;
    case 'unanswered':
      return `They wrote ${ago(at, now)} and have no answer yet.`;
    case 'morning':
      return `They turned to us after hours, ${ago(at, now)}: first call ${due}.`;
    case 'step':
      return `${labelOf(TASK_KINDS, detail.task)} ${due}.`;
    case 'unplanned':
      return detail.nobodys
        ? `Nobody has taken this on, and nothing is planned; the last thing happened ${ago(at, now)}.`
        : `Nothing is planned; the last thing happened ${ago(at, now)}.`;
  }
}

function heldWords(because: HoldReason | null): string {
  switch (because) {
    case 'safe_hours':
      return 'Nobody may be called there';
    case 'closed':
      return 'We are closed';
    case 'snoozed':
      return 'Set aside';
    case 'not_due':
    case null:
      return 'Not shown';
  }
}

function dueWords(dueAt: Date, now: Date, zone: string): string {
  const late = Math.floor((now.getTime() - dueAt.getTime()) / MINUTE_MS);
  const time = timeWords(dueAt, now, zone);
  return late >= 1 ? `was due at ${time}, ${span(late)} ago` : `due at ${time}`;
}

function ago(at: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - at.getTime()) / MINUTE_MS);
  return minutes < 1 ? 'just now' : `${span(minutes)} ago`;
}

function span(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.round(minutes / 60)} h`;
  return `${Math.round(minutes / (24 * 60))} days`;
}

/** The time of day, with the date when it is another day. */
function timeWords(at: Date, now: Date, timeZone: string): string {
  const day = (date: Date) => date.toLocaleDateString('en-US', { timeZone });
  const time = at.toLocaleTimeString('en-US', { timeZone, hour: 'numeric', minute: '2-digit' });
  if (day(at) === day(now)) return time;
  const date = at.toLocaleDateString('en-US', {
    timeZone,
    weekday: 'short',
    month: 'short',
    day: 'numeric',
  });
  return `${time} on ${date}`;
}
