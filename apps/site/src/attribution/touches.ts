import type { Attribution, Visitor } from '#contract';
import { isSignatureOf, signatureOf } from '../http/signature.js';

/** How the visitor first came here, and how they came last where that differs. No id of anyone: only where from. */
export type Touches = Attribution;
type Touch = Pick<
  Attribution,
  'utmSource' | 'utmMedium' | 'utmCampaign' | 'gclid' | 'landingPath' | 'referrer'
>;

const COOKIES = { first: 'bl_first', last: 'bl_last' } as const;
const LABELS = { first: 'first touch v1', last: 'last touch v1' } as const;
type Which = keyof typeof COOKIES;
const THIRTY_DAYS = 30 * 24 * 60 * 60;

/** Longest text kept of each; longer ones are cut, because nobody typed them. */
const LIMITS = {
  utmSource: 200,
  utmMedium: 200,
  utmCampaign: 200,
  gclid: 300,
  landingPath: 500,
  referrer: 500,
  lastUtmSource: 200,
  lastUtmMedium: 200,
  lastUtmCampaign: 200,
  lastGclid: 300,
  lastLandingPath: 500,
  lastReferrer: 500,
} as const satisfies Record<keyof Touches, number>;

export const TOUCH_FIELDS = Object.keys(LIMITS) as (keyof Touches)[];

/** The fields of one touch, and what they are called when it is the last. */
const LAST_OF = {
  utmSource: 'lastUtmSource',
  utmMedium: 'lastUtmMedium',
  utmCampaign: 'lastUtmCampaign',
  gclid: 'lastGclid',
  landingPath: 'lastLandingPath',
  referrer: 'lastReferrer',
} as const satisfies Record<keyof Touch, keyof Touches>;
const ONE_TOUCH = Object.keys(LAST_OF) as (keyof Touch)[];

/** What of a request tells where a visitor came from. */
export interface Visit {
  /** The page's path, without its query. */
  path: string;
  query: Readonly<Record<string, unknown>>;
  referrer: string | undefined;
  cookie: string | undefined;
  /** The host this site answers under; links from it are no referrers. */
  host: string | undefined;
}

/** A touch that is worth remembering, and as which. */
export interface Remembered {
  which: Which;
  touch: Touch;
}

/**
 * The touches of this visitor: the first one remembered, else read off this visit; the last one where it is another: this
 * visit's if it says where they came from, else the one remembered.
 */
export function touchesOf(
  visit: Visit,
  secret: Buffer,
): { touches: Touches; worth: Remembered | undefined } {
  const first = fromCookie('first', visit.cookie, secret);
  const now = touchNow(visit);
  const tells = Object.keys(now).length > 0;
  const here: Touch = { ...now, landingPath: visit.path.slice(0, LIMITS.landingPath) };
  if (!first) {
    return { touches: here, worth: tells ? { which: 'first', touch: here } : undefined };
  }
  const last = tells ? here : fromCookie('last', visit.cookie, secret);
  const worth: Remembered | undefined = tells ? { which: 'last', touch: here } : undefined;
  if (!last || isSame(first, last)) return { touches: first, worth };
  return { touches: { ...first, ...asLast(last) }, worth };
}

/** What the rules of our numbers look at: how they came last, and how they came first; on this page. */
export function visitsOf(touches: Touches, path: string): { last: Visitor; first: Visitor } {
  const { utmSource, utmCampaign, referrer } = touches;
  const first = { utmSource, utmCampaign, referrer, path };
  const cameAgain = Object.values(LAST_OF).some((field) => touches[field] !== undefined);
  if (!cameAgain) return { last: first, first };
  return {
    first,
    last: {
      utmSource: touches.lastUtmSource,
      utmCampaign: touches.lastUtmCampaign,
      referrer: touches.lastReferrer,
      path,
    },
  };
}

/** The `Set-Cookie` that remembers a touch for 30 days: signed, for this site and server only. */
export function touchCookie({ which, touch }: Remembered, secret: Buffer, https: boolean): string {
  const value = Buffer.from(JSON.stringify(touch)).toString('base64url');
  const signed = `${value}.${signatureOf(secret, LABELS[which], value)}`;
  const secure = https ? '; Secure' : '';
  return `${COOKIES[which]}=${signed}; Max-Age=${THIRTY_DAYS}; Path=/; HttpOnly; SameSite=Lax${secure}`;
}

/** Cuts what is too long and leaves out what is empty or cannot be stored. */
export function cut(touches: Touches): Touches {
  const kept: Touches = {};
  for (const field of TOUCH_FIELDS) {
    const value = touches[field]?.trim();
    if (value && value.isWellFormed() && !value.includes('\u0000')) {
      kept[field] = Array.from(value)
        .slice(0, LIMITS[field])
        .join('')
        .slice(0, LIMITS[field])
        .toWellFormed();
    }
  }
  return kept;
}

/** What this visit says of where they came from; nothing when they typed the address. */
function touchNow(visit: Visit): Touch {
  return cut({
    utmSource: text(visit.query.utm_source),
    utmMedium: text(visit.query.utm_medium),
    utmCampaign: text(visit.query.utm_campaign),
    gclid: text(visit.query.gclid),
    referrer: originOf(visit.referrer, visit.host),
  });
}

const isSame = (one: Touch, other: Touch) =>
  ONE_TOUCH.every((field) => one[field] === other[field]);

function asLast(touch: Touch): Touches {
  return Object.fromEntries(
    ONE_TOUCH.flatMap((field) =>
      touch[field] === undefined ? [] : [[LAST_OF[field], touch[field]]],
    ),
  );
}

function fromCookie(which: Which, header: string | undefined, secret: Buffer): Touch | undefined {
  const signed = cookieValue(COOKIES[which], header);
  const [value, signature] = signed?.split('.') ?? [];
  if (!value || !signature || !isSignatureOf(secret, LABELS[which], value, signature)) {
    return undefined;
  }
  // Signed by us, so it is what touchCookie wrote.
  return JSON.parse(Buffer.from(value, 'base64url').toString('utf8')) as Touch;
}

function cookieValue(name: string, header: string | undefined): string | undefined {
  return header
    ?.split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

function text(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : undefined;
}

/** Of another site only its origin: what its address says beyond that is nobody's business. */
function originOf(referrer: string | undefined, host: string | undefined): string | undefined {
  if (!referrer || !URL.canParse(referrer)) return undefined;
  const url = new URL(referrer);
  if (!/^https?:$/.test(url.protocol) || url.host === host) return undefined;
  return url.origin;
}
