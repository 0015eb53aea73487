import type { EntityManager } from 'typeorm';
import { newId } from '#platform';
import { type Unusual, unusualHour, unusualInterest } from './unusual-reading.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface HourRow {
  staff_id: string;
  opened: number;
  strangers: number;
  usual: number[] | null;
}

/**
 * Looks at what colleagues opened in the hour that is running and the one before, and raises an alert for
 * what is unusual: once a rule, a colleague and a day. Belongs into a transaction.
 * @returns how many alerts are new
 */
export async function watchReading(manager: EntityManager, now: Date): Promise<number> {
  const running = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS);
  let raised = 0;
  for (const hour of [new Date(running.getTime() - HOUR_MS), running]) {
    const rows = await hoursOf(manager, hour);
    const everybody = await usualOfAll(manager, hour);
    for (const row of rows) {
      const { opened, strangers, usual } = row;
      for (const unusual of unusualHour({ opened, strangers, usual: usual ?? [], everybody })) {
        const facts = { hour: hour.toISOString(), opened, strangers };
        raised += await raise(manager, row.staff_id, unusual, facts, now);
      }
    }
  }
  return raised;
}

/** Looks at who opened one lead again and again that is none of theirs; once a day is enough. */
export async function watchInterest(manager: EntityManager, now: Date): Promise<number> {
  const rows = await manager.query<{ staff_id: string; lead_id: string; days: number }[]>(
    `SELECT e.actor_id AS staff_id, e.lead_id, count(DISTINCT (e.at AT TIME ZONE 'UTC')::date)::int AS days
     FROM audit_event e JOIN staff_user s ON s.id = e.actor_id
     WHERE e.at > $1 AND e.action LIKE '%.read' AND e.lead_id IS NOT NULL
     GROUP BY 1, 2 HAVING count(DISTINCT (e.at AT TIME ZONE 'UTC')::date) >= 5
       AND NOT EXISTS (SELECT 1 FROM audit_event c WHERE c.lead_id = e.lead_id AND c.actor_id = e.actor_id
         AND c.at > $1 AND c.action !~ '[.](read|listed|listened|searched)$')
       AND NOT EXISTS (SELECT 1 FROM lead l WHERE l.id = e.lead_id AND l.owner_id = e.actor_id)
     LIMIT 1000`,
    [new Date(now.getTime() - 14 * DAY_MS)],
  );
  let raised = 0;
  for (const { staff_id: staffId, lead_id: leadId, days } of rows) {
    const unusual = unusualInterest({ days });
    if (unusual) raised += await raise(manager, staffId, unusual, { leadId, days }, now);
  }
  return raised;
}

/** Counts the hour anew, keeps the counts, and gives them with what was usual before. */
function hoursOf(manager: EntityManager, hour: Date): Promise<HourRow[]> {
  return manager.query<HourRow[]>(HOURS, [
    hour,
    new Date(hour.getTime() + HOUR_MS),
    new Date(hour.getTime() - DAY_MS),
    new Date(hour.getTime() - 28 * DAY_MS),
  ]);
}

async function usualOfAll(manager: EntityManager, hour: Date): Promise<number[]> {
  const rows = await manager.query<{ opened: number }[]>(
    'SELECT opened FROM reading_hour WHERE hour >= $1 AND hour < $2 ORDER BY hour DESC LIMIT 20000',
    [new Date(hour.getTime() - 28 * DAY_MS), hour],
  );
  return rows.map(({ opened }) => opened);
}

async function raise(
  manager: EntityManager,
  staffId: string,
  { rule, sentence }: Unusual,
  facts: Record<string, unknown>,
  now: Date,
): Promise<number> {
  const added = await manager.query<unknown[]>(
    `INSERT INTO reading_alert (id, staff_id, rule, day, sentence, facts, raised_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id`,
    [newId(), staffId, rule, now.toISOString().slice(0, 10), sentence, JSON.stringify(facts), now],
  );
  return added.length;
}

const HOURS = `
  WITH read AS (
    SELECT DISTINCT e.actor_id AS staff_id, e.lead_id FROM audit_event e
    JOIN staff_user s ON s.id = e.actor_id
    WHERE e.at >= $1 AND e.at < $2 AND e.action LIKE '%.read' AND e.lead_id IS NOT NULL
  ), counted AS (
    SELECT r.staff_id, count(*)::int AS opened, count(*) FILTER (WHERE l.owner_id IS DISTINCT FROM r.staff_id
      AND NOT EXISTS (SELECT 1 FROM audit_event c WHERE c.lead_id = r.lead_id AND c.actor_id = r.staff_id
        AND c.at > $3 AND c.action !~ '[.](read|listed|listened|searched)$'))::int AS strangers
    FROM read r LEFT JOIN lead l ON l.id = r.lead_id GROUP BY r.staff_id
  ), kept AS (
    INSERT INTO reading_hour (staff_id, hour, opened) SELECT staff_id, $1, opened FROM counted
    ON CONFLICT (staff_id, hour) DO UPDATE SET opened = excluded.opened
  )
  SELECT c.staff_id, c.opened, c.strangers, (SELECT array_agg(h.opened) FROM reading_hour h
    WHERE h.staff_id = c.staff_id AND h.hour >= $4 AND h.hour < $1) AS usual
  FROM counted c`;
