import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  ClockFacts,
  HandoverInput,
  LeadDetail,
  ReturnInput,
  SnoozeInput,
  TakingInput,
} from '#contract';
import { LeadWorkService } from '#follow-up';
import { LeadQueries, LeadRows, QueueService } from '#leads';
import { type Clock, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { notFound } from '../http/record-errors.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { refuseForeignAssignment } from '../leads/assigning.js';
import { LeadPage } from '../leads/lead-page.js';
import { CLOCK } from '../tokens.js';
import { QueueDesk } from './queue-desk.js';

const noLead = notFound('lead.not_found', 'lead');

/** What is done with a lead's place in the queue. */
@Controller('api/leads/:id')
export class QueueVerbsController {
  constructor(
    private readonly source: DataSource,
    private readonly page: LeadPage,
    private readonly queries: LeadQueries,
    private readonly rows: LeadRows,
    private readonly desk: QueueDesk,
    private readonly queue: QueueService,
    private readonly work: LeadWorkService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('clocks')
  @May('lead.read')
  @Summary('The lead’s promises: due, standing still, kept or broken.')
  @Answers(z.array(ClockFacts))
  async clocks(@Who() visit: Visit, @Param('id') id: string): Promise<ClockFacts[]> {
    if (!isId(id)) throw noLead();
    const { manager } = this.source;
    await this.page.seen(visit, await this.queries.get(manager, id));
    return this.rows.clocksOf(manager, id, this.clock.now());
  }

  @Post('taking')
  @HttpCode(200)
  @May('lead.work')
  @Summary('Takes this person now.')
  @Answers(LeadDetail)
  take(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Valid(TakingInput)) { version }: z.infer<typeof TakingInput>,
  ): Promise<LeadDetail> {
    return this.page.after(visit, id, (manager, now) =>
      this.desk.take(manager, id, version, visit, now),
    );
  }

  @Post('snooze')
  @HttpCode(200)
  @May('lead.work')
  @Summary('Sets the lead aside until a time, saying why; a new word from the person ends it.')
  @Answers(LeadDetail)
  snooze(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(SnoozeInput)) input: SnoozeInput,
  ): Promise<LeadDetail> {
    const { version, reason } = input;
    return this.page.after(visit, id, async (manager, now) => {
      await refuseForeignAssignment(manager, visit.colleague, id, { ownerId: visit.colleague.id });
      const until = new Date(input.until);
      await this.queue.snooze(manager, id, { version, until, reason }, visit.actor, now);
    });
  }

  @Post('handover')
  @HttpCode(200)
  @May('lead.work')
  @Summary('Hands the lead over to a colleague or a team, with a note.')
  @Answers(LeadDetail)
  handOver(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(HandoverInput)) input: HandoverInput,
  ): Promise<LeadDetail> {
    const to = { ...input, ownerId: input.ownerId ?? null, teamId: input.teamId ?? null };
    return this.page.after(visit, id, async (manager, now) => {
      await refuseForeignAssignment(manager, visit.colleague, id, to);
      await this.work.assign(manager, id, to, visit.actor, now);
      await this.queue.letGo(manager, id);
    });
  }

  @Post('return')
  @HttpCode(200)
  @May('lead.work')
  @Summary('Gives the lead back to the queue.')
  @Answers(LeadDetail)
  giveBack(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(ReturnInput)) { version, note }: ReturnInput,
  ): Promise<LeadDetail> {
    const to = { version, note, ownerId: null, teamId: null, because: 'hand' as const };
    return this.page.after(visit, id, async (manager, now) => {
      await refuseForeignAssignment(manager, visit.colleague, id, to);
      await this.work.assign(manager, id, to, visit.actor, now);
      await this.queue.letGo(manager, id);
    });
  }
}
