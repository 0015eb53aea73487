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
import { PayerCreate, PayerEdit, PayerMergeInput, PayerMergeView, PayerView } from '#contract';
import { PayerBook, PayerMergeService, PayerService } from '#insurance';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { listRequest, sendPage } from '../http/list-dialect.js';
import { notFound } from '../http/record-errors.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';
import { listPayers, PayerFilter } from './payers.list.js';

const noPayer = notFound('payer.not_found', 'payer');
const Merges = z.array(PayerMergeView);

@Controller('api')
export class PayersController {
  constructor(
    private readonly source: DataSource,
    private readonly payers: PayerService,
    private readonly book: PayerBook,
    private readonly merging: PayerMergeService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('payers')
  @May('payer.read')
  @Summary('Payers; q finds by name or alias, typing errors and short forms included.')
  @AnswersPage('payers', PayerView, PayerFilter)
  async list(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const request = listRequest(query, PayerFilter);
    const page = await listPayers(this.source.manager, this.payers, request);
    return sendPage(reply, 'payers', request, page);
  }

  @Get('payers/:id')
  @May('payer.read')
  @Summary('One payer.')
  @Answers(PayerView)
  async get(@Param('id') id: string): Promise<PayerView> {
    if (!isId(id)) throw noPayer();
    return this.payers.get(this.source.manager, id);
  }

  @Post('payers')
  @May('payer.write')
  @Summary('Adds a payer with the names people use for it.')
  @Answers(PayerView, 201)
  async add(
    @Who() { actor }: Visit,
    @Body(new Valid(PayerCreate)) input: PayerCreate,
  ): Promise<PayerView> {
    return inTransaction(this.source, (manager) =>
      this.book.add(manager, input, actor, this.clock.now()),
    );
  }

  @Put('payers/:id')
  @May('payer.write')
  @Summary('Changes what is known of a payer.')
  @Answers(PayerView)
  async edit(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(PayerEdit)) edit: PayerEdit,
  ): Promise<PayerView> {
    if (!isId(id)) throw noPayer();
    return inTransaction(this.source, (manager) =>
      this.book.edit(manager, id, edit, actor, this.clock.now()),
    );
  }

  @Get('payers/:id/merges')
  @May('payer.read')
  @Summary('What was merged into a payer, or where it went.')
  @Answers(Merges)
  async merges(@Param('id') id: string): Promise<PayerMergeView[]> {
    if (!isId(id)) throw noPayer();
    await this.payers.get(this.source.manager, id);
    return this.merging.of(this.source.manager, id);
  }

  @Post('payers/:id/merge')
  @HttpCode(200)
  @May('payer.write')
  @Summary('Makes this payer part of another one: names and everything that names it follow.')
  @Answers(PayerView)
  async merge(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(PayerMergeInput)) input: PayerMergeInput,
  ): Promise<PayerView> {
    if (!isId(id)) throw noPayer();
    return inTransaction(this.source, async (manager) => {
      await this.merging.merge(manager, id, input, actor, this.clock.now());
      return this.payers.get(manager, input.intoId);
    });
  }

  @Post('payer-merges/:id/undo')
  @HttpCode(200)
  @May('payer.write')
  @Summary('Turns a merge of payers back.')
  @Answers(PayerView)
  async undo(@Who() { actor }: Visit, @Param('id') id: string): Promise<PayerView> {
    return inTransaction(this.source, async (manager) => {
      const merge = await this.merging.undo(manager, id, actor, this.clock.now());
      return this.payers.get(manager, merge.mergedPayerId);
    });
  }
}
