import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ConferenceService } from '#calls';
import type { InquiryEntity } from '#inquiries';
import { InquiryOutcomes } from './inquiry-outcomes.js';
import type { ConferenceReport } from './twilio-conference-events.js';

/** Adds what the phone company reports of a conference to what is known of it. */
@Injectable()
export class ConferenceIntake {
  constructor(
    private readonly conferences: ConferenceService,
    private readonly outcomes: InquiryOutcomes,
  ) {}

  async takeIn(
    manager: EntityManager,
    inquiry: InquiryEntity,
    { conferenceId, ...told }: ConferenceReport,
    now: Date,
  ): Promise<void> {
    const known = await this.conferences.learn(manager, conferenceId, told, now);
    await this.outcomes.note(manager, inquiry, known?.leadId ?? null, now);
  }
}
