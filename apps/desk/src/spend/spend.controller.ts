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
import type { z } from 'zod';
import { SpendService } from '#content';
import { SpendEdit, SpendInput, SpendRemoval, SpendView } from '#contract';
import { type Clock, inTransaction } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { listRequest, sendPage } from '../http/list-dialect.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';
import { listSpend, SpendFilter } from './spend.list.js';

/** What sources cost, month by month; read by reports alone (rule R13). */
@Controller('api/spend')
export class SpendController {
  constructor(
    private readonly source: DataSource,
    private readonly spend: SpendService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('spend.read')
  @Summary('What sources cost, latest month first.')
  @AnswersPage('spend', SpendView, SpendFilter)
  async list(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const request = listRequest(query, SpendFilter);
    return sendPage(reply, 'spend', request, await listSpend(this.source.manager, request));
  }

  @Get(':id')
  @May('spend.read')
  @Summary('One amount.')
  @Answers(SpendView)
  get(@Param('id') id: string): Promise<SpendView> {
    return this.spend.get(this.source.manager, id);
  }

  @Post()
  @May('spend.write')
  @Summary('Enters what a source (or one campaign of it) cost in a month.')
  @Answers(SpendView, 201)
  enter(
    @Who() { actor }: Visit,
    @Body(new Valid(SpendInput)) input: SpendInput,
  ): Promise<SpendView> {
    return inTransaction(this.source, (manager) =>
      this.spend.enter(manager, input, actor, this.clock.now()),
    );
  }

  @Put(':id')
  @May('spend.write')
  @Summary('Changes an amount, or what it was for.')
  @Answers(SpendView)
  change(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(SpendEdit)) edit: SpendEdit,
  ): Promise<SpendView> {
    return inTransaction(this.source, (manager) =>
      this.spend.change(manager, id, edit, actor, this.clock.now()),
    );
  }

  @Post(':id/removal')
  @HttpCode(200)
  @May('spend.write')
  @Summary('Takes an amount away; what it was stays in the audit.')
  @Answers(SpendView)
  remove(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(SpendRemoval)) { version }: z.infer<typeof SpendRemoval>,
  ): Promise<SpendView> {
    return inTransaction(this.source, (manager) =>
      this.spend.remove(manager, id, version, actor, this.clock.now()),
    );
  }
}
