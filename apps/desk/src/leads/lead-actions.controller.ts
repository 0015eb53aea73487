import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  ActivityView,
  AssignmentInput,
  CallLogInput,
  CoverageInput,
  LeadDetail,
  LowCostOfferInput,
  moment,
  NoteInput,
  StageInput,
} from '#contract';
import { LeadWorkService } from '#follow-up';
import { CoverageService } from '#insurance';
import { ActivityService, LeadQueries, LeadService } from '#leads';
import { isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { notFound } from '../http/record-errors.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { refuseForeignAssignment } from './assigning.js';
import { CallLog } from './call-log.js';
import { LeadPage } from './lead-page.js';

const noLead = notFound('lead.not_found', 'lead');
const Timeline = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(200),
  /** The last row of the page before: its time and its id. */
  beforeAt: moment.optional(),
  beforeId: z.uuid().optional(),
});

/** What is done to a lead: each is a noun of its own under the lead. */
@Controller('api/leads/:id')
export class LeadActionsController {
  constructor(
    private readonly source: DataSource,
    private readonly page: LeadPage,
    private readonly queries: LeadQueries,
    private readonly leads: LeadService,
    private readonly work: LeadWorkService,
    private readonly coverages: CoverageService,
    private readonly callLog: CallLog,
    private readonly activities: ActivityService,
  ) {}

  @Get('activities')
  @May('lead.read')
  @Summary('The lead’s timeline, latest first.')
  @Answers(z.array(ActivityView))
  async timeline(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Query(new Valid(Timeline)) { limit, beforeAt, beforeId }: z.infer<typeof Timeline>,
  ): Promise<ActivityView[]> {
    if (!isId(id)) throw noLead();
    const { manager } = this.source;
    const lead = await this.queries.get(manager, id);
    await this.page.seen(visit, lead);
    const before = beforeAt && beforeId ? { at: new Date(beforeAt), id: beforeId } : undefined;
    return this.activities.timeline(manager, id, { limit, ...(before ? { before } : {}) });
  }

  @Post('assignment')
  @HttpCode(200)
  @May('lead.work')
  @Summary('Gives the lead to a colleague or team, takes it, or puts it back into the queue.')
  @Answers(LeadDetail)
  async assign(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(AssignmentInput)) input: AssignmentInput,
  ): Promise<LeadDetail> {
    return this.page.after(visit, id, async (manager, now) => {
      await refuseForeignAssignment(manager, visit.colleague, id, input);
      await this.work.assign(
        manager,
        id,
        { ...input, teamId: input.teamId ?? null },
        visit.actor,
        now,
      );
    });
  }

  @Post('stage')
  @HttpCode(200)
  @May('lead.work')
  @Summary('Moves the lead to another stage; a gate that is shut says what is missing.')
  @Answers(LeadDetail)
  async stage(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(StageInput)) input: StageInput,
  ): Promise<LeadDetail> {
    return this.page.after(visit, id, (manager, now) =>
      this.work.changeStage(manager, id, input, visit.actor, now),
    );
  }

  @Post('calls')
  @May('call.log')
  @Summary('Logs a call that somebody made by hand, with what came of it.')
  @Answers(LeadDetail, 201)
  async call(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Valid(CallLogInput)) input: CallLogInput,
  ): Promise<LeadDetail> {
    return this.page.after(visit, id, (manager, now) =>
      this.callLog.add(manager, id, input, visit.actor, now),
    );
  }

  @Post('notes')
  @May('lead.work')
  @Summary('Writes a note on the timeline.')
  @Answers(LeadDetail, 201)
  async note(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Valid(NoteInput)) { text }: NoteInput,
  ): Promise<LeadDetail> {
    return this.page.after(visit, id, (manager, now) =>
      this.leads.addNote(manager, id, text, visit.actor, now),
    );
  }

  @Post('low-cost-offer')
  @May('lead.work')
  @Summary('Writes down that a free or low-cost option was offered.')
  @Answers(LeadDetail, 201)
  async lowCostOffer(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(LowCostOfferInput)) input: z.infer<typeof LowCostOfferInput>,
  ): Promise<LeadDetail> {
    return this.page.after(visit, id, (manager, now) =>
      this.leads.offerLowCost(manager, id, input, visit.actor, now),
    );
  }

  @Post('coverages')
  @May('coverage.write')
  @Summary('Adds a coverage; the payer is found by its name or alias.')
  @Answers(LeadDetail, 201)
  async coverage(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Valid(CoverageInput)) input: CoverageInput,
  ): Promise<LeadDetail> {
    return this.page.after(visit, id, (manager, now) =>
      this.coverages.record(manager, id, input, visit.actor, now),
    );
  }
}
