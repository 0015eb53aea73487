import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { CallView } from '#contract';
import { type Clock, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { listRequest, sendPage } from '../http/list-dialect.js';
import { notFound } from '../http/record-errors.js';
import { type Visit, Who } from '../http/visit.js';
import { ReadingRecord } from '../leads/reading.js';
import { CLOCK } from '../tokens.js';
import { CallFilter, CallList } from './call.list.js';

const noCall = notFound('call.not_found', 'call');

@Controller('api/calls')
export class CallsController {
  constructor(
    private readonly source: DataSource,
    private readonly calls: CallList,
    private readonly readings: ReadingRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('call.read')
  @Summary('Calls, in and out.')
  @AnswersPage('calls', CallView, CallFilter)
  async list(
    @Who() { actor }: Visit,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = listRequest(query, CallFilter, actor);
    const { manager } = this.source;
    const page = await this.calls.page(manager, request, actor.id);
    await this.readings.page(manager, actor, 'call', page.rows, this.clock.now());
    return sendPage(reply, 'calls', request, page);
  }

  @Get(':id')
  @May('call.read')
  @Summary('One call.')
  @Answers(CallView)
  async get(@Who() { actor }: Visit, @Param('id') id: string): Promise<CallView> {
    if (!isId(id)) throw noCall();
    const { manager } = this.source;
    const request = { filter: { id: [id] }, sort: undefined, offset: 0, limit: 1 };
    const [call] = (await this.calls.page(manager, request, actor.id)).rows;
    if (!call) throw noCall();
    const { leadId } = call;
    await this.readings.one(manager, actor, { resource: 'call', id, leadId }, this.clock.now());
    return call;
  }
}
