import type { InquiryKind, SourceCode } from '#contract';
import type { Envelope } from '#inquiries';
import type { Centre } from './centre.js';
import type { Who } from './who.js';

interface Asked {
  serial: number;
  at: number;
  kind: InquiryKind;
  source: SourceCode;
  who: Who;
}

/** What the site would have sealed. */
export function envelopeOf(asked: Asked, centre: Centre): Envelope {
  if (asked.kind === 'ad_lead_form') return advert(asked);
  if (asked.kind === 'form' || asked.kind === 'coverage_question') return form(asked);
  return call(asked, centre);
}

function form({ who, at, source }: Asked): Envelope {
  const { caller, phone, email, danger, substances, when, age, message, forWhom, relationship } =
    who;
  return {
    type: 'help_request',
    request: {
      name: caller,
      phone,
      email: email ?? undefined,
      danger,
      substances,
      when,
      age,
      message,
      forWhom,
      relationship: forWhom === 'other' ? (relationship as 'parent') : undefined,
      zip: who.place.zip,
      language: who.language,
      insurance: who.payer
        ? {
            payer: who.payer.said,
            planType: who.payer.planType as 'ppo',
            memberId: who.memberId ?? undefined,
            relationship: forWhom === 'other' ? 'parent' : 'self',
          }
        : undefined,
      consent: who.textsAgreed ? { sms: true, wording: 'demo' } : undefined,
      attribution: { landingPath: '/', utmSource: source },
    },
    receivedAt: new Date(at).toISOString(),
  };
}

function advert({ who, at, serial }: Asked): Envelope {
  const field = (name: string, value: string) => ({ name, values: [value] });
  const fields = [field('full_name', who.caller), field('phone_number', who.phone)];
  return {
    type: 'webhook',
    provider: 'meta_leads',
    event: 'lead',
    contentType: 'application/json',
    body: JSON.stringify({ leadgen_id: `year${serial}`, field_data: fields }),
    receivedAt: new Date(at).toISOString(),
  };
}

function call({ who, at, serial, kind, source }: Asked, centre: Centre): Envelope {
  return {
    type: 'webhook',
    provider: 'callrail',
    event: 'post_call',
    contentType: 'application/json',
    body: JSON.stringify({
      resource_id: `CALYEAR${serial}`,
      direction: 'inbound',
      answered: kind === 'call',
      voicemail: kind === 'voicemail',
      start_time: new Date(at).toISOString(),
      customer_phone_number: who.phone,
      customer_name: who.caller,
      customer_state: who.place.state,
      tracking_phone_number: centre.sources[source]?.phone ?? null,
      transcription: kind === 'voicemail' ? who.message : null,
    }),
    receivedAt: new Date(at).toISOString(),
  };
}
