import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { InquiryEntity } from '#inquiries';
import { type ProviderReport, SendOutcomes } from '#messages';
import { InquiryOutcomes } from '../calls/inquiry-outcomes.js';
import { MessageFollowThrough } from './message-follow-through.js';

/** Takes in what a provider says became of a text of ours, in any order and any number. */
@Injectable()
export class MessageReports {
  constructor(
    private readonly sends: SendOutcomes,
    private readonly followThrough: MessageFollowThrough,
    private readonly outcomes: InquiryOutcomes,
  ) {}

  async takeIn(
    manager: EntityManager,
    inquiry: InquiryEntity,
    report: ProviderReport,
    now: Date,
  ): Promise<void> {
    const settled = await this.sends.settle(manager, report, now);
    if (settled) await this.followThrough.settled(manager, settled, now);
    await this.outcomes.note(manager, inquiry, settled?.message.leadId ?? null, now);
  }
}
