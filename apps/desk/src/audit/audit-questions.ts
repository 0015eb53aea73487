import type { EntityManager } from 'typeorm';
import { AUDIT_DAYS, AUDIT_ROWS, type Seen, type SeenBy } from '#contract';
import { DomainError, isId } from '#platform';

const DAY_MS = 86_400_000;

/** A stretch of time, its end not included. */
export interface Stretch {
  from: Date;
  to: Date;
}

interface LooksRow {
  opened: number;
  listed: number;
  changed: number;
  emergency: number;
  first: Date;
  last: Date;
}

/** Reads a stretch as it was asked for. Throws `audit.range_too_long`, and `request.invalid` when it ends before it begins. */
export function stretchOf({ from, to }: { from: string; to: string }): Stretch {
  const stretch = { from: new Date(from), to: new Date(to) };
  const days = (stretch.to.getTime() - stretch.from.getTime()) / DAY_MS;
  if (days <= 0) throw refusal('request.invalid', 'Please choose an end after the beginning.');
  if (days > AUDIT_DAYS) {
    throw refusal('audit.range_too_long', `Please ask about at most ${AUDIT_DAYS} days at once.`);
  }
  return stretch;
}

function refusal(code: 'request.invalid' | 'audit.range_too_long', message: string): DomainError {
  return new DomainError(code, { status: 400, message, errors: { to: message } });
}

/** The leads and persons that are meant by a lead's number or id, or a person's id; both empty when there is nobody. */
export async function meantBy(
  manager: EntityManager,
  text: string,
): Promise<{ leadIds: string[]; personIds: string[] }> {
  const number = /^#?(\d{1,15})$/.exec(text)?.[1] ?? null;
  const id = isId(text) ? text : null;
  const [row] = await manager.query<{ leads: string[] | null; persons: string[] | null }[]>(MEANT, [
    number,
    id,
  ]);
  return { leadIds: row?.leads ?? [], personIds: row?.persons ?? [] };
}

/** Who saw somebody in a stretch of time: opened, saw in a list, changed. */
export async function seenBy(
  manager: EntityManager,
  text: string,
  { from, to }: Stretch,
): Promise<SeenBy | null> {
  const meant = await meantBy(manager, text);
  if (meant.leadIds.length + meant.personIds.length === 0) return null;
  const rows = await manager.query<
    (LooksRow & { staff_id: string | null; name: string | null; role: SeenBy['by'][0]['role'] })[]
  >(SEEN_BY, [from, to, meant.leadIds, meant.personIds, AUDIT_ROWS]);
  return {
    ...meant,
    from: from.toISOString(),
    to: to.toISOString(),
    by: rows.map((row) => ({
      staffId: row.staff_id,
      name: row.name ?? (row.staff_id === null ? 'The system' : 'Somebody who is not staff'),
      role: row.role,
      ...looks(row),
    })),
  };
}

/** What one colleague saw in a stretch of time, by lead. */
export async function seen(
  manager: EntityManager,
  staffId: string,
  { from, to }: Stretch,
): Promise<Seen> {
  const rows = await manager.query<
    (LooksRow & { lead_id: string; number: string; total: string })[]
  >(SEEN, [from, to, staffId, AUDIT_ROWS]);
  return {
    staffId,
    from: from.toISOString(),
    to: to.toISOString(),
    leads: rows.map((row) => ({
      leadId: row.lead_id,
      leadNumber: Number(row.number),
      ...looks(row),
    })),
    total: Number(rows[0]?.total ?? 0),
  };
}

function looks({ opened, listed, changed, emergency, first, last }: LooksRow) {
  const times = { first: first.toISOString(), last: last.toISOString() };
  return { opened, listed, changed, emergency, ...times };
}

