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
import {
  fillTemplate,
  lockScreenText,
  smsSegments,
  TEMPLATE_VARIABLES,
  TemplateCreate,
  TemplateEdit,
  TemplatePreview,
  TemplatePreviewInput,
  TemplateView,
  unsafeWord,
  variablesIn,
} from '#contract';
import { LeadQueries } from '#leads';
import { TemplateService, TemplateValuesQueries } from '#messages';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { listRequest, sendPage } from '../http/list-dialect.js';
import { notFound } from '../http/record-errors.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { LeadPage } from '../leads/lead-page.js';
import { CLOCK } from '../tokens.js';
import { TemplateFilter, TemplateList } from './template.list.js';

const noTemplate = notFound('template.not_found', 'template');

@Controller('api/templates')
export class TemplatesController {
  constructor(
    private readonly source: DataSource,
    private readonly list: TemplateList,
    private readonly templates: TemplateService,
    private readonly values: TemplateValuesQueries,
    private readonly leads: LeadQueries,
    private readonly page: LeadPage,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('template.read')
  @Summary('Texts that are sent again and again, with their newest words in each language.')
  @AnswersPage('templates', TemplateView, TemplateFilter)
  async all(
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TemplateView[]> {
    const request = listRequest(query, TemplateFilter);
    return sendPage(
      reply,
      'templates',
      request,
      await this.list.page(this.source.manager, request),
    );
  }

  @Get(':id')
  @May('template.read')
  @Summary('One template.')
  @Answers(TemplateView)
  async get(@Param('id') id: string): Promise<TemplateView> {
    return this.shown(id);
  }

  @Post()
  @May('template.write')
  @Summary('Adds a template with its first texts.')
  @Answers(TemplateView, 201)
  async add(
    @Who() { actor }: Visit,
    @Body(new Valid(TemplateCreate)) input: TemplateCreate,
  ): Promise<TemplateView> {
    const id = await inTransaction(this.source, (manager) =>
      this.templates.create(manager, input, actor, this.clock.now()),
    );
    return this.shown(id);
  }

  @Put(':id')
  @May('template.write')
  @Summary(
    'Changes a template; changed words become the next version, what was sent keeps its own.',
  )
  @Answers(TemplateView)
  async change(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(TemplateEdit)) edit: TemplateEdit,
  ): Promise<TemplateView> {
    if (!isId(id)) throw noTemplate();
    await inTransaction(this.source, (manager) =>
      this.templates.edit(manager, id, edit, actor, this.clock.now()),
    );
    return this.shown(id);
  }

  @Post(':id/preview')
  @HttpCode(200)
  @May('template.read')
  @Summary('How a template reads: for a lead, or with examples; saved, or as it is being typed.')
  @Answers(TemplatePreview)
  async preview(
    @Who() visit: Visit,
    @Param('id') id: string,
    @Body(new Valid(TemplatePreviewInput)) input: z.infer<typeof TemplatePreviewInput>,
  ): Promise<TemplatePreview> {
    const { channel, texts } = await this.shown(id);
    const saved = texts.find(({ language }) => language === input.language) ?? texts[0];
    const words = {
      subject: input.subject ?? saved?.subject ?? '',
      body: input.body ?? saved?.body ?? '',
    };
    const values = await this.valuesFor(visit, input.leadId);
    const [subject, body] = [fillTemplate(words.subject, values), fillTemplate(words.body, values)];
    const shown = { channel, subject: subject.text, body: body.text };
    const names = variablesIn(`${words.subject} ${words.body}`);
    return {
      subject: subject.text || null,
      body: body.text,
      missing: [...new Set([...subject.missing, ...body.missing])],
      unknown: names.filter((name) => !Object.hasOwn(TEMPLATE_VARIABLES, name)),
      unsafeWord: unsafeWord(lockScreenText(shown)),
      segments: channel === 'sms' ? smsSegments(body.text) : null,
    };
  }

  private async valuesFor(
    visit: Visit,
    leadId: string | undefined,
  ): Promise<Record<string, string>> {
    if (!leadId) return TEMPLATE_VARIABLES;
    const { manager } = this.source;
    const lead = await this.leads.get(manager, leadId);
    await this.page.seen(visit, lead);
    const subject = { leadId, personId: lead.patientId, staffId: visit.actor.id };
    return this.values.of(manager, subject);
  }

  private async shown(id: string): Promise<TemplateView> {
    if (!isId(id)) throw noTemplate();
    const [template] = await this.templates.views(this.source.manager, [id]);
    if (!template) throw noTemplate();
    return template;
  }
}
