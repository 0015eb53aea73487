import type { CallDirection, CallEvent } from '#calls';
import type { MessageMedia } from '#contract';

/** One event of a call, whichever provider told of it. */
export interface PhoneEvent {
  providerCallId: string;
  direction: CallDirection;
  /** What it says about the call. */
  call: CallEvent;
  /** Whether the event says who calls at all: some only say what became of a call known already. */
  knowsCaller: boolean;
  /** The other side, as the provider wrote it; null when the number was withheld. */
  phone: string | null;
  /** The number of ours, as the provider wrote it. */
  ourPhone: string | null;
  name?: string | null;
  state?: string | null;
  zip?: string | null;
  /** The permit with which a colleague made the call in their browser. */
  permitId?: string;
  /** Who took it in their browser. */
  takenBy?: string;
  /** The telephone of ours at which it was taken, E.164. */
  takenAt?: string;
  /** What was said on the voicemail, where the provider transcribes. */
  message?: string | null;
}

/** A text that came in. */
export interface TextEvent {
  phone: string | null;
  ourPhone: string | null;
  text: string;
  state?: string | null;
  zip?: string | null;
  /** Pictures and files that came with it, where the provider keeps them. */
  media?: MessageMedia[];
  /** The provider has itself answered a stop or start word. */
  confirmed?: boolean;
}

/** An answered form that an advert, or a provider's form tracking, brought. */
export interface FormEvent {
  name: string | null;
  phone: string | null;
  email: string | null;
  zip: string | null;
  /** Every other question with its answer, a line each. */
  answers: string | null;
}

/** What carriers put where the number of somebody who withholds it would be. */
const WITHHELD =
  /^(|anonymous|restricted|private|unavailable|unknown|blocked|withheld|\+?266696687|\+?7378742833|\+?86282452253|\+?2562533|\+?464)$/i;

/** The number, or null when it was withheld. */
export function shownNumber(number: string | null | undefined): string | null {
  const text = (number ?? '').trim();
  return WITHHELD.test(text) ? null : text;
}

/** A whole number of seconds of at least 0, however it was written; undefined when it is none. */
export function seconds(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number) || number < 0) return undefined;
  return Math.min(Math.round(number), 86_400);
}

/** A date that can be one of a call; undefined otherwise. */
export function dateOf(value: unknown): Date | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  const date = new Date(value);
  const year = date.getUTCFullYear();
  return year >= 2000 && year < 2200 ? date : undefined;
}

export function plusSeconds(date: Date, count: number): Date {
  return new Date(date.getTime() + count * 1000);
}
