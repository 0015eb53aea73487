import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  BenefitCheckRequest,
  BenefitCheckView,
  CoverageOrder,
  LeadDetail,
  PayerConsentInput,
} from '#contract';
import { BenefitCheckService, CheckViews, CoverageService, PayerConsents } from '#insurance';
import { LeadQueries } from '#leads';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { notFound } from '../http/record-errors.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { LeadPage } from '../leads/lead-page.js';
import { CLOCK } from '../tokens.js';

const noLead = notFound('lead.not_found', 'lead');
const Standing = z.object({ stands: z.boolean() });

/** A lead's insurance beyond adding one: the order, the consent, the checks asked for. */
@Controller('api/leads/:id')
export class LeadInsuranceController {
  constructor(
    private readonly source: DataSource,
    private readonly page: LeadPage,
    private readonly leads: LeadQueries,
    private readonly coverages: CoverageService,
    private readonly consents: PayerConsents,
    private readonly checks: BenefitCheckService,
    private readonly views: CheckViews,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('coverages/order')
  @HttpCode(200)
  @May('coverage.write')
  @Summary('Sets which coverage pays first.')
  @Answers(LeadDetail)
  async order(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Valid(CoverageOrder)) { coverageIds }: z.infer<typeof CoverageOrder>,
  ): Promise<LeadDetail> {
    return this.page.after(visit, id, (manager, now) =>
      this.coverages.order(manager, id, coverageIds, visit.actor, now),
    );
  }

  @Get('payer-consent')
  @May('benefit.read')
  @Summary('Whether the patient has agreed that we speak with their insurance.')
  @Answers(Standing)
  async consent(@Who() visit: Visit, @Param('id') id: string): Promise<z.infer<typeof Standing>> {
    if (!isId(id)) throw noLead();
    const { manager } = this.source;
    const lead = await this.leads.get(manager, id);
    await this.page.seen(visit, lead);
    return { stands: await this.consents.stands(manager, lead.patientId) };
  }

  @Post('payer-consent')
  @HttpCode(200)
  @May('benefit.ask')
  @Summary('Puts on record what the patient said about our speaking with their insurance.')
  @Answers(LeadDetail)
  async recordConsent(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Valid(PayerConsentInput)) input: PayerConsentInput,
  ): Promise<LeadDetail> {
    return this.page.after(visit, id, (manager, now) =>
      this.consents.record(manager, id, input, visit.actor, now),
    );
  }

  @Post('benefit-checks')
  @May('benefit.ask')
  @Summary('Asks for a benefit check: by people, or of the payer electronically.')
  @Answers(BenefitCheckView, 201)
  async request(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Valid(BenefitCheckRequest)) input: BenefitCheckRequest,
  ): Promise<BenefitCheckView> {
    if (!isId(id)) throw noLead();
    const checkId = await inTransaction(this.source, (manager) =>
      this.checks.request(manager, id, input, visit.actor, this.clock.now()),
    );
    return this.views.one(this.source.manager, checkId);
  }
}
