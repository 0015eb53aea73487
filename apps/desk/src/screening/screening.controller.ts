import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type ScreenerAnswers, ScreeningDone, ScreeningInput, ScreeningView } from '#contract';
import { CoverageService } from '#insurance';
import { LeadQueries, ScreeningService } from '#leads';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { notFound } from '../http/record-errors.js';
import { Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { LeadPage } from '../leads/lead-page.js';
import { CLOCK } from '../tokens.js';

const noLead = notFound('lead.not_found', 'lead');

/** The guided screener of a lead. */
@Controller('api/leads/:id/screening')
export class ScreeningController {
  constructor(
    private readonly source: DataSource,
    private readonly page: LeadPage,
    private readonly queries: LeadQueries,
    private readonly screenings: ScreeningService,
    private readonly coverages: CoverageService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('lead.read')
  @Summary('What was asked and answered, what is still to ask, and the urgency it gives.')
  @Answers(ScreeningView)
  async get(@Who() visit: Visit, @Param('id') id: string): Promise<ScreeningView> {
    if (!isId(id)) throw noLead();
    const { manager } = this.source;
    await this.page.seen(visit, await this.queries.get(manager, id));
    return this.screenings.view(manager, id);
  }

  @Put()
  @May('lead.work')
  @Summary('Saves what was just typed; other answers stay, null takes one back.')
  @Answers(ScreeningView)
  async save(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(ScreeningInput)) input: ScreeningInput,
  ): Promise<ScreeningView> {
    if (!isId(id)) throw noLead();
    await inTransaction(this.source, (manager) =>
      this.screenings.save(manager, id, input, visit.actor, this.clock.now()),
    );
    return this.get(visit, id);
  }

  @Post('completion')
  @HttpCode(200)
  @May('lead.work')
  @Summary('Completes the screening: what belongs on the lead goes there.')
  @Answers(ScreeningView)
  async complete(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(ScreeningDone)) { version }: z.infer<typeof ScreeningDone>,
  ): Promise<ScreeningView> {
    if (!isId(id)) throw noLead();
    await inTransaction(this.source, async (manager) => {
      const now = this.clock.now();
      const answers = await this.screenings.complete(manager, id, version, visit.actor, now);
      await this.#coverage(manager, id, answers, visit, now);
    });
    return this.get(visit, id);
  }

  /** The insurance that was named becomes a coverage where the lead has none. */
  async #coverage(
    manager: EntityManager,
    leadId: string,
    answers: ScreenerAnswers,
    { actor }: Visit,
    now: Date,
  ): Promise<void> {
    const text = (question: string) => {
      const answer = answers[question];
      return typeof answer === 'string' && answer !== '' ? answer : undefined;
    };
    const payerText = text('coverage.payer');
    const memberId = text('coverage.member_id');
    if (text('coverage.payment') !== 'coverage' || !(payerText ?? memberId)) return;
    const known = await manager.query<unknown[]>('SELECT 1 FROM coverage WHERE lead_id = $1', [
      leadId,
    ]);
    if (known.length > 0) return;
    await this.coverages.record(
      manager,
      leadId,
      {
        payerText: payerText?.slice(0, 120),
        memberId: memberId?.slice(0, 60),
        planType: 'unknown',
      },
      actor,
      now,
    );
  }
}
