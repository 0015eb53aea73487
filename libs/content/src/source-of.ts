import type { Attribution, SourceCode } from '#contract';

/** How an inquiry came, as far as it tells. */
export interface Arrived {
  /** A code of INQUIRY_KINDS. */
  kind: string;
  attribution?: Attribution | undefined;
  /** Our number that was called or texted, E.164. */
  trackingPhone?: string | null | undefined;
}

const PAID = /^(cpc|ppc|paid.*|sem|display|cpm|cpv)$/;
const SOCIAL =
  /facebook|instagram|tiktok|twitter|linkedin|youtube|reddit|snapchat|(^|\W)(fb|ig|x|t\.co)(\W|$)/;
const SEARCH = /google|bing|duckduckgo|yahoo|ecosia|brave|baidu|yandex/;

const BY_KIND: Readonly<Record<string, SourceCode>> = {
  form: 'web_form',
  coverage_question: 'coverage_form',
  call: 'toll_free',
  missed_call: 'toll_free',
  voicemail: 'toll_free',
  sms: 'sms',
  partner: 'partner',
  ad_lead_form: 'paid_search',
};

/**
 * The source's code by first touch: paid search, social, organic search, a directory; else by the
 * kind of inquiry. A tracking number's own source goes before this (see `SourceService`).
 */
export function sourceCodeOf(arrived: Arrived): SourceCode {
  const touch = arrived.attribution ?? {};
  const medium = touch.utmMedium?.toLowerCase() ?? '';
  const origin = (touch.utmSource ?? touch.referrer ?? '').toLowerCase();
  const social = SOCIAL.test(origin) || medium.includes('social');
  if (touch.gclid) return 'paid_search';
  if (social) return 'social';
  if (PAID.test(medium)) return 'paid_search';
  if (medium === 'directory' || medium === 'listing') return 'directory';
  if (medium === 'partner' || medium === 'referral_partner') return 'partner';
  if (medium === 'organic' || SEARCH.test(origin)) return 'organic_search';
  return BY_KIND[arrived.kind] ?? 'other';
}
