import { type Place, placeOf, withinContactHours } from '#consent';
import { normalisePhone } from '#people';
import { dateFormat } from '#platform';
import { openingAt } from '../routing/opening.js';
import type { Organisation } from '../routing/routing.js';

/** A half hour in which a call can still be promised. */
export interface FreeSlot {
  startsAt: Date;
  free: number;
}

/** What the visitor has said of where they are. */
export interface Whereabouts {
  zip?: string | undefined;
  phone?: string | undefined;
}

/** The times that are offered, and the zone in which they are said. */
export interface Offer {
  slots: Date[];
  timeZone: string;
}

const MINUTE = 60_000;
const SLOT = 30 * MINUTE;
/** Nobody is promised a call sooner: whoever wants one now leaves the time out, and is called first. */
const AHEAD = 45 * MINUTE;
/** More days than these are too many to choose from. */
const MOST_DAYS = 4;

/**
 * Which of the free half hours are offered: those in which we work to their end (closed days and holidays are none), at
 * times at which the visitor may be called where they are. Said in their own zone where it is certain, else in ours.
 */
export function offeredSlots(
  free: readonly FreeSlot[],
  organisation: Pick<Organisation, 'businessHours' | 'timeZone'>,
  place: Place | null,
  now: Date,
): Offer {
  const [home] = place?.zones ?? [];
  const timeZone = place?.zones.length === 1 && home ? home : organisation.timeZone;
  const open = free
    .filter(({ free: left }) => left > 0)
    .map(({ startsAt }) => startsAt)
    .filter((at) => at.getTime() - now.getTime() >= AHEAD)
    .filter((at) => isWorked(at, organisation) && (place === null || isCallable(at, place)));
  const days = new Set([...new Set(open.map((at) => dayIn(at, timeZone)))].slice(0, MOST_DAYS));
  return { slots: open.filter((at) => days.has(dayIn(at, timeZone))), timeZone };
}

/** Where they may be; null when they have said nothing of it. */
export function placeKnown({ zip, phone }: Whereabouts): Place | null {
  const number = phone === undefined ? null : normalisePhone(phone);
  const code = zip !== undefined && /^\d{5}/.test(zip) ? zip.slice(0, 5) : null;
  return code === null && number === null ? null : placeOf({ zip: code, phone: number });
}

/** The day a moment belongs to in a zone, `YYYY-MM-DD`. */
export function dayIn(at: Date, timeZone: string): string {
  return dateFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at);
}

function isWorked(at: Date, hours: Pick<Organisation, 'businessHours' | 'timeZone'>): boolean {
  const last = new Date(at.getTime() + SLOT - MINUTE);
  return openingAt(hours, at).open && openingAt(hours, last).open;
}

function isCallable(at: Date, place: Place): boolean {
  const last = new Date(at.getTime() + SLOT - MINUTE);
  return withinContactHours(at, place) && withinContactHours(last, place);
}
