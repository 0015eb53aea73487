import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ProviderReport } from '#messages';
import { PermanentJobError } from '#queue';
import { LISTED } from '../call-lists/call-list.js';
import type { WebhookInquiry } from '../intake/webhook-intake.js';
import { WebhookIntake } from '../intake/webhook-intake.js';
import { MessageReports } from '../messages/message-reports.js';
import { TextIntake } from '../messages/text-intake.js';
import { googleLead } from './ad-leads.js';
import { CallIntake } from './call-intake.js';
import { callRailCall, callRailForm, callRailText } from './callrail-events.js';
import { ConferenceIntake } from './conference-intake.js';
import { ctmCall, ctmText } from './ctm-events.js';
import { FormIntake } from './form-intake.js';
import { InquiryOutcomes } from './inquiry-outcomes.js';
import type { FormEvent, PhoneEvent, TextEvent } from './phone-event.js';
import { type ConferenceReport, conferenceReport } from './twilio-conference-events.js';
import { twilioCall, twilioReport, twilioText } from './twilio-events.js';
import { twilioListed } from './twilio-listed.js';

/** What an event turns out to be. */
type Meaning =
  | { is: 'call'; call: PhoneEvent }
  | { is: 'text'; text: TextEvent }
  | { is: 'report'; report: ProviderReport }
  | { is: 'conference'; report: ConferenceReport }
  | { is: 'form'; form: FormEvent; kind: 'form' | 'ad_lead_form' }
  | { is: 'note' };

/** Reads what providers of calls, texts and adverts sent, and gives it to whom it concerns. */
@Injectable()
export class PhoneIntake extends WebhookIntake {
  constructor(
    private readonly calls: CallIntake,
    private readonly texts: TextIntake,
    private readonly reports: MessageReports,
    private readonly conferences: ConferenceIntake,
    private readonly forms: FormIntake,
    private readonly outcomes: InquiryOutcomes,
  ) {
    super();
  }

  override async takeIn(
    manager: EntityManager,
    { inquiry, envelope, now }: WebhookInquiry,
  ): Promise<void> {
    const meaning = readable(() => meaningOf(envelope));
    switch (meaning.is) {
      case 'call':
        return this.calls.takeIn(manager, inquiry, meaning.call, now);
      case 'text':
        return this.texts.takeIn(manager, inquiry, meaning.text, now);
      case 'report':
        return this.reports.takeIn(manager, inquiry, meaning.report, now);
      case 'conference':
        return this.conferences.takeIn(manager, inquiry, meaning.report, now);
      case 'form':
        return this.forms.takeIn(manager, inquiry, meaning.form, meaning.kind, now);
      case 'note':
        return this.outcomes.note(manager, inquiry, null, now);
    }
  }
}

function meaningOf(envelope: WebhookInquiry['envelope']): Meaning {
  const { provider, event, body } = envelope;
  const receivedAt = new Date(envelope.receivedAt);
  switch (provider) {
    case 'twilio':
      if (event === 'sms') return { is: 'text', text: twilioText(envelope) };
      if (event === 'conference_event' || event === 'conference_leg') return conference(envelope);
      if (event === LISTED) return call(twilioListed(body, receivedAt));
      return event === 'sms_status' ? report(envelope) : call(twilioCall(envelope));
    case 'callrail':
      if (event === 'form_submission')
        return { is: 'form', form: callRailForm(body), kind: 'form' };
      if (event === 'text_received') return { is: 'text', text: callRailText(body) };
      return event === 'text_sent' ? { is: 'note' } : call(callRailCall(body, receivedAt));
    case 'ctm':
      if (event === 'text_received') return { is: 'text', text: ctmText(body) };
      return event === 'text_sent' ? { is: 'note' } : call(ctmCall(body, receivedAt));
    case 'google_leads':
      return { is: 'form', form: googleLead(body), kind: 'ad_lead_form' };
    case 'meta_leads':
      return { is: 'form', form: UNREAD_FORM, kind: 'ad_lead_form' };
  }
}

/** Meta tells only that a form was sent; its answers have to be fetched. */
const UNREAD_FORM: FormEvent = { name: null, phone: null, email: null, zip: null, answers: null };

function report(envelope: WebhookInquiry['envelope']): Meaning {
  const said = twilioReport(envelope);
  return said ? { is: 'report', report: said } : { is: 'note' };
}

function conference(envelope: WebhookInquiry['envelope']): Meaning {
  const said = conferenceReport(envelope);
  return said ? { is: 'conference', report: said } : { is: 'note' };
}

function call(event: PhoneEvent | null): Meaning {
  if (!event) throw new PermanentJobError('webhook.no_call_id');
  return { is: 'call', call: event };
}

/** A body that is no JSON, or not of the shape it should have, will not be better next time. */
function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof PermanentJobError) throw error;
    throw new PermanentJobError('webhook.unreadable', { cause: error });
  }
}
