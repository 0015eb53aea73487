import type { Provider } from '@nestjs/common';
import { WebhookIntake } from '../intake/webhook-intake.js';
import { CallFollowThrough } from './call-follow-through.js';
import { CallIntake } from './call-intake.js';
import { FormIntake } from './form-intake.js';
import { InquiryOutcomes } from './inquiry-outcomes.js';
import { OutboundCalls } from './outbound-calls.js';
import { PhoneIntake } from './phone-intake.js';
import { SettleCall } from './settle-call.js';

/** What the worker's module needs for calls, texts and adverts; beside it `CallsModule`. */
export const PHONE_PROVIDERS: Provider[] = [
  InquiryOutcomes,
  OutboundCalls,
  CallFollowThrough,
  CallIntake,
  FormIntake,
  SettleCall,
  { provide: WebhookIntake, useClass: PhoneIntake },
];
