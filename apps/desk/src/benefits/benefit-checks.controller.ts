import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import {
  BenefitCheckRow,
  BenefitCheckView,
  CheckCancel,
  CheckResultInput,
  CheckVersion,
} from '#contract';
import { BenefitCheckService, CheckViews } from '#insurance';
import { type Clock, inTransaction } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { listRequest, sendPage } from '../http/list-dialect.js';
import { Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { ReadingRecord } from '../leads/reading.js';
import { PersonSearch } from '../people/person-search.js';
import { CLOCK } from '../tokens.js';
import { BenefitCheckFilter, listBenefitChecks } from './benefit-check.list.js';

type Seen = z.infer<typeof CheckVersion>;

@Controller('api/benefit-checks')
export class BenefitChecksController {
  constructor(
    private readonly source: DataSource,
    private readonly checks: BenefitCheckService,
    private readonly views: CheckViews,
    private readonly readings: ReadingRecord,
    private readonly search: PersonSearch,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('benefit.read')
  @Summary('Benefit checks, the first due first; open: the queue.')
  @AnswersPage('benefit-checks', BenefitCheckRow, BenefitCheckFilter)
  async list(
    @Who() { actor }: Visit,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BenefitCheckRow[]> {
    const request = listRequest(query, BenefitCheckFilter, actor);
    const { manager } = this.source;
    const page = await listBenefitChecks(manager, this.search, request);
    const rows = await this.views.rows(
      manager,
      page.rows.map(({ id }) => id),
    );
    await this.readings.page(manager, actor, 'benefit_check', rows, this.clock.now());
    return sendPage(reply, 'benefit-checks', request, { rows, total: page.total });
  }

  @Get(':id')
  @May('benefit.read')
  @Summary('One benefit check with all that was found, and what it costs in words.')
  @Answers(BenefitCheckView)
  async get(@Who() visit: Visit, @Param('id') id: string): Promise<BenefitCheckView> {
    return this.shown(this.source.manager, visit, id);
  }

  @Post(':id/taking')
  @HttpCode(200)
  @May('benefit.work')
  @Summary('Takes a check off the queue.')
  @Answers(BenefitCheckView)
  take(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(CheckVersion)) { version }: Seen,
  ) {
    return this.after(visit, id, (manager, now) =>
      this.checks.take(manager, id, version, visit.actor, now),
    );
  }

  @Post(':id/release')
  @HttpCode(200)
  @May('benefit.work')
  @Summary('Gives a check back to the queue.')
  @Answers(BenefitCheckView)
  release(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(CheckVersion)) { version }: Seen,
  ) {
    return this.after(visit, id, (manager, now) =>
      this.checks.release(manager, id, version, visit.actor, now),
    );
  }

  @Post(':id/asking')
  @HttpCode(200)
  @May('benefit.ask')
  @Summary('Asks the payer electronically, or once more.')
  @Answers(BenefitCheckView)
  ask(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(CheckVersion)) { version }: Seen,
  ) {
    return this.after(visit, id, (manager, now) =>
      this.checks.askElectronically(manager, id, version, visit.actor, now),
    );
  }

  @Post(':id/result')
  @HttpCode(200)
  @May('benefit.work')
  @Summary('Closes a check with what a person was told; the verdict follows by rule.')
  @Answers(BenefitCheckView)
  record(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(CheckResultInput)) input: CheckResultInput,
  ) {
    return this.after(visit, id, (manager, now) =>
      this.checks.record(manager, id, input, visit.actor, now),
    );
  }

  @Post(':id/cancellation')
  @HttpCode(200)
  @May('benefit.ask')
  @Summary('Ends a check without an answer.')
  @Answers(BenefitCheckView)
  cancel(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(CheckCancel)) input: z.infer<typeof CheckCancel>,
  ) {
    return this.after(visit, id, (manager, now) =>
      this.checks.cancel(manager, id, input, visit.actor, now),
    );
  }

  private async after(
    visit: Visit,
    id: string,
    work: (manager: EntityManager, now: Date) => Promise<void>,
  ): Promise<BenefitCheckView> {
    await inTransaction(this.source, (manager) => work(manager, this.clock.now()));
    return this.shown(this.source.manager, visit, id);
  }

  private async shown(
    manager: EntityManager,
    { actor }: Visit,
    id: string,
  ): Promise<BenefitCheckView> {
    const view = await this.views.one(manager, id);
    const reading = { resource: 'benefit_check', id, leadId: view.leadId } as const;
    await this.readings.one(manager, actor, reading, this.clock.now());
    return view;
  }
}
