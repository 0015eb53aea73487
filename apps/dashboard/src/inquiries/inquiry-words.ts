import { SUSPICIONS } from '#contract';

/** What became of an inquiry, in words. */
export const OUTCOMES = [
  { code: 'waiting', label: 'Being taken in' },
  { code: 'opened_lead', label: 'Opened a lead' },
  { code: 'joined_lead', label: 'Joined a lead' },
  { code: 'quarantined', label: 'Held back: suspicious' },
  { code: 'noted', label: 'Noted' },
  { code: 'failed', label: 'Could not be taken in' },
] as const;

export const suspicionInWords = (reason: string): string =>
  (SUSPICIONS as Record<string, string>)[reason] ?? reason.replaceAll(/[_.]/g, ' ');

const PROVIDERS: Record<string, string> = {
  site: 'Our site',
  form: 'The form of our site',
  api: 'The site’s API',
  desk: 'A colleague, at the desk',
  imap: 'E-mail',
  unsubscribe: 'The unsubscribe page',
  status_link: 'The page of their request',
  twilio: 'Twilio',
  callrail: 'CallRail',
  ctm: 'CallTrackingMetrics',
  google_leads: 'Google lead form',
  meta_leads: 'Meta lead form',
};

/** Who handed an inquiry to us, as people know them. */
export const providerInWords = (provider: string): string =>
  PROVIDERS[provider] ?? provider.replaceAll(/[_.-]/g, ' ');
