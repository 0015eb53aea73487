import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { Month, type SpendView } from '#contract';
import { ids, type ListRequest, type Page } from '../http/list-dialect.js';
import { Conditions, escapeLike, type ListSql, selectPage } from '../http/list-sql.js';

export const SpendFilter = z.strictObject({
  id: ids.optional(),
  /** Words of the campaign. */
  q: z.string().trim().max(200).optional(),
  sourceId: z.uuid().optional(),
  importId: z.uuid().optional(),
  month: Month.optional(),
  from: Month.optional(),
  to: Month.optional(),
});

const SPEND: ListSql = {
  columns: `s.id, s.version, s.source_id AS "sourceId", s.campaign, to_char(s.month, 'YYYY-MM') AS month,
    s.cents::float8 AS cents, s.import_id AS "importId", s.entered_by AS "enteredBy", s.updated_at AS "updatedAt"`,
  from: 'spend s JOIN source o ON o.id = s.source_id',
  id: 's.id',
  sorts: {
    month: 's.month',
    cents: 's.cents',
    campaign: 'lower(s.campaign)',
    source: 'lower(o.name)',
    updatedAt: 's.updated_at',
  },
  order: ['month', 'DESC'],
};

/** What sources cost, latest month first. */
export async function listSpend(
  manager: EntityManager,
  request: ListRequest<z.infer<typeof SpendFilter>>,
): Promise<Page<SpendView>> {
  const { filter } = request;
  const first = (month: string | undefined) => (month ? `${month}-01` : undefined);
  const where = new Conditions()
    .add('s.id = ANY (?::uuid[])', filter.id)
    .add('s.source_id = ?::uuid', filter.sourceId)
    .add('s.import_id = ?::uuid', filter.importId)
    .add('s.month = ?::date', first(filter.month))
    .add('s.month >= ?::date', first(filter.from))
    .add('s.month <= ?::date', first(filter.to))
    .add('s.campaign ILIKE ?', filter.q ? `%${escapeLike(filter.q)}%` : undefined);
  const page = await selectPage<Omit<SpendView, 'updatedAt'> & { updatedAt: Date }>(
    manager,
    SPEND,
    request,
    where,
  );
  const rows = page.rows.map((row) => ({ ...row, updatedAt: row.updatedAt.toISOString() }));
  return { rows, total: page.total };
}
