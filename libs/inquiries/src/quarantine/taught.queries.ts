import type { EntityManager } from 'typeorm';
import type { QuarantineVerdict } from '#contract';
import { groupBy } from '#platform';
import { LATEST, LESSON_DAYS, type ReasonTaught, type SubjectTaught } from './weigh.js';

/** The latest decisions on each reason. */
export async function taughtOfReasons(
  manager: EntityManager,
  reasons: readonly string[],
  now: Date,
): Promise<Map<string, ReasonTaught>> {
  if (reasons.length === 0) return new Map();
  const rows = await manager.query<{ reason: string; persons: string; machines: string }[]>(
    `SELECT asked.reason, count(*) FILTER (WHERE l.verdict = 'person') AS persons,
       count(*) FILTER (WHERE l.verdict = 'machine') AS machines
     FROM unnest($1::text[]) AS asked(reason) CROSS JOIN LATERAL (
       SELECT verdict FROM suspicion_lesson l
       WHERE l.kind = 'reason' AND l.reason = asked.reason AND l.withdrawn_at IS NULL
         AND l.at > $2::timestamptz - interval '${LESSON_DAYS} days'
       ORDER BY l.at DESC, l.id DESC LIMIT ${LATEST}) l
     GROUP BY asked.reason`,
    [reasons, now],
  );
  return new Map(
    rows.map((row) => [
      row.reason,
      { persons: Number(row.persons), machines: Number(row.machines) },
    ]),
  );
}

/** What was said of what came from addresses or for numbers, by their digest in hexadecimal; latest first. */
export async function taughtAbout(
  manager: EntityManager,
  subjects: readonly Buffer[],
): Promise<Map<string, SubjectTaught[]>> {
  if (subjects.length === 0) return new Map();
  const rows = await manager.query<{ subject: Buffer; verdict: QuarantineVerdict; at: Date }[]>(
    `SELECT asked.subject, l.verdict, l.at FROM (SELECT DISTINCT unnest($1::bytea[]) AS subject) AS asked
     CROSS JOIN LATERAL (SELECT verdict, at FROM suspicion_lesson l
       WHERE l.subject = asked.subject AND l.withdrawn_at IS NULL
       ORDER BY l.at DESC, l.id DESC LIMIT ${LATEST}) l
     ORDER BY l.at DESC`,
    [subjects],
  );
  const found = groupBy(rows, ({ subject }) => subject.toString('hex'));
  return new Map(
    [...found].map(([subject, said]) => [
      subject,
      said.map(({ verdict, at }) => ({ verdict, at })),
    ]),
  );
}
