import type { EntityManager } from 'typeorm';
import { shapeOf } from '../roll-ups/measures.js';
import type { Cut } from './ask.js';
import { endOfBucket, startOfBucket } from './period.js';

/** What answers for the days of a period: months and days that are rolled up, and days whose facts are counted. */
export interface Rolled {
  /** First days of months that lie in the period and are added up. */
  months: readonly string[];
  /** Other days that are rolled up. */
  days: readonly string[];
  /** The same days by their months. */
  stretches: readonly Stretch[];
  /** Days that are not, or not for the numbers there are now. */
  dirty: readonly string[];
}

/** Rolled-up days of a period in one month. */
export interface Stretch {
  days: readonly string[];
  /** Another one as soon as anything of these days is written anew, whatever its version then, or by another catalogue. */
  made: string;
}

/** Which days of a period are rolled up for the numbers there are now; with `months`, which months. */
export async function readRolled(
  manager: EntityManager,
  { population, from, to }: Pick<Cut, 'population' | 'from' | 'to'>,
  months: boolean,
): Promise<Rolled> {
  // A month's every day says whether the month holds: days before and after the period as well.
  const rows = await manager.query<
    {
      month: string;
      whole: boolean;
      clean: string[] | null;
      dirty: string[] | null;
      made: string | null;
    }[]
  >(
    `SELECT to_char(d.month, 'YYYY-MM-DD') AS month,
       bool_and(d.clean) AND max(m.version) IS NOT DISTINCT FROM sum(d.version) AS whole,
       array_agg(to_char(d.day, 'YYYY-MM-DD') ORDER BY d.day) FILTER (WHERE d.clean AND d.inside) AS clean,
       array_agg(to_char(d.day, 'YYYY-MM-DD') ORDER BY d.day) FILTER (WHERE NOT d.clean AND d.inside) AS dirty,
       md5(string_agg(d.day || ' ' || d.version || ' ' || d.written, ',' ORDER BY d.day) FILTER (WHERE d.clean AND d.inside)) AS made
     FROM (
       SELECT day, version, xmin::text AS written, date_trunc('month', day)::date AS month, day BETWEEN $2::date AND $3::date AS inside,
         dirty_at IS NULL AND shape IS NOT DISTINCT FROM $4 AS clean
       FROM report_day WHERE population = $1 AND day BETWEEN $5::date AND $6::date) AS d
     LEFT JOIN report_month m ON m.population = $1 AND m.month = d.month AND m.shape = $4
     GROUP BY d.month ORDER BY d.month`,
    [
      population,
      from,
      to,
      shapeOf(population).hash,
      startOfBucket(from, 'month'),
      endOfBucket(startOfBucket(to, 'month'), 'month'),
    ],
  );
  const { hash } = shapeOf(population);
  const isMonth = ({ month, whole }: { month: string; whole: boolean }) =>
    months && whole && month >= from && endOfBucket(month, 'month') <= to;
  const apart = rows.filter((row) => !isMonth(row));
  return {
    months: rows.filter(isMonth).map(({ month }) => month),
    days: apart.flatMap(({ clean }) => clean ?? []),
    stretches: apart.flatMap(({ clean, made }) =>
      clean && made ? [{ days: clean, made: `${hash} ${made}` }] : [],
    ),
    dirty: rows.flatMap(({ dirty }) => dirty ?? []),
  };
}
