import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { codesOf, NUMBER_USES, type SourceView, type TrackingNumberView } from '#contract';
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

const USE_SQL = `CASE WHEN t.is_default THEN 'usual' WHEN NOT t.active THEN 'resting'
  WHEN num_nonnulls(t.utm_source, t.utm_campaign, t.referrer_host, t.path_prefix) > 0 THEN 'site'
  WHEN t.places IS NOT NULL THEN 'elsewhere' ELSE 'pool' END`;

export const TrackingNumberFilter = z.strictObject({
  id: ids.optional(),
  q: z.string().trim().max(200).optional(),
  sourceId: z.uuid().optional(),
  active: z.boolean().optional(),
  use: z.enum(codesOf(NUMBER_USES)).optional(),
});

const NUMBERS: ListSql = {
  columns: `t.id, t.version, t.phone, t.label, t.source_id AS "sourceId", t.campaign,
    t.utm_source AS "utmSource", t.utm_campaign AS "utmCampaign", t.referrer_host AS "referrerHost",
    t.path_prefix AS "pathPrefix", t.places, t.active, t.is_default AS "isDefault", ${USE_SQL} AS use,
    t.ring_group_id AS "ringGroupId",
    (SELECT count(*)::int FROM call c WHERE c.tracking_number_id = t.id AND c.direction = 'inbound'
      AND c.started_at > now() - interval '30 days') AS calls30,
    (SELECT max(c.started_at) FROM call c WHERE c.tracking_number_id = t.id) AS "lastCallAt"`,
  from: 'tracking_number t',
  id: 't.id',
  countFrom: 'tracking_number t',
  sorts: { label: 'lower(t.label)', phone: 't.phone', active: 't.active', campaign: 't.campaign' },
  order: ['label', 'ASC'],
};

type TrackingNumber = z.infer<typeof TrackingNumberView>;
type NumberRow = Omit<TrackingNumber, 'lastCallAt'> & { lastCallAt: Date | null };

/** Our own numbers, by which a caller's source is known. */
export async function listTrackingNumbers(
  manager: EntityManager,
  request: ListRequest<z.infer<typeof TrackingNumberFilter>>,
): Promise<Page<TrackingNumber>> {
  const { filter } = request;
  const where = new Conditions()
    .add('t.id = ANY (?::uuid[])', filter.id)
    .add('t.source_id = ?::uuid', filter.sourceId)
    .add('t.active = ?', filter.active)
    .add(`${USE_SQL} = ?`, filter.use);
  if (filter.q) {
    const like = `%${escapeLike(filter.q)}%`;
    where.add('t.label ILIKE ? OR t.phone LIKE ? OR t.campaign ILIKE ?', like, like, like);
  }
  const page = await selectPage<NumberRow>(manager, NUMBERS, request, where);
  const rows = page.rows.map((row) => ({
    ...row,
    lastCallAt: row.lastCallAt?.toISOString() ?? null,
  }));
  return { rows, total: page.total };
}
