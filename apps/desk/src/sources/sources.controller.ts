import { Body, Controller, Get, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { SourceEntity } from '#content';
import { SourceInput, SourceView } from '#contract';
import { type Clock, inTransaction } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { listRequest, sendPage } from '../http/list-dialect.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';
import { SourceDesk } from './source-desk.js';
import { listSources, SourceFilter } from './sources.list.js';

const SourceEdit = z.object({
  version: z.number().int(),
  name: SourceInput.shape.name.optional(),
  kind: SourceInput.shape.kind.optional(),
  active: z.boolean().optional(),
});
type Source = z.infer<typeof SourceView>;

@Controller('api/sources')
export class SourcesController {
  constructor(
    private readonly source: DataSource,
    private readonly desk: SourceDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('source.read')
  @Summary('Where people come from.')
  @AnswersPage('sources', SourceView, SourceFilter)
  async list(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const request = listRequest(query, SourceFilter);
    return sendPage(reply, 'sources', request, await listSources(this.source.manager, request));
  }

  @Get(':id')
  @May('source.read')
  @Summary('One source.')
  @Answers(SourceView)
  async get(@Param('id') id: string): Promise<Source> {
    return viewOf(await this.desk.source(this.source.manager, id));
  }

  @Post()
  @May('source.write')
  @Summary('Adds a source.')
  @Answers(SourceView, 201)
  async add(
    @Who() { actor }: Visit,
    @Body(new Valid(SourceInput)) input: z.infer<typeof SourceInput>,
  ): Promise<Source> {
    return inTransaction(this.source, async (manager) =>
      viewOf(await this.desk.addSource(manager, input, actor, this.clock.now())),
    );
  }

  @Put(':id')
  @May('source.write')
  @Summary('Changes a source.')
  @Answers(SourceView)
  async change(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(SourceEdit)) change: z.infer<typeof SourceEdit>,
  ): Promise<Source> {
    return inTransaction(this.source, async (manager) =>
      viewOf(await this.desk.changeSource(manager, id, change, actor, this.clock.now())),
    );
  }
}

function viewOf({ id, version, code, name, kind, active }: SourceEntity): Source {
  return { id, version, code, name, kind, active };
}
