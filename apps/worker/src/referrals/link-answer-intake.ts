import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ConsentAnswerEnvelope, InquiryEntity, ReferralAnswerEnvelope } from '#inquiries';
import { ConsentRequests, FacilityAnswers } from '#referrals';
import { InquiryOutcomes } from '../calls/inquiry-outcomes.js';

/** Takes in what the holders of links sent: facilities answering a referral, patients signing. */
@Injectable()
export class LinkAnswerIntake {
  constructor(
    private readonly answers: FacilityAnswers,
    private readonly consents: ConsentRequests,
    private readonly outcomes: InquiryOutcomes,
  ) {}

  async takeIn(
    manager: EntityManager,
    inquiry: InquiryEntity,
    envelope: ReferralAnswerEnvelope | ConsentAnswerEnvelope,
    now: Date,
  ): Promise<void> {
    const found =
      envelope.type === 'referral_answer'
        ? await this.#answered(manager, inquiry, envelope, now)
        : await this.#decided(manager, inquiry, envelope, now);
    await this.outcomes.note(manager, inquiry, found?.leadId ?? null, now);
  }

  #answered(
    manager: EntityManager,
    inquiry: InquiryEntity,
    { link, answer }: ReferralAnswerEnvelope,
    now: Date,
  ): Promise<{ leadId: string } | null> {
    const linkDigest = Buffer.from(link, 'hex');
    const given = { linkDigest, answer, inquiryId: inquiry.id, at: inquiry.receivedAt };
    return this.answers.takeIn(manager, given, now);
  }

  #decided(
    manager: EntityManager,
    inquiry: InquiryEntity,
    { link, answer, ipDigest }: ConsentAnswerEnvelope,
    now: Date,
  ): Promise<{ leadId: string } | null> {
    const tokenDigest = Buffer.from(link, 'hex');
    switch (answer.act) {
      case 'sign': {
        const { name, wordingHash } = answer;
        const how = { inquiryId: inquiry.id, at: inquiry.receivedAt };
        const signature = { ...how, name, wordingHash, ipDigest: Buffer.from(ipDigest, 'hex') };
        return this.consents.sign(manager, tokenDigest, signature, now);
      }
      case 'refuse':
        return this.consents.refuse(manager, tokenDigest, now);
      case 'withdraw':
        return this.consents.withdrawByLink(manager, tokenDigest, now);
    }
  }
}
