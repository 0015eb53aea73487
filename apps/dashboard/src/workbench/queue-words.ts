import { HOLD_REASONS, labelOf, type LeadDetail, type QueueRow } from '#contract';
import { relative, span } from '../words/time';

/** "late by 12 min", "due in 4 min"; of a held row when and why it opens. */
export function dueInWords(entry: QueueRow, now: number): string {
  if (isHeld(entry, now)) {
    return `${labelOf(HOLD_REASONS, entry.heldBecause)}; opens ${relative(entry.holdUntil ?? entry.dueAt, now)}`;
  }
  const left = new Date(entry.dueAt).getTime() - now;
  return left < 0 ? `late by ${span(left)}` : `due in ${span(left)}`;
}

export const isHeld = (entry: QueueRow, now: number): boolean =>
  entry.holdUntil !== null && new Date(entry.holdUntil).getTime() > now;

/** Whether somebody else has this person open just now. */
export const isTakenByOther = (entry: QueueRow, myId: string | undefined, now: number): boolean =>
  entry.takenBy !== null && entry.takenBy !== myId && isTaken(entry, now);

export const isTakenByMe = (entry: QueueRow, myId: string | undefined, now: number): boolean =>
  entry.takenBy !== null && entry.takenBy === myId && isTaken(entry, now);

const isTaken = (entry: QueueRow, now: number) =>
  entry.takenUntil !== null && new Date(entry.takenUntil).getTime() > now;

/** What may be left on the voicemail of the number on the card, in words; null when nothing was said. */
export function safeInWords(lead: LeadDetail): string | null {
  const phone = lead.contacts
    .flatMap((contact) => contact.points)
    .find((point) => point.kind === 'phone');
  if (!phone) return null;
  const words = [
    ...said(phone.safeToVoicemail, 'voicemail is safe', 'no voicemail'),
    ...said(phone.safeToText, 'texts are safe', 'no texts'),
    ...(phone.preferredTime ? [`best ${phone.preferredTime}`] : []),
  ];
  return words.length > 0 ? words.join(', ') : null;
}

const said = (safe: boolean | null, yes: string, no: string): string[] =>
  safe === null ? [] : [safe ? yes : no];
