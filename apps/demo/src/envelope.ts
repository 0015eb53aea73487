import type { Envelope } from '#inquiries';
import { MAIN_NUMBER, numberOf, utmSourceOf } from './numbers.js';
import type { Story } from './story/story.js';

const KINDS = {
  form: 'form',
  answered_call: 'call',
  missed_call: 'missed_call',
  voicemail: 'voicemail',
} as const;

/** How a story came in: the envelope the site would have sealed, and what names it. */
export function arrivalOf(story: Story, serial: number) {
  const envelope = story.way === 'form' ? formOf(story, serial) : callOf(story, serial);
  return {
    kind: KINDS[story.way],
    provider: story.way === 'form' ? 'form' : 'callrail',
    eventId: `demo-${serial}`,
    envelope,
    digestOf: Buffer.from(`demo-${serial}`),
  };
}

/** Of those who found us by themselves, one in so many comes back by an ad of ours before they ask. */
const CAME_BACK_BY_AD = 4;
/** Of those an ad brought, one in so many looks for us by name later. */
const CAME_BACK_BY_SEARCH = 5;

function formOf(story: Story, serial: number): Envelope {
  const utmSource = utmSourceOf(story.source);
  const attribution = {
    landingPath: '/',
    ...(utmSource
      ? { utmSource, utmMedium: story.source === 'paid_search' ? 'cpc' : 'referral' }
      : {}),
    ...(story.campaign ? { utmCampaign: story.campaign } : {}),
    ...(story.source === 'organic_search' ? { referrer: 'https://search.example' } : {}),
    ...cameBack(story, serial),
  };
  return {
    type: 'help_request',
    request: { ...story.request, attribution },
    receivedAt: story.receivedAt.toISOString(),
  };
}

/** The last touch, where it was another one than the first. */
function cameBack({ source }: Story, serial: number): Record<string, string> {
  if (source === 'organic_search' && serial % CAME_BACK_BY_AD === 0) {
    return { lastUtmSource: 'google', lastUtmMedium: 'cpc', lastUtmCampaign: 'brand' };
  }
  if ((source === 'paid_search' || source === 'social') && serial % CAME_BACK_BY_SEARCH === 0) {
    return { lastReferrer: 'https://www.google.com/', lastLandingPath: '/get-started' };
  }
  return {};
}

/** The one webhook that a call-tracking company sends when a call is over. */
function callOf(story: Story, serial: number): Envelope {
  const answered = story.way === 'answered_call';
  const seconds = answered
    ? (story.calls.find((call) => call.disposition === 'connected')?.seconds ?? 240)
    : 28;
  return {
    type: 'webhook',
    provider: 'callrail',
    event: 'post_call',
    contentType: 'application/json',
    receivedAt: story.receivedAt.toISOString(),
    body: JSON.stringify({
      id: serial,
      resource_id: `CALDEMO${serial}`,
      direction: 'inbound',
      call_type: story.way === 'voicemail' ? 'voicemail' : 'abandoned',
      answered,
      voicemail: story.way === 'voicemail',
      start_time: story.receivedAt.toISOString(),
      duration: String(seconds),
      customer_phone_number: story.person.phone,
      customer_name: story.person.name,
      customer_state: story.person.place.state,
      tracking_phone_number: numberOf(story.source),
      transcription: story.way === 'voicemail' ? story.request.message : null,
    }),
  };
}

/** A text that came in, as the phone company hands it over. */
export function textArrival(story: Story, text: string, at: Date) {
  const id = `SMDEMO${at.getTime()}${story.person.phone.slice(-4)}`;
  const body = new URLSearchParams({
    MessageSid: id,
    From: story.person.phone,
    To: MAIN_NUMBER,
    Body: text,
    FromState: story.person.place.state,
    FromZip: story.person.place.zip,
  }).toString();
  const envelope: Envelope = {
    type: 'webhook',
    provider: 'twilio',
    event: 'sms',
    contentType: 'application/x-www-form-urlencoded',
    body,
    receivedAt: at.toISOString(),
  };
  return {
    kind: 'sms' as const,
    provider: 'twilio',
    eventId: id,
    envelope,
    digestOf: Buffer.from(body),
  };
}
