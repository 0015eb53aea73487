import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { articleRows } from '#content';
import { type ArticleRow, codesOf, CONTENT_KINDS } from '#contract';
import type { Clock } from '#platform';
import { ids, type ListRequest, type Page } from '../http/list-dialect.js';
import { Conditions, escapeLike, type ListSql, selectPage } from '../http/list-sql.js';
import { CLOCK } from '../tokens.js';

export const ArticleFilter = z.strictObject({
  id: ids.optional(),
  q: z.string().trim().max(200).optional(),
  kind: z.enum(codesOf(CONTENT_KINDS)).optional(),
  payerId: z.uuid().optional(),
  /** True: in some language nobody has looked at what is public. */
  unreviewed: z.boolean().optional(),
});
export type ArticleFilter = z.infer<typeof ArticleFilter>;

const ARTICLES: ListSql = {
  columns: 'p.id',
  from: 'content_page p',
  id: 'p.id',
  sorts: {
    position: 'p.position',
    kind: 'p.kind',
    slug: 'p.slug',
    createdAt: 'p.created_at',
    updatedAt: 'p.updated_at',
  },
  order: ['position', 'ASC'],
};

const UNREVIEWED = `EXISTS (SELECT 1 FROM public_content c WHERE c.page_id = p.id AND c.reviewed_on IS NULL)`;

/** Lists public pages with how they stand in each language. */
@Injectable()
export class ArticleList {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  async page(
    manager: EntityManager,
    request: ListRequest<ArticleFilter>,
  ): Promise<Page<ArticleRow>> {
    const { filter } = request;
    const where = new Conditions()
      .add('p.id = ANY (?::uuid[])', filter.id)
      .add('p.kind = ?', filter.kind)
      .add('p.payer_id = ?', filter.payerId);
    if (filter.unreviewed !== undefined) {
      where.add(filter.unreviewed ? UNREVIEWED : `NOT ${UNREVIEWED}`);
    }
    if (filter.q) {
      const like = `%${escapeLike(filter.q)}%`;
      where.add(
        'p.slug ILIKE ? OR EXISTS (SELECT 1 FROM content_text t WHERE t.page_id = p.id AND t.title ILIKE ?)',
        like,
        like,
      );
    }
    const { rows, total } = await selectPage<{ id: string }>(manager, ARTICLES, request, where);
    const found = rows.map(({ id }) => id);
    return { rows: await articleRows(manager, found, this.clock.now()), total };
  }
}
