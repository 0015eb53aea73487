import { type Language, shownNumber as numberFor, type Visitor } from '#contract';
import { type Opening, openingAt } from '../routing/opening.js';
import type { Organisation, Routing } from '../routing/routing.js';
import { type Words, wordsIn } from '../words/words.js';
import type { PublicLook } from '../articles/public-content.js';
import type { PageStyles } from '../http/look-styles.js';
import { clockTime, zoneName } from './time-words.js';

/** A phone number as a link and as people read it. */
export interface ShownNumber {
  href: string;
  text: string;
}

/** What every page needs to know, whatever it shows. */
export interface Frame {
  language: Language;
  words: Words;
  /** The page's path in the unprefixed language, for the language switch. */
  path: string;
  /** Undefined only when the organisation has never been read. */
  organisation: Organisation | undefined;
  /** The number of ours for how the visitor came. */
  number: ShownNumber | undefined;
  opening: Opening | undefined;
  /** Paths of the site's own files; its icon as it is drawn (SVG). */
  assets: { script: string; font: string; icon: string };
  /** How it looks for this organisation. */
  look: PublicLook;
  styles: PageStyles;
  /** The site's whole address, without a slash at its end. */
  origin: string;
  /** Path of the picture that goes with a link to the site. */
  shareImage: string;
}

/** What a page is made from. */
export interface FrameInput {
  language: Language;
  path: string;
  routing: Routing | undefined;
  /** How the visitor came last, and how they first came. */
  visits: { last: Visitor; first: Visitor };
  now: Date;
  assets: Frame['assets'];
  origin: string;
  look: PublicLook;
  styles: PageStyles;
}

export function frameOf(input: FrameInput): Frame {
  const { language, path, routing, visits, now, assets, origin, look, styles } = input;
  const tracked = routing && numberFor(routing.numbers, visits.last, visits.first);
  return {
    language,
    words: wordsIn(language),
    path,
    organisation: routing?.organisation,
    number: tracked && shownNumber(tracked.phone),
    opening: routing && openingAt(routing.organisation, now),
    assets,
    look,
    styles,
    origin,
    shareImage: `/og/home.${language}.png`,
  };
}

/** The zone days and times are said in: the organisation's. */
export function zoneOf({ organisation }: Pick<Frame, 'organisation'>): string {
  return organisation?.timeZone ?? 'America/New_York';
}

/** The address of a page in the frame's language. */
export function pathIn(language: Language, path: string): string {
  if (language === 'en') return path;
  return path === '/' ? '/es' : `/es${path}`;
}

/** E.164 → link and reading form; numbers outside North America are shown as they are. */
export function shownNumber(phone: string): ShownNumber {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phone);
  return {
    href: `tel:${phone}`,
    text: parts ? `(${parts[1]}) ${parts[2]}-${parts[3]}` : phone,
  };
}

/** What the frame says about now: open until when, or back when. */
export function openingSentence(frame: Frame): string {
  const { opening, organisation, words } = frame;
  if (!opening || !organisation) return words.opening.unknown;
  if (opening.open) return words.opening.open(timeWithZone(frame, opening.until));
  const back = backAt(frame);
  return back ? words.opening.closed(back) : words.opening.unknown;
}

/** "tomorrow at 8 a.m. Eastern Time"; undefined while open, or when it never opens. */
export function backAt(frame: Frame): string | undefined {
  const { opening, words } = frame;
  if (!opening || opening.open || opening.day === undefined) return undefined;
  return words.opening.at(words.opening.days[opening.day], timeWithZone(frame, opening.opens));
}

function timeWithZone({ language, organisation }: Frame, time: string): string {
  const zone = organisation ? ` (${zoneName(organisation.timeZone, language)})` : '';
  return clockTime(time, language) + zone;
}
