import { Body, Controller, Get, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { TagCreate, TagEdit, TagView } from '#contract';
import { TagEntity, TagService } from '#leads';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { ids, listRequest, sendPage } from '../http/list-dialect.js';
import { Conditions, escapeLike, type ListSql, selectEntities } from '../http/list-sql.js';
import { notFound } from '../http/record-errors.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';
import { tagView } from './tag-view.js';

const noTag = notFound('tag.not_found', 'tag');

export const TagFilter = z.strictObject({
  id: ids.optional(),
  q: z.string().trim().max(200).optional(),
  active: z.boolean().optional(),
});

const TAGS: ListSql = {
  columns: 't.id',
  from: 'tag t',
  id: 't.id',
  sorts: { name: 'lower(t.name)', createdAt: 't.created_at', active: 't.active' },
  order: ['name', 'ASC'],
};

@Controller('api/tags')
export class TagsController {
  constructor(
    private readonly source: DataSource,
    private readonly tags: TagService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('lead.read')
  @Summary('Tags, retired ones too unless active is asked for.')
  @AnswersPage('tags', TagView, TagFilter)
  async list(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const request = listRequest(query, TagFilter);
    const { manager } = this.source;
    const { filter } = request;
    const where = new Conditions()
      .add('t.id = ANY (?::uuid[])', filter.id)
      .add('t.active = ?', filter.active)
      .add('t.name ILIKE ?', filter.q ? `%${escapeLike(filter.q)}%` : undefined);
    const page = await selectEntities(manager, TagEntity, TAGS, request, where);
    return sendPage(reply, 'tags', request, { rows: page.rows.map(tagView), total: page.total });
  }

  @Get(':id')
  @May('lead.read')
  @Summary('One tag.')
  @Answers(TagView)
  async get(@Param('id') id: string): Promise<TagView> {
    return tagView(await this.tags.get(this.source.manager, id));
  }

  @Post()
  @May('tag.write')
  @Summary('Makes a tag.')
  @Answers(TagView, 201)
  async create(
    @Who() { actor }: Visit,
    @Body(new Valid(TagCreate)) input: z.infer<typeof TagCreate>,
  ): Promise<TagView> {
    const tag = await inTransaction(this.source, (manager) =>
      this.tags.create(manager, input, actor, this.clock.now()),
    );
    return tagView(tag);
  }

  @Put(':id')
  @May('tag.write')
  @Summary('Renames or recolours a tag, retires it or brings it back.')
  @Answers(TagView)
  async edit(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(TagEdit)) edit: z.infer<typeof TagEdit>,
  ): Promise<TagView> {
    if (!isId(id)) throw noTag();
    const tag = await inTransaction(this.source, (manager) =>
      this.tags.edit(manager, id, edit, actor, this.clock.now()),
    );
    return tagView(tag);
  }
}
