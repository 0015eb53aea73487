import type { Attribution, InquiryKind, SourceCode } from '#contract';

/** What tells how somebody came. */
export interface Traces {
  kind: InquiryKind;
  provider: string;
  attribution?: Attribution | undefined;
}

const SOCIAL = /facebook|instagram|tiktok|linkedin|reddit|snapchat|twitter|youtube|^(fb|ig|x)$/i;
const UNPAID_MEDIA = /^(organic|referral|e-?mail|none)$/i;

/**
 * The source of a request that no tracking number speaks for: an ad click is paid search, a campaign
 * on a social network is social, the rest is the way it came in.
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
  const { gclid, utmSource, utmMedium } = attribution ?? {};
  if (gclid) return 'paid_search';
  if (!utmSource) return undefined;
  if (SOCIAL.test(utmSource) || /social/i.test(utmMedium ?? '')) return 'social';
  if (/^organic$/i.test(utmMedium ?? '')) return 'organic_search';
  return UNPAID_MEDIA.test(utmMedium ?? '') ? undefined : 'paid_search';
}
