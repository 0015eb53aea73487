import { Body, Controller, Get, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { ReportTargetEdit, ReportTargetInput, ReportTargetView } from '#contract';
import { type Clock, inTransaction } from '#platform';
import { TargetService } from '#reporting';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { ids, listRequest, sendPage } from '../http/list-dialect.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';

const TargetFilter = z.strictObject({ id: ids.optional() });

/** Values that numbers are held against. */
@Controller('api/report-targets')
export class ReportTargetsController {
  constructor(
    private readonly source: DataSource,
    private readonly targets: TargetService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('report.read')
  @Summary('Targets and how they stand, those that are missed first.')
  @AnswersPage('report-targets', ReportTargetView, TargetFilter)
  async list(
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReportTargetView[]> {
    const request = listRequest(query, TargetFilter);
    const { id } = request.filter;
    const found = await this.targets.list(this.source.manager);
    const wanted = id ? found.filter((target) => id.includes(target.id)) : found;
    const rows = wanted.slice(request.offset, request.offset + request.limit);
    return sendPage(reply, 'report-targets', request, { rows, total: wanted.length });
  }

  @Post()
  @May('report.manage')
  @Summary('Holds a number against a value; whoever is named gets an e-mail when it is missed.')
  @Answers(ReportTargetView, 201)
  create(
    @Who() { colleague, actor }: Visit,
    @Body(new Valid(ReportTargetInput)) input: ReportTargetInput,
  ): Promise<ReportTargetView> {
    return inTransaction(
      this.source,
      (manager) => this.targets.create(manager, input, colleague, actor, this.clock.now()),
      { snapshot: true },
    );
  }

  @Put(':id')
  @May('report.manage')
  @Summary('Changes a target, or switches it off.')
  @Answers(ReportTargetView)
  edit(
    @Who() { colleague, actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(ReportTargetEdit)) edit: ReportTargetEdit,
  ): Promise<ReportTargetView> {
    return inTransaction(
      this.source,
      (manager) => this.targets.edit(manager, id, edit, colleague, actor, this.clock.now()),
      { snapshot: true },
    );
  }
}
