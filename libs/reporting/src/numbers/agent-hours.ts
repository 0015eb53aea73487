import type { EntityManager } from 'typeorm';
import type { ReportPeriod } from '#contract';

/** Agent → hours of the period in which they were on the phone at all. */
export async function hoursOnThePhone(
  manager: EntityManager,
  { from, to }: ReportPeriod,
): Promise<Map<string, number>> {
  const rows = await manager.query<{ agent_id: string; hours: number }[]>(
    `SELECT agent_id, count(DISTINCT (day, hour_of_week))::int AS hours FROM call_fact
     WHERE day BETWEEN $1::date AND $2::date AND agent_id IS NOT NULL GROUP BY agent_id`,
    [from, to],
  );
  return new Map(rows.map(({ agent_id: agent, hours }) => [agent, hours]));
}
