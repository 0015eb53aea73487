import { Body, Controller, Get, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { LeadCreate, LeadDetail, LeadEdit, LeadRow } from '#contract';
import { LeadEditService } from '#leads';
import { type Clock, inTransaction } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { listRequest, sendPage } from '../http/list-dialect.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';
import { LeadFilter } from './lead.filter.js';
import { LeadList } from './lead.list.js';
import { LeadPage } from './lead-page.js';
import { NewLead } from './new-lead.js';
import { ReadingRecord } from './reading.js';

@Controller('api/leads')
export class LeadsController {
  constructor(
    private readonly source: DataSource,
    private readonly list: LeadList,
    private readonly page: LeadPage,
    private readonly edits: LeadEditService,
    private readonly newLead: NewLead,
    private readonly readings: ReadingRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('lead.read')
  @Summary('Leads. q finds a phone number, an e-mail address, a lead’s number or words of a name.')
  @AnswersPage('leads', LeadRow, LeadFilter)
  async all(
    @Who() { actor }: Visit,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LeadRow[]> {
    const request = listRequest(query, LeadFilter, actor);
    const now = this.clock.now();
    const { manager } = this.source;
    const page = await this.list.page(manager, request, { me: actor.id, now });
    await this.readings.page(manager, actor, 'lead', page.rows, now);
    return sendPage(reply, 'leads', request, page);
  }

  @Get(':id')
  @May('lead.read')
  @Summary('Everything on one lead’s page but its timeline.')
  @Answers(LeadDetail)
  async get(@Who() visit: Visit, @Param('id') id: string): Promise<LeadDetail> {
    return this.page.read(visit, id);
  }

  @Post()
  @May('lead.create')
  @Summary('Opens a lead typed in by staff; it is theirs.')
  @Answers(LeadDetail, 201)
  async create(
    @Who() visit: Visit,
    @Body(new Valid(LeadCreate)) input: LeadCreate,
  ): Promise<LeadDetail> {
    const id = await inTransaction(this.source, (manager) =>
      this.newLead.open(manager, input, visit.actor, this.clock.now()),
    );
    return this.page.read(visit, id);
  }

  @Put(':id')
  @May('lead.work')
  @Summary('Changes what is known of a lead. Read-only fields are ignored.')
  @Answers(LeadDetail)
  async edit(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(LeadEdit)) edit: LeadEdit,
  ): Promise<LeadDetail> {
    return this.page.after(visit, id, (manager, now) =>
      this.edits.edit(manager, id, edit, visit.actor, now),
    );
  }
}
