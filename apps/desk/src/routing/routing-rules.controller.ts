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
  DryRunInput,
  RoutingAnswer,
  RoutingFacts,
  RoutingOrder,
  RoutingRuleEdit,
  RoutingRuleInput,
  RoutingRuleView,
} from '#contract';
import { type Clock, inTransaction, isId } from '#platform';
import { RoutingRuleService, RoutingService } from '#routing';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { ids, listRequest, sendPage } from '../http/list-dialect.js';
import { notFound } from '../http/record-errors.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';

const RuleFilter = z.strictObject({
  id: ids.optional(),
  q: z.string().trim().max(200).optional(),
  active: z.boolean().optional(),
});
const noLead = notFound('lead.not_found', 'lead');

/** The rules of who gets a lead. */
@Controller('api/routing-rules')
export class RoutingRulesController {
  constructor(
    private readonly source: DataSource,
    private readonly rules: RoutingRuleService,
    private readonly routing: RoutingService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('routing.read')
  @Summary('The rules, in the order they are asked.')
  @AnswersPage('routing-rules', RoutingRuleView, RuleFilter)
  async list(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const request = listRequest(query, RuleFilter);
    const { id, q, active } = request.filter;
    const found = (await this.rules.all(this.source.manager)).filter(
      (rule) =>
        (!id || id.includes(rule.id)) &&
        (active === undefined || rule.active === active) &&
        (!q || rule.name.toLowerCase().includes(q.toLowerCase())),
    );
    const rows = found.slice(request.offset, request.offset + request.limit);
    return sendPage(reply, 'routing-rules', request, { rows, total: found.length });
  }

  @Get(':id')
  @May('routing.read')
  @Summary('One rule.')
  @Answers(RoutingRuleView)
  get(@Param('id') id: string): Promise<RoutingRuleView> {
    return this.rules.get(this.source.manager, id);
  }

  @Post()
  @May('routing.manage')
  @Summary('Adds a rule; it is asked last unless a position is given.')
  @Answers(RoutingRuleView, 201)
  async add(
    @Who() { actor }: Visit,
    @Body(new Valid(RoutingRuleInput)) input: RoutingRuleInput,
  ): Promise<RoutingRuleView> {
    const id = await inTransaction(this.source, (manager) =>
      this.rules.add(manager, input, actor, this.clock.now()),
    );
    return this.rules.get(this.source.manager, id);
  }

  @Put(':id')
  @May('routing.manage')
  @Summary('Changes a rule, or switches it off.')
  @Answers(RoutingRuleView)
  async edit(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(RoutingRuleEdit)) edit: RoutingRuleEdit,
  ): Promise<RoutingRuleView> {
    await inTransaction(this.source, (manager) =>
      this.rules.edit(manager, id, edit, actor, this.clock.now()),
    );
    return this.rules.get(this.source.manager, id);
  }

  @Post('order')
  @HttpCode(200)
  @May('routing.manage')
  @Summary('Puts the rules into another order.')
  @Answers(z.array(RoutingRuleView))
  async order(
    @Who() { actor }: Visit,
    @Body(new Valid(RoutingOrder)) order: z.infer<typeof RoutingOrder>,
  ): Promise<RoutingRuleView[]> {
    await inTransaction(this.source, (manager) =>
      this.rules.order(manager, order.ids, actor, this.clock.now()),
    );
    return this.rules.all(this.source.manager);
  }

  @Post('dry-run')
  @HttpCode(200)
  @May('routing.read')
  @Summary('Who would get this lead (or one of these facts) and why; nothing is changed.')
  @Answers(RoutingAnswer)
  async dryRun(
    @Body(new Valid(DryRunInput)) { leadId, facts, at }: z.infer<typeof DryRunInput>,
  ): Promise<RoutingAnswer> {
    const { manager } = this.source;
    if (leadId !== undefined && !isId(leadId)) throw noLead();
    const known = leadId
      ? await this.routing.factsOf(manager, leadId)
      : RoutingFacts.parse(facts ?? {});
    return this.routing.dryRun(manager, known, at ? new Date(at) : this.clock.now());
  }
}
