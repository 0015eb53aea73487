import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { PayerView } from '#contract';
import { isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { listRequest, sendPage } from '../http/list-dialect.js';
import { notFound } from '../http/record-errors.js';
import { listPayers, PayerFilter } from './payers.list.js';

const noPayer = notFound('payer.not_found', 'payer');

@Controller('api/payers')
export class PayersController {
  constructor(private readonly source: DataSource) {}

  @Get()
  @May('payer.read')
  @Summary('Payers; q finds by name or alias, typing errors included.')
  @AnswersPage('payers', PayerView, PayerFilter)
  async list(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const request = listRequest(query, PayerFilter);
    return sendPage(reply, 'payers', request, await listPayers(this.source.manager, request));
  }

  @Get(':id')
  @May('payer.read')
  @Summary('One payer.')
  @Answers(PayerView)
  async get(@Param('id') id: string): Promise<PayerView> {
    if (!isId(id)) throw noPayer();
    const filter = { id: [id] };
    const page = await listPayers(this.source.manager, {
      filter,
      sort: undefined,
      offset: 0,
      limit: 1,
    });
    const [payer] = page.rows;
    if (!payer) throw noPayer();
    return payer;
  }
}
