import type { EntityManager } from 'typeorm';
import { type LeadsByDay, UNCOUNTED_REASONS } from '#contract';

/**
 * Counted leads by the day they were received (in the organisation's zone, today last) and source.
 * Days without a lead are there too, with no counts.
 */
export async function leadsByDay(
  manager: EntityManager,
  days: number,
  now: Date,
): Promise<LeadsByDay> {
  const [organisation] = await manager.query<{ zone: string }[]>(
    'SELECT time_zone AS zone FROM organisation WHERE id = 1',
  );
  const timeZone = organisation?.zone ?? 'America/New_York';
  const rows = await manager.query<{ day: string; source_id: string | null; leads: number }[]>(
    `WITH calendar AS (
       SELECT ((($1::timestamptz AT TIME ZONE $2)::date) - back) AS day
       FROM generate_series(0, $3::int - 1) AS back),
     counted AS (
       SELECT (l.received_at AT TIME ZONE $2)::date AS day, l.source_id, count(*)::int AS leads
       FROM lead l
       WHERE l.received_at >= ((SELECT min(day) FROM calendar)::timestamp AT TIME ZONE $2)
         AND l.received_at <= $1
         AND NOT (l.closed_reason IS NOT NULL AND l.closed_reason = ANY ($4::text[]))
       GROUP BY 1, 2)
     SELECT to_char(c.day, 'YYYY-MM-DD') AS day, n.source_id, COALESCE(n.leads, 0) AS leads
     FROM calendar c LEFT JOIN counted n ON n.day = c.day ORDER BY c.day, n.source_id`,
    [now, timeZone, days, UNCOUNTED_REASONS],
  );
  const sourceIds = [...new Set(rows.flatMap((row) => row.source_id ?? []))];
  const sources = await manager.query<{ id: string; name: string }[]>(
    'SELECT id, name FROM source WHERE id = ANY ($1::uuid[]) ORDER BY name',
    [sourceIds],
  );
  const byDay = new Map<string, Record<string, number>>();
  for (const row of rows) {
    const counts = byDay.get(row.day) ?? {};
    if (row.source_id !== null) counts[row.source_id] = row.leads;
    byDay.set(row.day, counts);
  }
  return { timeZone, sources, days: [...byDay].map(([day, counts]) => ({ day, counts })) };
}
