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
import {
  codesOf,
  IMPORT_ROW_STATES,
  ImportConflict,
  ImportConflicts,
  ImportEdit,
  ImportRowView,
  ImportRunView,
  ImportStep,
  ImportUpload,
  MAX_IMPORT_BYTES,
} from '#contract';
import { DirectoryImportEntity, DirectoryImportService, type StoredRow } from '#exchange';
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
const noRow = notFound('import_row.not_found', 'row');
const RunFilter = z.strictObject({ id: ids.optional() });
const RowFilter = z.strictObject({ state: z.enum(codesOf(IMPORT_ROW_STATES)).optional() });

const Rows = z.array(ImportRowView);

const RUNS: ListSql = {
  columns: 'r.id',
  from: 'directory_import r',
  id: 'r.id',
  sorts: { createdAt: 'r.created_at' },
  order: ['createdAt', 'DESC'],
};
const ROWS: ListSql = {
  columns: `r.import_id AS "importId", r.row_no AS row, r.state, r.facility_id AS "facilityId",
    r.data_enc AS "dataEnc", r.shown, r.choices, i.conflicts AS otherwise, r.left_because AS left`,
  from: 'directory_import_row r JOIN directory_import i ON i.id = r.import_id',
  id: 'r.row_no',
  sorts: { row: 'r.row_no' },
  order: ['row', 'ASC'],
};

/** Files that are taken into the directory: looked at first, taken in, taken back. */
@Controller('api/directory-imports')
export class ImportsController {
  constructor(
    private readonly source: DataSource,
    private readonly imports: DirectoryImportService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('facility.import')
  @Summary('Imports into the directory, latest first.')
  @AnswersPage('directory-imports', ImportRunView, RunFilter)
  async list(
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportRunView[]> {
    const request = listRequest(query, RunFilter);
    const where = new Conditions().add('r.id = ANY (?::uuid[])', request.filter.id);
    const { manager } = this.source;
    const page = await selectEntities(manager, DirectoryImportEntity, RUNS, request, where);
    const rows = page.rows.map((run) => this.imports.view(run));
    return sendPage(reply, 'directory-imports', request, { rows, total: page.total });
  }

  @Get(':id')
  @May('facility.import')
  @Summary('One import: how far it is and what it comes to.')
  @Answers(ImportRunView)
  async get(@Param('id') id: string): Promise<ImportRunView> {
    if (!isId(id)) throw noImport();
    return this.imports.get(this.source.manager, id);
  }

  @Get(':id/rows')
  @May('facility.import')
  @Summary('Rows of an import, as range and filter ({"state"}) say: what each would do, or did.')
  @Answers(Rows)
  async rows(
    @Param('id') id: string,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportRowView[]> {
    if (!isId(id)) throw noImport();
    const request = listRequest(query, RowFilter);
    const where = new Conditions()
      .add('r.import_id = ?::uuid', id)
      .add('r.state = ?', request.filter.state);
    const page = await selectPage<StoredRow>(this.source.manager, ROWS, request, where);
    const rows = page.rows.map((row) => this.imports.rowView(row));
    return sendPage(reply, 'rows', request, { rows, total: page.total });
  }

  @Post()
  @May('facility.import')
  @Summary(
    'Takes a file (FindTreatment.gov JSON, spreadsheet, CSV, HSDS) as application/octet-stream, its name percent-encoded in X-File-Name, and has it read.',
  )
  @Answers(ImportRunView, 201)
  async upload(
    @Who() { actor }: Visit,
    @Query(new Valid(ImportUpload)) { asOf }: z.infer<typeof ImportUpload>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportRunView> {
    const now = this.clock.now();
    const file = await uploadOf(request, reply, MAX_IMPORT_BYTES);
    const id = await inTransaction(this.source, (manager) =>
      this.imports.upload(manager, { ...file, asOf: asOf ? new Date(asOf) : now }, actor, now),
    );
    return this.imports.get(this.source.manager, id);
  }

  @Put(':id')
  @May('facility.import')
  @Summary('Says what columns hold, or which day the data stand for; the preview is made anew.')
  @Answers(ImportRunView)
  async edit(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(ImportEdit)) edit: ImportEdit,
  ): Promise<ImportRunView> {
    if (!isId(id)) throw noImport();
    await inTransaction(this.source, (manager) =>
      this.imports.edit(manager, id, edit, actor, this.clock.now()),
    );
    return this.imports.get(this.source.manager, id);
  }

  @Post(':id/conflicts')
  @HttpCode(200)
  @May('facility.import')
  @Summary('Says whose value counts wherever the file contradicts what was said since.')
  @Answers(ImportRunView)
  async chooseForAll(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(ImportConflicts)) choice: z.infer<typeof ImportConflicts>,
  ): Promise<ImportRunView> {
    if (!isId(id)) throw noImport();
    await inTransaction(this.source, (manager) =>
      this.imports.chooseForAll(manager, id, choice, actor, this.clock.now()),
    );
    return this.imports.get(this.source.manager, id);
  }

  @Post(':id/rows/:row/conflicts')
  @HttpCode(200)
  @May('facility.import')
  @Summary('Says whose value counts in one field of a row.')
  @Answers(ImportRunView)
  async choose(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Param('row') row: string,
    @Body(new Versioned(ImportConflict)) choice: ImportConflict,
  ): Promise<ImportRunView> {
    if (!isId(id)) throw noImport();
    if (!/^\d{1,9}$/.test(row)) throw noRow();
    await inTransaction(this.source, (manager) =>
      this.imports.choose(manager, id, Number(row), choice, actor, this.clock.now()),
    );
    return this.imports.get(this.source.manager, id);
  }

  @Post(':id/start')
  @HttpCode(200)
  @May('facility.import')
  @Summary('Takes the rows in.')
  @Answers(ImportRunView)
  start(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(ImportStep)) { version }: z.infer<typeof ImportStep>,
  ): Promise<ImportRunView> {
    return this.step(visit, id, 'start', version);
  }

  @Post(':id/undo')
  @HttpCode(200)
  @May('facility.import')
  @Summary('Takes back what the import did and nobody has touched since.')
  @Answers(ImportRunView)
  undo(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Versioned(ImportStep)) { version }: z.infer<typeof ImportStep>,
  ): Promise<ImportRunView> {
    return this.step(visit, id, 'undo', version);
  }

  private async step(
    { actor }: Visit,
    id: string,
    what: 'start' | 'undo',
    version: number,
  ): Promise<ImportRunView> {
    if (!isId(id)) throw noImport();
    await inTransaction(this.source, (manager) =>
      this.imports.step(manager, id, what, version, actor, this.clock.now()),
    );
    return this.imports.get(this.source.manager, id);
  }
}
