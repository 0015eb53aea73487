import type { Provider } from '@nestjs/common';
import { MadeUpRecordings, RecordingPort, TwilioRecordings } from '#calls';
import type { WorkerSettings } from '#platform';
import { WebhookIntake } from '../intake/webhook-intake.js';
import { CallFollowThrough } from './call-follow-through.js';
import { CallIntake } from './call-intake.js';
import { ConferenceIntake } from './conference-intake.js';
import { FetchRecording } from './fetch-recording.js';
import { FormIntake } from './form-intake.js';
import { InquiryOutcomes } from './inquiry-outcomes.js';
import { OutboundCalls } from './outbound-calls.js';
import { PhoneIntake } from './phone-intake.js';
import { SettleCall } from './settle-call.js';
import { SettleConference } from './settle-conference.js';

/** What the worker's module needs for calls, texts and adverts; beside it `CallsModule`. */
export function phoneProviders(settings: Pick<WorkerSettings, 'providers' | 'demo'>): Provider[] {
  return [
    InquiryOutcomes,
    OutboundCalls,
    CallFollowThrough,
    CallIntake,
    ConferenceIntake,
    FetchRecording,
    FormIntake,
    SettleCall,
    SettleConference,
    { provide: WebhookIntake, useClass: PhoneIntake },
    { provide: RecordingPort, useFactory: () => recordingPort(settings) },
  ];
}

/** Without an account only the demo has something to hear: recordings of nobody. */
function recordingPort({
  providers,
  demo,
}: Pick<WorkerSettings, 'providers' | 'demo'>): RecordingPort {
  const { twilioAccountSid: sid, twilioAuthToken: authToken, twilioApiBase: base } = providers;
  if (sid && authToken) return new TwilioRecordings({ sid, authToken, base });
  return demo ? new MadeUpRecordings() : new TwilioRecordings(undefined);
}
