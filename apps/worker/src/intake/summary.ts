import { INQUIRY_KINDS, labelOf, RELATIONSHIPS } from '#contract';
import type { Arrival } from './arrival.js';

/** What came in, in sentences for the timeline. Stored encrypted: it may name people. */
export function summaryOf(arrival: Arrival): string {
  return [
    `${labelOf(INQUIRY_KINDS, arrival.kind)} from ${whoAsks(arrival)}.`,
    arrival.danger ? 'They said that someone is in danger right now.' : '',
    arrival.substances.length > 0 ? `Substances as given: ${arrival.substances.join(', ')}.` : '',
    contactWish(arrival),
    arrival.cards ? 'Photos of an insurance card came with it.' : '',
    arrival.unusablePhone ? `The phone cannot be a number; it is kept as typed.` : '',
    arrival.points.length === 0 && arrival.kind !== 'email' ? 'The number was withheld.' : '',
    doubt(arrival),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function whoAsks({ name, forWhom, relationship }: Arrival): string {
  const who = name ?? 'somebody who gave no name';
  if (forWhom === 'self') return who;
  return relationship === 'other'
    ? `${who}, for someone else`
    : `${who}, for someone else (they are: ${labelOf(RELATIONSHIPS, relationship).toLowerCase()})`;
}

/** A text needs their consent: without it the wish is written down and a call is what can be done. */
function contactWish({ contactBy, smsWording }: Arrival): string {
  if (contactBy === 'call') return 'They would rather be called than texted.';
  if (contactBy !== 'text') return '';
  return smsWording
    ? 'They would rather be texted than called.'
    : 'They would rather be texted than called, but did not agree to texts.';
}

function doubt({ inquiry }: Arrival): string {
  if (inquiry.suspicion.length === 0) return '';
  return `A machine doubted that a person wrote this (${inquiry.suspicion.join(', ')}).`;
}

/** The words of the first task on a lead. */
export function firstTaskTitle(arrival: Arrival, urgency: string): string {
  const call = arrival.points.some(({ kind }) => kind === 'phone') && !arrival.unusablePhone;
  if (call && arrival.contactBy === 'text' && arrival.smsWording) {
    return urgency === 'P0'
      ? 'Danger now: they asked for a text, not a call; text at once'
      : 'Text first: they asked for a text, not a call';
  }
  if (call) return urgency === 'P0' ? 'Danger now: call at once' : 'Make the first call';
  if (arrival.points.some(({ kind }) => kind === 'email')) {
    return urgency === 'P0'
      ? 'Danger now: write at once, there is no phone'
      : 'Write first: there is no phone';
  }
  return 'Find a way to reach them: the number was withheld or cannot be called';
}
