import type { Attribution, InquiryKind, SourceCode } from '#contract';

/** What tells how somebody came. */
export interface Traces {
  kind: InquiryKind;
  provider: string;
  attribution?: Attribution | undefined;
}

const SOCIAL = /facebook|instagram|tiktok|linkedin|reddit|snapchat|twitter|youtube|^(fb|ig|x)$/i;
const SEARCH_HOST = /(^|\.)(google|bing|duckduckgo|yahoo|ecosia|brave|search)\.[a-z.]{2,12}$/i;
const SOCIAL_HOST =
  /(^|\.)(facebook|instagram|tiktok|linkedin|reddit|snapchat|twitter|youtube|x|t)\.(com|co)$/i;
const UNPAID_MEDIA = /^(organic|referral|e-?mail|none)$/i;

/**
 * The source of a request that no tracking number speaks for: an ad click is paid search, a campaign
 * on a social network is social; without a campaign the site they came from tells, else the way it came in.
 */
export function sourceOf({ kind, provider, attribution }: Traces): SourceCode {
  if (kind === 'ad_lead_form') return provider === 'meta_leads' ? 'social' : 'paid_search';
  if (kind === 'sms') return 'sms';
  if (kind === 'partner') return 'partner';
  if (kind === 'call' || kind === 'missed_call' || kind === 'voicemail') return 'toll_free';
  const campaign = campaignSource(attribution);
  if (campaign) return campaign;
  return kind === 'coverage_question' ? 'coverage_form' : 'web_form';
}

function campaignSource(attribution: Attribution | undefined): SourceCode | undefined {
  const { gclid, utmSource, utmMedium, referrer } = attribution ?? {};
  if (gclid) return 'paid_search';
  if (!utmSource) return referrerSource(referrer);
  if (SOCIAL.test(utmSource) || /social/i.test(utmMedium ?? '')) return 'social';
  if (/^organic$/i.test(utmMedium ?? '')) return 'organic_search';
  return UNPAID_MEDIA.test(utmMedium ?? '') ? undefined : 'paid_search';
}

/** Who came by no campaign of ours, from a search engine or a social network. */
function referrerSource(referrer: string | undefined): SourceCode | undefined {
  if (!referrer || !URL.canParse(referrer)) return undefined;
  const { hostname } = new URL(referrer);
  if (SEARCH_HOST.test(hostname)) return 'organic_search';
  return SOCIAL_HOST.test(hostname) ? 'social' : undefined;
}
