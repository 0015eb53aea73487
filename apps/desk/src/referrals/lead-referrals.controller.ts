import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  ConsentRequestCreate,
  ConsentRequestView,
  LeadReferrals,
  ReferralCreate,
  ReferralDetail,
} from '#contract';
import { LeadQueries } from '#leads';
import { type Clock, inTransaction, isId } from '#platform';
import { ConsentRequests, ReferralQueries, ReferralWork } from '#referrals';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { notFound } from '../http/record-errors.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { ReadingRecord } from '../leads/reading.js';
import { CLOCK } from '../tokens.js';
import { ReferralPage } from './referral-page.js';

const noLead = notFound('lead.not_found', 'lead');

/** The referrals and consents of one lead. */
@Controller('api/leads/:id')
export class LeadReferralsController {
  constructor(
    private readonly source: DataSource,
    private readonly leads: LeadQueries,
    private readonly queries: ReferralQueries,
    private readonly work: ReferralWork,
    private readonly consents: ConsentRequests,
    private readonly page: ReferralPage,
    private readonly readings: ReadingRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('referrals')
  @May('referral.read')
  @Summary('A lead’s referrals, consents to disclosure, and the accounting of disclosures.')
  @Answers(LeadReferrals)
  async all(@Who() { actor }: Visit, @Param('id') id: string): Promise<LeadReferrals> {
    if (!isId(id)) throw noLead();
    return inTransaction(this.source, async (manager) => {
      const now = this.clock.now();
      const { patientId } = await this.leads.get(manager, id);
      const reading = { resource: 'lead', id, personId: patientId } as const;
      await this.readings.one(manager, actor, reading, now);
      return this.queries.ofLead(manager, id, now);
    });
  }

  @Post('referrals')
  @May('referral.work')
  @Summary('A draft for one program. Nothing is sent.')
  @Answers(ReferralDetail, 201)
  async create(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Valid(ReferralCreate)) input: ReferralCreate,
  ): Promise<ReferralDetail> {
    if (!isId(id)) throw noLead();
    const referralId = await inTransaction(this.source, (manager) =>
      this.work.draft(manager, id, input, visit.actor, this.clock.now()),
    );
    return this.page.read(visit, referralId);
  }

  @Post('consent-requests')
  @May('referral.work')
  @Summary('Makes the words of a consent to disclosure, to be signed by link or on paper.')
  @Answers(ConsentRequestView, 201)
  async ask(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Valid(ConsentRequestCreate)) input: ConsentRequestCreate,
  ): Promise<ConsentRequestView> {
    if (!isId(id)) throw noLead();
    return inTransaction(this.source, async (manager) => {
      const now = this.clock.now();
      const requestId = await this.consents.ask(manager, id, input, actor, now);
      return this.queries.consent(manager, requestId, now);
    });
  }
}