/** Persons that were found to be one, and the leads of which they are the patient; a lead alone is itself. */
const MEANT = `
  WITH asked AS (
    SELECT l.id AS lead_id, l.patient_id AS person_id FROM lead l WHERE l.number = $1::bigint OR l.id = $2::uuid
    UNION ALL SELECT NULL, p.id FROM person p WHERE p.id = $2::uuid
  ), persons AS (
    SELECT p.id FROM asked a JOIN person q ON q.id = a.person_id
    JOIN person p ON coalesce(p.merged_into_id, p.id) = coalesce(q.merged_into_id, q.id)
  )
  SELECT (SELECT array_agg(DISTINCT id) FROM (
      SELECT lead_id AS id FROM asked WHERE lead_id IS NOT NULL
      UNION SELECT l.id FROM lead l JOIN persons p ON l.patient_id = p.id) x) AS leads,
    (SELECT array_agg(DISTINCT id) FROM persons) AS persons`;

const COUNTS = `
  count(*) FILTER (WHERE e.action ~ '[.](read|listened|searched|exported)$')::int AS opened,
  count(*) FILTER (WHERE e.action LIKE '%.listed')::int AS listed,
  count(*) FILTER (WHERE e.action !~ '[.](read|listed|listened|searched|exported)$')::int AS changed,
  count(*) FILTER (WHERE e.details ? 'emergency')::int AS emergency,
  min(e.at) AS first, max(e.at) AS last`;

/** What hangs on the leads: rows of lists name their own ids. */
const SEEN_BY = `
  WITH mine AS (
    SELECT unnest($3::uuid[]) AS id UNION SELECT unnest($4::uuid[])
    UNION SELECT id FROM task WHERE lead_id = ANY($3) UNION SELECT id FROM call WHERE lead_id = ANY($3)
    UNION SELECT id FROM message WHERE lead_id = ANY($3) UNION SELECT id FROM coverage WHERE lead_id = ANY($3)
    UNION SELECT id FROM benefit_check WHERE lead_id = ANY($3) UNION SELECT id FROM match WHERE lead_id = ANY($3)
    UNION SELECT id FROM referral WHERE lead_id = ANY($3)
    UNION SELECT inquiry_id FROM lead_inquiry WHERE lead_id = ANY($3)
  ), named AS (SELECT coalesce(array_agg(id::text), '{}') AS ids FROM mine)
  SELECT e.actor_id AS staff_id, s.name, s.role, ${COUNTS}
  FROM audit_event e LEFT JOIN staff_user s ON s.id = e.actor_id, named
  WHERE e.at >= $1 AND e.at < $2 AND (e.lead_id = ANY($3) OR e.person_id = ANY($4)
    OR e.resource_id = ANY(named.ids)
    OR (e.action LIKE '%.listed' AND e.details -> 'ids' ?| named.ids))
  GROUP BY e.actor_id, s.name, s.role ORDER BY max(e.at) DESC, e.actor_id LIMIT $5`;

/** Rows of a list of leads name leads; of other lists, records that belong to one. */
const SEEN = `
  WITH rows AS (
    SELECT e.action, e.at, e.details, e.lead_id FROM audit_event e
    WHERE e.at >= $1 AND e.at < $2 AND e.actor_id = $3 AND e.lead_id IS NOT NULL
    UNION ALL
    SELECT e.action, e.at, e.details, l.id FROM audit_event e
    CROSS JOIN LATERAL jsonb_array_elements_text(CASE WHEN jsonb_typeof(e.details -> 'ids') = 'array'
      THEN e.details -> 'ids' ELSE '[]' END) AS shown (id)
    JOIN lead l ON l.id::text = shown.id
    WHERE e.at >= $1 AND e.at < $2 AND e.actor_id = $3 AND e.action = 'lead.listed'
  )
  SELECT e.lead_id, l.number, ${COUNTS}, count(*) OVER () AS total
  FROM rows e JOIN lead l ON l.id = e.lead_id
  GROUP BY e.lead_id, l.number ORDER BY opened DESC, last DESC, e.lead_id LIMIT $4`;
