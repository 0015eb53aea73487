import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { announce } from '#audit';
import type { InquiryEntity } from '#inquiries';
import { type InquiryOutcome, LeadIntakeService } from '#leads';

/** Writes what became of inquiries that open no lead themselves. */
@Injectable()
export class InquiryOutcomes {
  constructor(private readonly leads: LeadIntakeService) {}

  /** It only adds to something known (`leadId` of it, if any). */
  note(
    manager: EntityManager,
    inquiry: InquiryEntity,
    leadId: string | null,
    now: Date,
  ): Promise<void> {
    return this.#write(manager, inquiry, { leadId, outcome: 'noted' }, now);
  }

  /** It is about a call whose lead is open already. */
  joinByCall(
    manager: EntityManager,
    inquiry: InquiryEntity,
    leadId: string,
    now: Date,
  ): Promise<void> {
    const because = 'the same call';
    return this.#write(manager, inquiry, { leadId, outcome: 'joined_lead', because }, now);
  }

  async #write(
    manager: EntityManager,
    { id, follows }: InquiryEntity,
    decision: { leadId: string | null; outcome: InquiryOutcome; because?: string },
    now: Date,
  ): Promise<void> {
    await this.leads.outcome(manager, { inquiryId: id, ...decision }, now);
    // Later events of a call are no rows of the desk's list.
    if (follows !== null) return;
    const { leadId } = decision;
    announce(manager, { event: 'inquiry.changed', id, leadId, created: true });
  }
}
