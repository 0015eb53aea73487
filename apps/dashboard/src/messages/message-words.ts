import {
  CLOSED_BECAUSE,
  type ClosedBecause,
  MESSAGE_STATE_LABELS,
  type MessageView,
} from '#contract';
import { inFull } from '../words/time';

export const CHANNEL_WORDS = { call: 'Call', sms: 'Text', email: 'E-mail' } as const;

/** Why a way is closed, as a colleague reads it. */
export const closedInWords = (because: string | null): string | null =>
  because === null ? null : (CLOSED_BECAUSE[because as ClosedBecause] ?? because);

/** Where a message stands, in a few words with its time. */
export function stateInWords(message: MessageView): string {
  const { state, sendAt, closedBecause } = message;
  if (state === 'queued' && sendAt !== null) {
    return closedBecause === null
      ? `To be sent ${inFull(sendAt)}`
      : `Waits until ${inFull(sendAt)}`;
  }
  return MESSAGE_STATE_LABELS[state];
}

/** What went wrong or what it waits for, and what a person can do about it. Null: nothing. */
export function adviceOn(message: MessageView): string | null {
  const why = message.errorSentence ?? closedInWords(message.closedBecause);
  switch (message.state) {
    case 'queued':
      return why;
    case 'failed':
      return why ?? 'It did not arrive. Reach them another way.';
    case 'unknown':
      return 'The provider may have sent it before its answer was lost. It is never sent again by itself: call them, or write again if a second copy does no harm.';
    case 'draft':
    case 'sending':
    case 'sent':
    case 'delivered':
    case 'received':
    case 'cancelled':
      return null;
  }
}

/** Whether somebody still has to look at it: an answer is due, or it did not go out. */
export function needsSomebody(message: MessageView): boolean {
  if (message.handledAt !== null) return false;
  if (message.direction === 'in') return message.state === 'received';
  return message.state === 'failed' || message.state === 'unknown';
}

/** The moment a message stands for in its thread. */
export const momentOf = (message: MessageView): string =>
  message.receivedAt ?? message.sentAt ?? message.sendAt ?? message.createdAt;
