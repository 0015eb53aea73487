import type { Attribution } from '#contract';
import { isSignatureOf, signatureOf } from '../http/signature.js';

/** How the visitor first came here. No id of anyone: only where from. */
export type FirstTouch = Pick<
  Attribution,
  'utmSource' | 'utmMedium' | 'utmCampaign' | 'gclid' | 'landingPath' | 'referrer'
>;

const COOKIE = 'bl_first';
const LABEL = 'first touch v1';
const THIRTY_DAYS = 30 * 24 * 60 * 60;

/** Longest text kept of each; longer ones are cut, because nobody typed them. */
const LIMITS = {
  utmSource: 200,
  utmMedium: 200,
  utmCampaign: 200,
  gclid: 300,
  landingPath: 500,
  referrer: 500,
} as const satisfies Record<keyof FirstTouch, number>;

export const TOUCH_FIELDS = Object.keys(LIMITS) as (keyof FirstTouch)[];

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

/** The first touch of this visitor: remembered, else read off this visit. `fresh`: worth remembering. */
export function firstTouchOf(visit: Visit, secret: Buffer): { touch: FirstTouch; fresh: boolean } {
  const remembered = fromCookie(visit.cookie, secret);
  if (remembered) return { touch: remembered, fresh: false };
  const touch = cut({
    utmSource: text(visit.query.utm_source),
    utmMedium: text(visit.query.utm_medium),
    utmCampaign: text(visit.query.utm_campaign),
    gclid: text(visit.query.gclid),
    referrer: originOf(visit.referrer, visit.host),
  });
  const fresh = Object.keys(touch).length > 0;
  return { touch: { ...touch, landingPath: visit.path.slice(0, LIMITS.landingPath) }, fresh };
}

/** The `Set-Cookie` that remembers a first touch for 30 days: signed, for this site and server only. */
export function touchCookie(touch: FirstTouch, secret: Buffer, https: boolean): string {
  const value = Buffer.from(JSON.stringify(touch)).toString('base64url');
  const signed = `${value}.${signatureOf(secret, LABEL, value)}`;
  const secure = https ? '; Secure' : '';
  return `${COOKIE}=${signed}; Max-Age=${THIRTY_DAYS}; Path=/; HttpOnly; SameSite=Lax${secure}`;
}

/** Cuts what is too long and leaves out what is empty or cannot be stored. */
export function cut(touch: FirstTouch): FirstTouch {
  const kept: FirstTouch = {};
  for (const field of TOUCH_FIELDS) {
    const value = touch[field]?.trim();
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

function fromCookie(header: string | undefined, secret: Buffer): FirstTouch | undefined {
  const signed = cookieValue(header);
  const [value, signature] = signed?.split('.') ?? [];
  if (!value || !signature || !isSignatureOf(secret, LABEL, value, signature)) return undefined;
  // Signed by us, so it is what touchCookie wrote.
  return JSON.parse(Buffer.from(value, 'base64url').toString('utf8')) as FirstTouch;
}

function cookieValue(header: string | undefined): string | undefined {
  return header
    ?.split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${COOKIE}=`))
    ?.slice(COOKIE.length + 1);
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
