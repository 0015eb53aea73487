import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { PayerView } from '#contract';
import type { PayerService } from '#insurance';
import { ids, type ListRequest, type Page } from '../http/list-dialect.js';
import { Conditions, type ListSql, selectPage } from '../http/list-sql.js';

export const PayerFilter = z.strictObject({
  id: ids.optional(),
  q: z.string().trim().max(200).optional(),
  kind: z.string().max(60).optional(),
  state: z.string().max(2).optional(),
  active: z.boolean().optional(),
});

/** Payers that a search may find. */
const MOST_FOUND = 200;

const PAYERS: ListSql = {
  columns: `p.id, p.version, p.name, p.kind, p.parent_id AS "parentId",
    p.electronic_id AS "electronicId", p.other_electronic_ids AS "otherElectronicIds",
    p.carved_out_to_id AS "carvedOutToId", p.merged_into_id AS "mergedIntoId", p.self_funded AS "selfFunded", p.state, p.fact, p.active,
    COALESCE((SELECT array_agg(a.alias ORDER BY a.alias) FROM payer_alias a
      WHERE a.payer_id = p.id), '{}') AS aliases`,
  from: 'payer p',
  id: 'p.id',
  sorts: { name: 'lower(p.name)', kind: 'p.kind', state: 'p.state', active: 'p.active' },
  order: ['name', 'ASC'],
};

/**
 * Payers. `q` finds by name or alias, by a part of it, and with a slip of the finger (trigrams); the
 * nearest come first unless another order is asked for. Payers that were merged into others are found by their id only.
 */
export async function listPayers(
  manager: EntityManager,
  payers: PayerService,
  request: ListRequest<z.infer<typeof PayerFilter>>,
): Promise<Page<PayerView>> {
  const { filter } = request;
  const where = new Conditions()
    .add('p.id = ANY (?::uuid[])', filter.id)
    .add('p.kind = ?', filter.kind)
    .add('p.state = ?', filter.state)
    .add('p.active = ?', filter.active);
  if (!filter.id) where.add('p.merged_into_id IS NULL');
  if (!filter.q) return selectPage(manager, PAYERS, request, where);
  const near = await payers.near(manager, filter.q, MOST_FOUND);
  where.add('p.id = ANY (?::uuid[])', near);
  return selectPage(
    manager,
    {
      ...PAYERS,
      sorts: { ...PAYERS.sorts, nearest: `array_position('{${near.join(',')}}'::uuid[], p.id)` },
      order: ['nearest', 'ASC'],
    },
    request,
    where,
  );
}
