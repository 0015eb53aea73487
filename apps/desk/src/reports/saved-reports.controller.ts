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
  Res,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  SavedReportEdit,
  SavedReportFile,
  SavedReportInput,
  SavedReportStep,
  SavedReportView,
} from '#contract';
import { type Clock, inTransaction } from '#platform';
import { reportCsv, reportPdf, SavedReportService } from '#reporting';
import { May } from '../http/access.js';
import { Answers, AnswersPage, AnswersText, Summary } from '../http/answers.js';
import { ids, listRequest, sendPage } from '../http/list-dialect.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';

const ReportFilter = z.strictObject({ id: ids.optional() });

/** The questions people ask again and again: kept, sent by e-mail, taken home as a file. */
@Controller('api/saved-reports')
export class SavedReportsController {
  constructor(
    private readonly source: DataSource,
    private readonly reports: SavedReportService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('report.read')
  @Summary('One’s own saved reports and the shared ones, by name.')
  @AnswersPage('saved-reports', SavedReportView, ReportFilter)
  async list(
    @Who() { colleague }: Visit,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SavedReportView[]> {
    const request = listRequest(query, ReportFilter);
    const { id } = request.filter;
    const found = await this.reports.list(this.source.manager, colleague.id);
    const wanted = id ? found.filter((report) => id.includes(report.id)) : found;
    const rows = wanted.slice(request.offset, request.offset + request.limit);
    return sendPage(reply, 'saved-reports', request, { rows, total: wanted.length });
  }

  @Post()
  @May('report.read')
  @Summary('Keeps a report; sending it to colleagues asks for a manager.')
  @Answers(SavedReportView, 201)
  create(
    @Who() { colleague, actor }: Visit,
    @Body(new Valid(SavedReportInput)) input: SavedReportInput,
  ): Promise<SavedReportView> {
    return inTransaction(this.source, (manager) =>
      this.reports.create(manager, input, colleague, actor, this.clock.now()),
    );
  }

  @Put(':id')
  @May('report.read')
  @Summary('Changes a report of one’s own.')
  @Answers(SavedReportView)
  edit(
    @Who() { colleague, actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(SavedReportEdit)) edit: SavedReportEdit,
  ): Promise<SavedReportView> {
    return inTransaction(this.source, (manager) =>
      this.reports.edit(manager, id, edit, colleague, actor, this.clock.now()),
    );
  }

  @Post(':id/removal')
  @HttpCode(200)
  @May('report.read')
  @Summary('Takes a report of one’s own away; nothing of it is sent any more.')
  @Answers(SavedReportView)
  remove(
    @Who() { colleague, actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(SavedReportStep)) _step: z.infer<typeof SavedReportStep>,
  ): Promise<SavedReportView> {
    return inTransaction(this.source, (manager) =>
      this.reports.remove(manager, id, colleague, actor, this.clock.now()),
    );
  }

  @Get(':id/file')
  @May('report.read')
  @Summary('The report as it comes out now, as PDF or CSV (`as`): numbers alone.')
  @AnswersText('application/octet-stream', 'The file.')
  async file(
    @Who() { colleague }: Visit,
    @Param('id') id: string,
    @Query(new Valid(SavedReportFile)) { as }: z.infer<typeof SavedReportFile>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const now = this.clock.now();
    const made = await this.source.transaction('REPEATABLE READ', async (manager) => {
      const saved = await this.reports.get(manager, id, colleague.id);
      const report = await this.reports.answer(manager, saved.settings, now);
      if (as === 'csv') return { report, content: Buffer.from(reportCsv(report)) };
      const [organisation] = await manager.query<{ name: string }[]>(
        'SELECT name FROM organisation WHERE id = 1',
      );
      const paper = {
        title: saved.name,
        organisation: organisation?.name ?? '',
        report,
        madeAt: now,
      };
      return { report, content: await reportPdf(paper) };
    });
    const { from, to } = made.report;
    void reply
      .header('content-type', as === 'csv' ? 'text/csv; charset=utf-8' : 'application/pdf')
      .header('content-disposition', `attachment; filename="report-${from}-${to}.${as}"`)
      .header('cache-control', 'no-store')
      .send(made.content);
  }
}
