import type { EntityManager } from 'typeorm';
import type { InquiryEntity, WebhookEnvelope } from '#inquiries';

/** A provider's event, opened. */
export interface WebhookInquiry {
  inquiry: InquiryEntity;
  envelope: WebhookEnvelope;
  now: Date;
}

/**
 * Takes in what providers of calls, texts and adverts send. Runs inside the intake's transaction,
 * which has claimed the job and marks it done: everything it does commits once, or not at all. It
 * writes the inquiry's `lead_inquiry` row itself, or has `IntakeService.takeInCaller` write it.
 */
export abstract class WebhookIntake {
  /** Throws PermanentJobError when the body can never be understood. */
  abstract takeIn(manager: EntityManager, webhook: WebhookInquiry): Promise<void>;
}
