import { Body, Controller, Get, Inject, Param, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { ProgramEdit, ProgramView } from '#contract';
import { FacilityQueries, programNotFound, ProgramService } from '#facilities';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { ids, listRequest, sendPage } from '../http/list-dialect.js';
import { Conditions, escapeLike, type ListSql, selectPage } from '../http/list-sql.js';
import { Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';

const ProgramFilter = z.strictObject({
  id: ids.optional(),
  /** A part of the program's or the facility's name. */
  q: z.string().trim().max(200).optional(),
  facilityId: z.uuid().optional(),
  levelOfCare: z.string().max(60).optional(),
  state: z.string().trim().toUpperCase().max(2).optional(),
  active: z.boolean().optional(),
});

const PROGRAMS: ListSql = {
  columns: 'p.id',
  from: 'program p JOIN facility f ON f.id = p.facility_id AND f.taken_back_at IS NULL',
  id: 'p.id',
  sorts: {
    name: 'lower(p.name)',
    facilityName: ['lower(f.name)', 'lower(p.name)'],
    levelOfCare: 'p.level_of_care',
    updatedAt: 'p.updated_at',
  },
  order: ['facilityName', 'ASC'],
};

@Controller('api/programs')
export class ProgramsController {
  constructor(
    private readonly source: DataSource,
    private readonly queries: FacilityQueries,
    private readonly programs: ProgramService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('facility.read')
  @Summary('Programs by facility.')
  @AnswersPage('programs', ProgramView, ProgramFilter)
  async list(
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProgramView[]> {
    const request = listRequest(query, ProgramFilter);
    const { filter } = request;
    const where = new Conditions()
      .add('p.taken_back_at IS NULL')
      .add('p.id = ANY (?::uuid[])', filter.id)
      .add('p.facility_id = ?::uuid', filter.facilityId)
      .add('p.level_of_care = ?', filter.levelOfCare)
      .add('f.state = ?', filter.state)
      .add('p.active = ?', filter.active);
    if (filter.q) {
      const like = `%${escapeLike(filter.q)}%`;
      where.add('p.name ILIKE ? OR f.name ILIKE ?', like, like);
    }
    const { manager } = this.source;
    const page = await selectPage<{ id: string }>(manager, PROGRAMS, request, where);
    const found = page.rows.map(({ id }) => id);
    const rows = await this.queries.programs(manager, found, this.clock.now());
    return sendPage(reply, 'programs', request, { rows, total: page.total });
  }

  @Get(':id')
  @May('facility.read')
  @Summary('One program.')
  @Answers(ProgramView)
  get(@Param('id') id: string): Promise<ProgramView> {
    return this.shown(id);
  }

  @Put(':id')
  @May('facility.write')
  @Summary('Changes a program; what is sent counts as said today.')
  @Answers(ProgramView)
  async edit(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(ProgramEdit)) edit: ProgramEdit,
  ): Promise<ProgramView> {
    if (!isId(id)) throw programNotFound();
    await inTransaction(this.source, (manager) =>
      this.programs.edit(manager, id, edit, actor, this.clock.now()),
    );
    return this.shown(id);
  }

  private async shown(id: string): Promise<ProgramView> {
    if (!isId(id)) throw programNotFound();
    const [program] = await this.queries.programs(this.source.manager, [id], this.clock.now());
    if (!program) throw programNotFound();
    return program;
  }
}
