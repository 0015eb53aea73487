import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { MESSAGE_CHANNELS, type TemplateView } from '#contract';
import { TemplateService } from '#messages';
import { ids, type ListRequest, type Page } from '../http/list-dialect.js';
import { Conditions, escapeLike, type ListSql, selectPage } from '../http/list-sql.js';

export const TemplateFilter = z.strictObject({
  id: ids.optional(),
  q: z.string().trim().max(200).optional(),
  channel: z.enum(MESSAGE_CHANNELS).optional(),
  active: z.boolean().optional(),
  code: z.string().max(60).optional(),
});
export type TemplateFilter = z.infer<typeof TemplateFilter>;

const TEMPLATES: ListSql = {
  columns: 't.id',
  from: 'template t',
  id: 't.id',
  sorts: {
    name: 'lower(t.name)',
    code: 't.code',
    channel: 't.channel',
    active: 't.active',
    updatedAt: 't.updated_at',
  },
  order: ['name', 'ASC'],
};

/** Lists templates with their newest texts. */
@Injectable()
export class TemplateList {
  constructor(private readonly templates: TemplateService) {}

  async page(
    manager: EntityManager,
    request: ListRequest<TemplateFilter>,
  ): Promise<Page<TemplateView>> {
    const { filter } = request;
    const where = new Conditions()
      .add('t.id = ANY (?::uuid[])', filter.id)
      .add('t.channel = ?', filter.channel)
      .add('t.active = ?', filter.active)
      .add('t.code = ?', filter.code);
    if (filter.q) {
      const like = `%${escapeLike(filter.q)}%`;
      where.add('t.name ILIKE ? OR t.code ILIKE ?', like, like);
    }
    const page = await selectPage<{ id: string }>(manager, TEMPLATES, request, where);
    const found = page.rows.map(({ id }) => id);
    return { rows: await this.templates.views(manager, found), total: page.total };
  }
}
