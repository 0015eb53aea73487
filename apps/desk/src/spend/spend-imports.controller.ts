import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { SpendImportEntity, SpendImportLineEntity, SpendImportService } from '#content';
import {
  codesOf,
  MAX_SPEND_BYTES,
  SPEND_LINE_STATES,
  SpendImportEdit,
  SpendImportView,
  SpendLineView,
  SpendRemoval,
  SpendUpload,
} from '#contract';
import { type Clock, inTransaction, isId } from '#platform';
import { uploadOf } from '../files/upload-body.js';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { ids, listRequest, sendPage } from '../http/list-dialect.js';
import { Conditions, type ListSql, selectEntities, selectPage } from '../http/list-sql.js';
import { notFound } from '../http/record-errors.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';

const noImport = notFound('import.not_found', 'import');
const RunFilter = z.strictObject({ id: ids.optional() });
const LineFilter = z.strictObject({ state: z.enum(codesOf(SPEND_LINE_STATES)).optional() });
const Lines = z.array(SpendLineView);

const RUNS: ListSql = {
  columns: 'r.id',
  from: 'spend_import r',
  id: 'r.id',
  sorts: { createdAt: 'r.created_at' },
  order: ['createdAt', 'DESC'],
};
const LINES: ListSql = {
  columns: `l.import_id AS "importId", l.line_no AS line, l.state, l.data_enc AS "dataEnc", l.did,
    l.left_because AS "leftBecause"`,
  from: 'spend_import_line l',
  id: 'l.line_no',
  sorts: { line: 'l.line_no' },
  order: ['line', 'ASC'],
};

/** Tables of spend as advertising networks export them: looked at first, taken in, taken back. */
@Controller('api/spend-imports')
export class SpendImportsController {
  constructor(
    private readonly source: DataSource,
    private readonly imports: SpendImportService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('spend.write')
  @Summary('Imports of spend, latest first.')
  @AnswersPage('spend-imports', SpendImportView, RunFilter)
  async list(
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SpendImportView[]> {
    const request = listRequest(query, RunFilter);
    const where = new Conditions().add('r.id = ANY (?::uuid[])', request.filter.id);
    const { manager } = this.source;
    const page = await selectEntities(manager, SpendImportEntity, RUNS, request, where);
    const rows = page.rows.map((run) => this.imports.view(run));
    return sendPage(reply, 'spend-imports', request, { rows, total: page.total });
  }

  @Get(':id')
  @May('spend.write')
  @Summary('One import of spend and what it comes to.')
  @Answers(SpendImportView)
  get(@Param('id') id: string): Promise<SpendImportView> {
    return this.imports.get(this.source.manager, id);
  }

  @Get(':id/lines')
  @May('spend.write')
  @Summary('Lines of an import, as range and filter ({"state"}) say: what each would do, or did.')
  @Answers(Lines)
  async lines(
    @Param('id') id: string,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SpendLineView[]> {
    if (!isId(id)) throw noImport();
    const request = listRequest(query, LineFilter);
    const where = new Conditions()
      .add('l.import_id = ?::uuid', id)
      .add('l.state = ?', request.filter.state);
    const { manager } = this.source;
    const page = await selectPage<SpendImportLineEntity>(manager, LINES, request, where);
    const rows = page.rows.map((line) => this.imports.lineView(line));
    return sendPage(reply, 'lines', request, { rows, total: page.total });
  }

  @Post()
  @May('spend.write')
  @Summary(
    'Takes a table of spend (CSV, also UTF-16 with tabs) as application/octet-stream, its name percent-encoded in X-File-Name, and says what it would do.',
  )
  @Answers(SpendImportView, 201)
  async upload(
    @Who() { actor }: Visit,
    @Query(new Valid(SpendUpload)) { sourceId }: z.infer<typeof SpendUpload>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SpendImportView> {
    const file = await uploadOf(request, reply, MAX_SPEND_BYTES);
    const given = { ...file, sourceId: sourceId ?? null };
    return inTransaction(this.source, async (manager) => {
      const id = await this.imports.upload(manager, given, actor, this.clock.now());
      return this.imports.get(manager, id);
    });
  }

  @Put(':id')
  @May('spend.write')
  @Summary('Says what columns hold, or whose the rows are; the preview is made anew.')
  @Answers(SpendImportView)
  edit(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(SpendImportEdit)) edit: SpendImportEdit,
  ): Promise<SpendImportView> {
    return inTransaction(this.source, async (manager) => {
      await this.imports.edit(manager, id, edit, actor, this.clock.now());
      return this.imports.get(manager, id);
    });
  }

  @Post(':id/start')
  @HttpCode(200)
  @May('spend.write')
  @Summary('Takes the lines in: a month of a source that has an amount gets the new one.')
  @Answers(SpendImportView)
  start(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(SpendRemoval)) { version }: z.infer<typeof SpendRemoval>,
  ): Promise<SpendImportView> {
    return inTransaction(this.source, async (manager) => {
      await this.imports.start(manager, id, version, actor, this.clock.now());
      return this.imports.get(manager, id);
    });
  }

  @Post(':id/undo')
  @HttpCode(200)
  @May('spend.write')
  @Summary('Takes back what the import did and nobody has changed since.')
  @Answers(SpendImportView)
  undo(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(SpendRemoval)) { version }: z.infer<typeof SpendRemoval>,
  ): Promise<SpendImportView> {
    return inTransaction(this.source, async (manager) => {
      await this.imports.undo(manager, id, version, actor, this.clock.now());
      return this.imports.get(manager, id);
    });
  }
}
