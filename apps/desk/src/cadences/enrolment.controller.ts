import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import {
  CadencePreview,
  CadencePreviewInput,
  EnrolmentEnding,
  EnrolmentInput,
  EnrolmentPause,
  EnrolmentResume,
  LeadEnrolments,
} from '#contract';
import { EnrolmentQueries, EnrolmentService, type PreviewOf } from '#follow-up';
import { LeadQueries } from '#leads';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { notFound } from '../http/record-errors.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { LeadPage } from '../leads/lead-page.js';
import { CLOCK } from '../tokens.js';

const noLead = notFound('lead.not_found', 'lead');
const PreviewQuery = z.object({
  cadence: z.uuid({ error: 'cadence is the id of a follow-up plan.' }).optional(),
});

/** The follow-up plan of a lead. */
@Controller('api/leads/:id')
export class EnrolmentController {
  constructor(
    private readonly source: DataSource,
    private readonly page: LeadPage,
    private readonly leads: LeadQueries,
    private readonly queries: EnrolmentQueries,
    private readonly enrolments: EnrolmentService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('enrolment')
  @May('lead.read')
  @Summary('The follow-up plan the lead is on, what was done of it, and earlier ones.')
  @Answers(LeadEnrolments)
  async get(@Who() visit: Visit, @Param('id') id: string): Promise<LeadEnrolments> {
    await this.seen(visit, id);
    return this.queries.ofLead(this.source.manager, id);
  }

  @Post('enrolment')
  @May('lead.work')
  @Summary('Puts the lead on a follow-up plan, or switches it over to another.')
  @Answers(LeadEnrolments, 201)
  async enrol(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Valid(EnrolmentInput)) input: EnrolmentInput,
  ): Promise<LeadEnrolments> {
    return this.after(visit, id, (manager, now) =>
      this.enrolments.enrol(manager, id, input, visit.actor, now),
    );
  }

  @Post('enrolment/pausing')
  @HttpCode(200)
  @May('lead.work')
  @Summary('Pauses the plan, until a time or until somebody resumes it.')
  @Answers(LeadEnrolments)
  async pause(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(EnrolmentPause)) input: z.infer<typeof EnrolmentPause>,
  ): Promise<LeadEnrolments> {
    const until = input.until ? new Date(input.until) : null;
    return this.after(visit, id, (manager, now) =>
      this.enrolments.pause(manager, id, { ...input, until }, visit.actor, now),
    );
  }

  @Post('enrolment/resuming')
  @HttpCode(200)
  @May('lead.work')
  @Summary('Lets a paused plan go on.')
  @Answers(LeadEnrolments)
  async resume(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(EnrolmentResume)) input: z.infer<typeof EnrolmentResume>,
  ): Promise<LeadEnrolments> {
    return this.after(visit, id, (manager, now) =>
      this.enrolments.resume(manager, id, input, visit.actor, now),
    );
  }

  @Post('enrolment/ending')
  @HttpCode(200)
  @May('lead.work')
  @Summary('Ends the plan by hand.')
  @Answers(LeadEnrolments)
  async end(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(EnrolmentEnding)) input: z.infer<typeof EnrolmentEnding>,
  ): Promise<LeadEnrolments> {
    return this.after(visit, id, (manager, now) =>
      this.enrolments.end(manager, id, input, visit.actor, now),
    );
  }

  @Get('cadence-preview')
  @May('lead.read')
  @Summary('A follow-up plan on this lead’s calendar, if nobody answered.')
  @Answers(CadencePreview)
  async preview(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Query(new Valid(PreviewQuery)) { cadence }: z.infer<typeof PreviewQuery>,
  ): Promise<CadencePreview> {
    return this.foreseen(visit, id, cadence ? { cadenceId: cadence } : 'own');
  }

  @Post('cadence-preview')
  @HttpCode(200)
  @May('lead.read')
  @Summary('Steps that are being written on this lead’s calendar; nothing is saved.')
  @Answers(CadencePreview)
  async previewSteps(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Valid(CadencePreviewInput)) { steps }: z.infer<typeof CadencePreviewInput>,
  ): Promise<CadencePreview> {
    return this.foreseen(visit, id, { steps });
  }

  private async foreseen(visit: Visit, id: string, of: PreviewOf): Promise<CadencePreview> {
    await this.seen(visit, id);
    return this.queries.preview(this.source.manager, id, of, this.clock.now());
  }

  private async seen(visit: Visit, id: string): Promise<void> {
    if (!isId(id)) throw noLead();
    await this.page.seen(visit, await this.leads.get(this.source.manager, id));
  }

  private async after(
    visit: Visit,
    id: string,
    work: (manager: EntityManager, now: Date) => Promise<void>,
  ): Promise<LeadEnrolments> {
    if (!isId(id)) throw noLead();
    await inTransaction(this.source, (manager) => work(manager, this.clock.now()));
    return this.get(visit, id);
  }
}
