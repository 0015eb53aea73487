import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  EmergencyAccessView,
  EmergencyOpening,
  EmergencyQuery,
  EmergencyReview,
  ERROR_STATUS,
  may,
} from '#contract';
import { EmergencyService } from '#leads';
import { type Clock, DomainError, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { notFound } from '../http/record-errors.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';

const noAccess = notFound('emergency.not_found', 'emergency access');

/** Reading outside one's rights in an emergency: for a reason, for half an hour, seen by managers (rule R9). */
@Controller('api/emergency-accesses')
export class EmergencyController {
  constructor(
    private readonly source: DataSource,
    private readonly emergencies: EmergencyService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('emergency.open')
  @Summary('Readings outside one’s rights: one’s own, or everybody’s for those who review them.')
  @Answers(z.array(EmergencyAccessView))
  list(
    @Who() visit: Visit,
    @Query(new Valid(EmergencyQuery)) query: z.infer<typeof EmergencyQuery>,
  ): Promise<EmergencyAccessView[]> {
    const wanted = { ...query, staffId: whose(visit) };
    return this.emergencies.list(this.source.manager, wanted, this.clock.now());
  }

  @Get(':id')
  @May('emergency.open')
  @Summary('One of them.')
  @Answers(EmergencyAccessView)
  async get(@Who() visit: Visit, @Param('id') id: string): Promise<EmergencyAccessView> {
    if (!isId(id)) throw noAccess();
    const wanted = { id, staffId: whose(visit), limit: 1 };
    const [found] = await this.emergencies.list(this.source.manager, wanted, this.clock.now());
    if (!found) throw noAccess();
    return found;
  }

  @Post()
  @May('emergency.open')
  @Summary('Opens one lead to read for half an hour. Managers and administrators are told at once.')
  @Answers(EmergencyAccessView, 201)
  async open(
    @Who() visit: Visit,
    @Body(new Valid(EmergencyOpening)) { lead, reason }: EmergencyOpening,
  ): Promise<EmergencyAccessView> {
    const id = await inTransaction(this.source, async (manager) => {
      const leadId = await this.emergencies.leadMeant(manager, lead);
      refuseUnneeded(visit, leadId);
      return this.emergencies.open(manager, { leadId, reason }, visit.actor, this.clock.now());
    });
    return this.get(visit, id);
  }

  @Post(':id/ending')
  @HttpCode(200)
  @May('emergency.open')
  @Summary('Ends one’s own before its time.')
  @Answers(EmergencyAccessView)
  async end(@Who() visit: Visit, @Param('id') id: string): Promise<EmergencyAccessView> {
    await inTransaction(this.source, (manager) =>
      this.emergencies.end(manager, id, visit.actor, this.clock.now()),
    );
    return this.get(visit, id);
  }

  @Post(':id/review')
  @HttpCode(200)
  @May('emergency.review')
  @Summary('Says whether somebody else’s was justified; once.')
  @Answers(EmergencyAccessView)
  async review(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(EmergencyReview)) review: EmergencyReview,
  ): Promise<EmergencyAccessView> {
    await inTransaction(this.source, (manager) =>
      this.emergencies.review(manager, id, review, visit.actor, this.clock.now()),
    );
    return this.get(visit, id);
  }
}

/** Whose accesses somebody sees: null for everybody's. */
function whose({ colleague }: Visit): string | null {
  return may(colleague.role, 'emergency.review') ? null : colleague.id;
}

/** Who may see the lead anyway has no emergency to declare. */
function refuseUnneeded({ colleague }: Visit, leadId: string): void {
  if (!may(colleague.role, 'lead.read') || colleague.hidden.has(leadId)) return;
  throw new DomainError('emergency.not_needed', {
    status: ERROR_STATUS['emergency.not_needed'],
    message: 'You may see this lead as it is: open it from the list.',
  });
}
