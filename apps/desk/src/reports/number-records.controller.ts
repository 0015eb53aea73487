import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '#audit';
import { RecordsFilter, ReportRecord } from '#contract';
import { type Clock, inTransaction } from '#platform';
import {
  BehindQueries,
  type Definition,
  exportRecords,
  NumberQueries,
  numberNamed,
} from '#reporting';
import { May } from '../http/access.js';
import { AnswersPage, AnswersText, Summary } from '../http/answers.js';
import { listRequest, sendPage } from '../http/list-dialect.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';

/** The records behind the numbers: just those that they count. */
@Controller('api/reports/numbers/:name')
export class NumberRecordsController {
  constructor(
    private readonly source: DataSource,
    private readonly numbers: NumberQueries,
    private readonly behind: BehindQueries,
    private readonly audit: AuditService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('records')
  @May('lead.read')
  @Summary(
    'The records behind a number or one of its bars; their count is the number, without leads that are protected from who asks.',
  )
  @AnswersPage('report-records', ReportRecord, RecordsFilter)
  async records(
    @Who() { actor }: Visit,
    @Param('name') name: string,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReportRecord[]> {
    const definition = numberNamed(name);
    const request = listRequest(query, RecordsFilter, actor);
    const { filter, offset, limit, hidden } = request;
    const list = async (manager: EntityManager) => {
      const total = await this.#count(manager, definition, filter, hidden);
      const at = { offset, limit };
      const rows = await this.behind.records(manager, definition, filter, at, hidden);
      await this.#onRecord(manager, actor, 'lead.listed', name, rows);
      return { rows, total };
    };
    const page = await inTransaction(this.source, list, { snapshot: true });
    return sendPage(reply, 'report-records', request, page);
  }

  @Get('records.csv')
  @May('export.run')
  @Summary('The same list as a file, all of it; that is put on record.')
  @AnswersText('text/csv', 'The records, with a row of headings.')
  async export(
    @Who() { actor }: Visit,
    @Param('name') name: string,
    @Query() query: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const definition = numberNamed(name);
    const { filter } = listRequest(query, RecordsFilter);
    const csv = await inTransaction(this.source, (manager) =>
      exportRecords(manager, this.behind, definition, filter, {
        hidden: actor.hidden ?? new Set(),
        onPage: (page) => this.#onRecord(manager, actor, 'lead.exported', name, page),
      }),
    );
    void reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header(
        'content-disposition',
        `attachment; filename="${name}-${filter.from}-${filter.to}.csv"`,
      )
      .header('cache-control', 'no-store')
      .send(csv);
  }

  /** What the number says, which is rolled up, without the leads that are protected from who asks. */
  async #count(
    manager: EntityManager,
    definition: Definition,
    filter: RecordsFilter,
    hidden: ReadonlySet<string> | undefined,
  ): Promise<number> {
    const said = await this.numbers.records(manager, definition, filter);
    if (said === null) return this.behind.count(manager, definition, filter, hidden);
    return said - (await this.behind.countOf(manager, definition, filter, hidden));
  }

  /** Which leads were shown; a page that names nobody shows nobody. */
  async #onRecord(
    manager: EntityManager,
    actor: Visit['actor'],
    action: 'lead.listed' | 'lead.exported',
    number: string,
    records: readonly ReportRecord[],
  ): Promise<void> {
    const ids = [...new Set(records.flatMap(({ leadId }) => leadId ?? []))];
    if (ids.length === 0) return;
    const event = { actor, action, resource: 'lead', details: { number, ids } };
    await this.audit.record(manager, event, this.clock.now());
  }
}
