import { Body, Controller, Get, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { RingGroupEdit, RingGroupInput, RingGroupView } from '#contract';
import { type Clock, inTransaction } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { ids, listRequest, sendPage } from '../http/list-dialect.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';
import { RingGroups } from './ring-groups.js';

const RingGroupFilter = z.strictObject({
  id: ids.optional(),
  q: z.string().trim().max(200).optional(),
  active: z.boolean().optional(),
});

/** Whose phones ring when we are called. */
@Controller('api/ring-groups')
export class RingGroupsController {
  constructor(
    private readonly source: DataSource,
    private readonly groups: RingGroups,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('routing.read')
  @Summary('The ring groups, by name.')
  @AnswersPage('ring-groups', RingGroupView, RingGroupFilter)
  async list(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const request = listRequest(query, RingGroupFilter);
    const { id, q, active } = request.filter;
    const found = (await this.groups.all(this.source.manager)).filter(
      (group) =>
        (!id || id.includes(group.id)) &&
        (active === undefined || group.active === active) &&
        (!q || group.name.toLowerCase().includes(q.toLowerCase())),
    );
    const rows = found.slice(request.offset, request.offset + request.limit);
    return sendPage(reply, 'ring-groups', request, { rows, total: found.length });
  }

  @Get(':id')
  @May('routing.read')
  @Summary('One ring group.')
  @Answers(RingGroupView)
  get(@Param('id') id: string): Promise<RingGroupView> {
    return this.groups.get(this.source.manager, id);
  }

  @Post()
  @May('routing.manage')
  @Summary('Adds a ring group.')
  @Answers(RingGroupView, 201)
  add(
    @Who() { actor }: Visit,
    @Body(new Valid(RingGroupInput)) input: RingGroupInput,
  ): Promise<RingGroupView> {
    return inTransaction(this.source, (manager) =>
      this.groups.add(manager, input, actor, this.clock.now()),
    );
  }

  @Put(':id')
  @May('routing.manage')
  @Summary('Changes a ring group, or takes it out of use.')
  @Answers(RingGroupView)
  change(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(RingGroupEdit)) change: RingGroupEdit,
  ): Promise<RingGroupView> {
    return inTransaction(this.source, (manager) =>
      this.groups.change(manager, id, change, actor, this.clock.now()),
    );
  }
}
