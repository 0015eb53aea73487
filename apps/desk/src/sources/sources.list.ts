import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { SourceView, TrackingNumberView } from '#contract';
import { ids, type ListRequest, type Page } from '../http/list-dialect.js';
import { Conditions, escapeLike, type ListSql, selectPage } from '../http/list-sql.js';

export const SourceFilter = z.strictObject({
  id: ids.optional(),
  q: z.string().trim().max(200).optional(),
  kind: z.string().max(60).optional(),
  active: z.boolean().optional(),
});

const SOURCES: ListSql = {
  columns: 's.id, s.version, s.code, s.name, s.kind, s.active',
  from: 'source s',
  id: 's.id',
  sorts: { name: 'lower(s.name)', code: 's.code', kind: 's.kind', active: 's.active' },
  order: ['name', 'ASC'],
};

/** Where people come from. */
export function listSources(
  manager: EntityManager,
  request: ListRequest<z.infer<typeof SourceFilter>>,
): Promise<Page<z.infer<typeof SourceView>>> {
  const { filter } = request;
  const where = new Conditions()
    .add('s.id = ANY (?::uuid[])', filter.id)
    .add('s.kind = ?', filter.kind)
    .add('s.active = ?', filter.active)
    .add('s.name ILIKE ?', filter.q ? `%${escapeLike(filter.q)}%` : undefined);
  return selectPage(manager, SOURCES, request, where);
}

export const TrackingNumberFilter = z.strictObject({
  id: ids.optional(),
  q: z.string().trim().max(200).optional(),
  sourceId: z.uuid().optional(),
  active: z.boolean().optional(),
});

const NUMBERS: ListSql = {
  columns: `t.id, t.version, t.phone, t.label, t.source_id AS "sourceId", t.campaign,
    t.utm_source AS "utmSource", t.active, t.is_default AS "isDefault",
    t.ring_group_id AS "ringGroupId"`,
  from: 'tracking_number t',
  id: 't.id',
  sorts: { label: 'lower(t.label)', phone: 't.phone', active: 't.active', campaign: 't.campaign' },
  order: ['label', 'ASC'],
};

/** Our own numbers, by which a caller's source is known. */
export function listTrackingNumbers(
  manager: EntityManager,
  request: ListRequest<z.infer<typeof TrackingNumberFilter>>,
): Promise<Page<z.infer<typeof TrackingNumberView>>> {
  const { filter } = request;
  const where = new Conditions()
    .add('t.id = ANY (?::uuid[])', filter.id)
    .add('t.source_id = ?::uuid', filter.sourceId)
    .add('t.active = ?', filter.active);
  if (filter.q) {
    const like = `%${escapeLike(filter.q)}%`;
    where.add('t.label ILIKE ? OR t.phone LIKE ?', like, like);
  }
  return selectPage(manager, NUMBERS, request, where);
}
