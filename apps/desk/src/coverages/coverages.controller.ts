import { Body, Controller, Get, Inject, Param, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { CoverageEdit, CoverageView } from '#contract';
import { CoverageEntity, CoverageService } from '#insurance';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { ids, listRequest, sendPage } from '../http/list-dialect.js';
import { Conditions, type ListSql, selectEntities } from '../http/list-sql.js';
import { notFound } from '../http/record-errors.js';
import { Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { ReadingRecord } from '../leads/reading.js';
import { addPatient, PersonSearch } from '../people/person-search.js';
import { CLOCK } from '../tokens.js';

const noCoverage = notFound('coverage.not_found', 'coverage');

const CoverageFilter = z.strictObject({
  id: ids.optional(),
  /** The patient: a phone number, an e-mail address, or words of a name. */
  q: z.string().trim().max(200).optional(),
  leadId: z.uuid().optional(),
  payerId: z.uuid().optional(),
  planType: z.string().max(60).optional(),
});

const COVERAGES: ListSql = {
  columns: 'c.id',
  from: 'coverage c',
  id: 'c.id',
  about: ['c.lead_id'],
  sorts: { createdAt: 'c.created_at', priority: 'c.priority', planType: 'c.plan_type' },
  encrypted: ['memberId', 'groupNumber', 'subscriberName', 'payerText'],
  order: ['priority', 'ASC'],
};

@Controller('api/coverages')
export class CoveragesController {
  constructor(
    private readonly source: DataSource,
    private readonly coverages: CoverageService,
    private readonly readings: ReadingRecord,
    private readonly search: PersonSearch,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('coverage.read')
  @Summary('Coverages, of one lead or of all.')
  @AnswersPage('coverages', CoverageView, CoverageFilter)
  async list(
    @Who() { actor }: Visit,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CoverageView[]> {
    const request = listRequest(query, CoverageFilter, actor);
    const { filter } = request;
    const where = new Conditions()
      .add('c.id = ANY (?::uuid[])', filter.id)
      .add('c.lead_id = ?::uuid', filter.leadId)
      .add('c.payer_id = ?::uuid', filter.payerId)
      .add('c.plan_type = ?', filter.planType);
    if (filter.q) addPatient(where, 'c.lead_id', this.search.personsBy(filter.q));
    const { manager } = this.source;
    const page = await selectEntities(manager, CoverageEntity, COVERAGES, request, where);
    const rows = await this.coverages.views(manager, page.rows);
    await this.readings.page(manager, actor, 'coverage', rows, this.clock.now());
    return sendPage(reply, 'coverages', request, { rows, total: page.total });
  }

  @Get(':id')
  @May('coverage.read')
  @Summary('One coverage.')
  @Answers(CoverageView)
  async get(@Who() visit: Visit, @Param('id') id: string): Promise<CoverageView> {
    return this.shown(this.source.manager, visit, id);
  }

  @Put(':id')
  @May('coverage.write')
  @Summary('Replaces what is known of a coverage.')
  @Answers(CoverageView)
  async edit(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(CoverageEdit)) edit: CoverageEdit,
  ): Promise<CoverageView> {
    if (!isId(id)) throw noCoverage();
    await inTransaction(this.source, (manager) =>
      this.coverages.edit(manager, id, edit, visit.actor, this.clock.now()),
    );
    return this.shown(this.source.manager, visit, id);
  }

  private async shown(manager: EntityManager, { actor }: Visit, id: string): Promise<CoverageView> {
    const found = isId(id) ? await manager.findOneBy(CoverageEntity, { id }) : null;
    if (!found) throw noCoverage();
    const reading = { resource: 'coverage', id, leadId: found.leadId } as const;
    await this.readings.one(manager, actor, reading, this.clock.now());
    const [view] = await this.coverages.views(manager, [found]);
    if (!view) throw noCoverage();
    return view;
  }
}
