import { Controller, Get, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { MentionsRead, MentionView } from '#contract';
import { MentionService } from '#leads';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { ids, listRequest, sendPage } from '../http/list-dialect.js';
import { Conditions, type ListSql, selectPage } from '../http/list-sql.js';
import { notFound } from '../http/record-errors.js';
import { type Visit, Who } from '../http/visit.js';
import { ReadingRecord } from '../leads/reading.js';
import { CLOCK } from '../tokens.js';

const noMention = notFound('mention.not_found', 'mention of you');

const MentionFilter = z.strictObject({ id: ids.optional(), unread: z.boolean().optional() });

const MENTIONS: ListSql = {
  columns: 'm.id, m.lead_id',
  from: 'mention m',
  id: 'm.id',
  about: ['m.lead_id'],
  sorts: { at: 'm.created_at' },
  order: ['at', 'DESC'],
};

@Controller('api/mentions')
export class MentionsController {
  constructor(
    private readonly source: DataSource,
    private readonly mentions: MentionService,
    private readonly readings: ReadingRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('lead.read')
  @Summary('Notes that name me, latest first.')
  @AnswersPage('mentions', MentionView, MentionFilter)
  async mine(
    @Who() { actor }: Visit,
    @Query() query: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MentionView[]> {
    const request = listRequest(query, MentionFilter, actor);
    const { manager } = this.source;
    const { unread, id } = request.filter;
    const where = new Conditions()
      .add('m.staff_id = ?::uuid', actor.id)
      .add('m.id = ANY (?::uuid[])', id);
    if (unread !== undefined) where.add(`m.read_at IS ${unread ? '' : 'NOT '}NULL`);
    const page = await selectPage<{ id: string; lead_id: string }>(
      manager,
      MENTIONS,
      request,
      where,
    );
    const leads = page.rows.map((row) => ({ id: row.lead_id }));
    await this.readings.page(manager, actor, 'lead', leads, this.clock.now());
    const rows = await this.mentions.views(
      manager,
      page.rows.map((row) => row.id),
    );
    return sendPage(reply, 'mentions', request, { rows, total: page.total });
  }

  @Post('readings')
  @HttpCode(200)
  @May('lead.read')
  @Summary('Marks all of my mentions as read.')
  @Answers(MentionsRead)
  async readAll(@Who() { actor }: Visit): Promise<z.infer<typeof MentionsRead>> {
    return inTransaction(this.source, async (manager) => ({
      read: await this.mentions.readAll(manager, actor.id, this.clock.now()),
    }));
  }

  @Post(':id/reading')
  @HttpCode(200)
  @May('lead.read')
  @Summary('Marks one of my mentions as read.')
  @Answers(MentionView)
  async read(@Who() { actor }: Visit, @Param('id') id: string): Promise<MentionView> {
    if (!isId(id)) throw noMention();
    return inTransaction(this.source, async (manager) => {
      await this.mentions.read(manager, id, actor.id, this.clock.now());
      const [view] = await this.mentions.views(manager, [id]);
      if (!view) throw noMention();
      return view;
    });
  }
}
