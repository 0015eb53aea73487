import type { EntityManager } from 'typeorm';
import type { ReportPeriod } from '#contract';

/** From the first midnight of some days to the one after the last, where the organisation is: as ISO instants. */
export async function momentsOf(
  manager: EntityManager,
  { from, to }: ReportPeriod,
  timeZone: string,
): Promise<ReportPeriod> {
  const [row] = await manager.query<{ from: Date; to: Date }[]>(
    `SELECT $1::date::timestamp AT TIME ZONE $3 AS "from", ($2::date + 1)::timestamp AT TIME ZONE $3 AS "to"`,
    [from, to, timeZone],
  );
  if (!row) throw new Error('PostgreSQL could not tell the days');
  return { from: row.from.toISOString(), to: row.to.toISOString() };
}
