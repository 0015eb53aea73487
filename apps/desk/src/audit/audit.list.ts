import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { AuditService } from '#audit';
import { type AuditEventView, moment } from '#contract';
import { isId } from '#platform';
import { ids, type ListRequest, type Page } from '../http/list-dialect.js';
import { Conditions, escapeLike, type ListSql, selectPage } from '../http/list-sql.js';

export const AuditFilter = z.strictObject({
  id: ids.optional(),
  /** The id of a record, person or colleague, or the beginning of an action (`lead.`, `sign_in`). */
  q: z.string().trim().max(200).optional(),
  /** Only readings (true), or everything but them (false). */
  reading: z.boolean().optional(),
  actorId: z.uuid().optional(),
  action: z.string().max(80).optional(),
  resource: z.string().max(80).optional(),
  resourceId: z.string().max(80).optional(),
  leadId: z.uuid().optional(),
  personId: z.uuid().optional(),
  from: moment.optional(),
  to: moment.optional(),
});

const EVENTS: ListSql = {
  columns: `e.id, e.at, e.actor_kind AS "actorKind", e.actor_id AS "actorId", e.action, e.resource,
    e.resource_id AS "resourceId", e.lead_id AS "leadId", e.person_id AS "personId",
    e.reason_enc AS "reasonEnc", e.ip, e.details`,
  from: 'audit_event e',
  id: 'e.id',
  sorts: { at: 'e.at' },
  encrypted: ['reason'],
  order: ['at', 'DESC'],
};

const OF_ID = `e.resource_id = ? OR e.lead_id = ?::uuid OR e.person_id = ?::uuid OR e.actor_id = ?::uuid`;

type View = z.infer<typeof AuditEventView>;
type Row = Omit<View, 'at' | 'reason'> & { at: Date; reasonEnc: string | null };

/**
 * A page of the audit, newest first. Reasons are people's own words and may name a patient: they are
 * shown only to those who may read persons.
 */
export async function listAudit(
  manager: EntityManager,
  reasons: { audit: AuditService; shown: boolean },
  request: ListRequest<z.infer<typeof AuditFilter>>,
): Promise<Page<View>> {
  const { filter } = request;
  const where = new Conditions()
    .add('e.id = ANY (?::uuid[])', filter.id)
    .add('e.actor_id = ?::uuid', filter.actorId)
    .add("(e.action ~ '[.](read|listed|listened|searched)$') = ?", filter.reading)
    .add('e.action = ?', filter.action)
    .add('e.resource = ?', filter.resource)
    .add('e.resource_id = ?', filter.resourceId)
    .add('e.lead_id = ?::uuid', filter.leadId)
    .add('e.person_id = ?::uuid', filter.personId)
    .add('e.at >= ?::timestamptz', filter.from)
    .add('e.at < ?::timestamptz', filter.to);
  if (filter.q) {
    const { q } = filter;
    if (isId(q)) where.add(OF_ID, q, q, q, q);
    else where.add('e.action LIKE ?', `${escapeLike(q)}%`);
  }
  const page = await selectPage<Row>(manager, EVENTS, request, where);
  const rows = page.rows.map(({ reasonEnc, at, ...row }) => ({
    ...row,
    at: at.toISOString(),
    reason: reasons.shown ? reasons.audit.reasonOf({ id: row.id, reasonEnc }) : null,
  }));
  return { ...page, rows };
}
