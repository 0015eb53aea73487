import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { PayerView } from '#contract';
import { ids, type ListRequest, type Page } from '../http/list-dialect.js';
import { Conditions, escapeLike, type ListSql, selectPage } from '../http/list-sql.js';

export const PayerFilter = z.strictObject({
  id: ids.optional(),
  q: z.string().trim().max(200).optional(),
  kind: z.string().max(60).optional(),
  state: z.string().max(2).optional(),
  active: z.boolean().optional(),
});

const PAYERS: ListSql = {
  columns: `p.id, p.version, p.name, p.kind, p.parent_id AS "parentId",
    p.electronic_id AS "electronicId", p.self_funded AS "selfFunded", p.state, p.fact, p.active,
    COALESCE((SELECT array_agg(a.alias ORDER BY a.alias) FROM payer_alias a
      WHERE a.payer_id = p.id), '{}') AS aliases`,
  from: 'payer p',
  id: 'p.id',
  sorts: { name: 'lower(p.name)', kind: 'p.kind', state: 'p.state', active: 'p.active' },
  order: ['name', 'ASC'],
};

/**
 * Payers. `q` finds by name or alias, by a part of it, and with a slip of the finger (trigrams); the
 * nearest come first unless another order is asked for.
 */
export async function listPayers(
  manager: EntityManager,
  request: ListRequest<z.infer<typeof PayerFilter>>,
): Promise<Page<PayerView>> {
  const { filter } = request;
  const where = new Conditions()
    .add('p.id = ANY (?::uuid[])', filter.id)
    .add('p.kind = ?', filter.kind)
    .add('p.state = ?', filter.state)
    .add('p.active = ?', filter.active);
  if (!filter.q) return selectPage(manager, PAYERS, request, where);
  const { q } = filter;
  const like = `%${escapeLike(q)}%`;
  where.add(
    `p.name ILIKE ? OR p.name % ? OR ? <% p.name OR EXISTS (SELECT 1 FROM payer_alias a
       WHERE a.payer_id = p.id AND (a.alias ILIKE ? OR a.alias % ? OR ? <% a.alias))`,
    like,
    q,
    q,
    like,
    q,
    q,
  );
  const nearest = await nearestFirst(manager, q);
  return selectPage(
    manager,
    {
      ...PAYERS,
      sorts: { ...PAYERS.sorts, nearest: `array_position(${nearest}::uuid[], p.id)` },
      order: ['nearest', 'ASC'],
    },
    request,
    where,
  );
}

/** The ids of all payers near the words, nearest first, as an SQL literal of UUIDs. */
async function nearestFirst(manager: EntityManager, q: string): Promise<string> {
  const rows = await manager.query<{ id: string }[]>(
    `SELECT p.id FROM payer p ORDER BY GREATEST(word_similarity($1, p.name),
       COALESCE((SELECT max(word_similarity($1, a.alias)) FROM payer_alias a WHERE a.payer_id = p.id), 0))
       DESC, p.name LIMIT 200`,
    [q],
  );
  return `'{${rows.map((row) => row.id).join(',')}}'`;
}
