import { Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { NextPerson, QueueRow, QueueSummary } from '#contract';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { listRequest, sendPage } from '../http/list-dialect.js';
import { notFound } from '../http/record-errors.js';
import { type Visit, Who } from '../http/visit.js';
import { ReadingRecord } from '../leads/reading.js';
import { CLOCK } from '../tokens.js';
import { QueueDesk } from './queue-desk.js';
import { QueueList, QueueListFilter } from './queue.list.js';

const notWaiting = notFound('lead.not_found', 'lead in the queue');

/** The one queue everybody works from. */
@Controller('api/queue')
export class QueueController {
  constructor(
    private readonly source: DataSource,
    private readonly list: QueueList,
    private readonly desk: QueueDesk,
    private readonly readings: ReadingRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('lead.read')
  @Summary('Who waits, the most pressing first, each with why.')
  @AnswersPage('queue', QueueRow, QueueListFilter)
  async all(
    @Who() visit: Visit,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<QueueRow[]> {
    const request = listRequest(query, QueueListFilter, visit.actor);
    const { manager } = this.source;
    const now = this.clock.now();
    const page = await this.list.page(
      manager,
      request,
      await this.desk.looking(manager, visit, now),
    );
    await this.readings.page(manager, visit.actor, 'lead', page.rows, now);
    return sendPage(reply, 'queue', request, page);
  }

  @Get('summary')
  @May('lead.read')
  @Summary('How many wait, are late or held back, and how the desk stands.')
  @Answers(QueueSummary)
  summary(@Who() visit: Visit): Promise<QueueSummary> {
    return this.desk.summary(this.source.manager, visit, this.clock.now());
  }

  @Get(':id')
  @May('lead.read')
  @Summary('Why one lead is in the queue; 404 when nothing waits on it.')
  @Answers(QueueRow)
  async one(@Who() visit: Visit, @Param('id') id: string): Promise<QueueRow> {
    if (!isId(id)) throw notWaiting();
    return this.#seen(visit, id);
  }

  @Post('next')
  @HttpCode(200)
  @May('lead.work')
  @Summary('Takes the next person: two who ask at once never get the same one.')
  @Answers(NextPerson)
  async next(@Who() visit: Visit): Promise<NextPerson> {
    const leadId = await inTransaction(this.source, (manager) =>
      this.desk.next(manager, visit, this.clock.now()),
    );
    if (leadId) {
      const entry = await this.#seen(visit, leadId);
      return { entry, sentence: entry.why, nextAt: null };
    }
    const { nextAt } = await this.desk.summary(this.source.manager, visit, this.clock.now());
    return { entry: null, sentence: 'Nobody waits for you now.', nextAt };
  }

  async #seen(visit: Visit, leadId: string): Promise<QueueRow> {
    const now = this.clock.now();
    const { manager } = this.source;
    const entry = await this.list.one(manager, leadId, now);
    if (!entry) throw notWaiting();
    await this.readings.one(manager, visit.actor, { resource: 'lead', id: leadId }, now);
    return entry;
  }
}
