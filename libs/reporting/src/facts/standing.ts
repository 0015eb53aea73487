import type { EntityManager } from 'typeorm';
import type { ReportStanding } from '#contract';

/** Up to when every change is in: now, or since when the oldest one waits. */
export async function asOf(manager: EntityManager, now: Date): Promise<Date> {
  const [row] = await manager.query<{ at: Date | null }[]>(
    'SELECT at FROM report_stale ORDER BY id LIMIT 1',
  );
  return row?.at && row.at < now ? row.at : now;
}

/**
 * How far the numbers are: up to when every change is in, and whether all of them are being counted anew. How much of that
 * is done is told by when leads came (ids say so), not by how many there are.
 */
export async function readStanding(manager: EntityManager, now: Date): Promise<ReportStanding> {
  const at = await asOf(manager, now);
  const [asked] = await manager.query<
    {
      because: string;
      at: Date;
      done_to: string | null;
      first: string | null;
      last: string | null;
    }[]
  >(
    `SELECT because, at, done_to, (SELECT id FROM lead ORDER BY id LIMIT 1) AS first,
       (SELECT id FROM lead ORDER BY id DESC LIMIT 1) AS last
     FROM report_rebuild ORDER BY id DESC LIMIT 1`,
  );
  if (!asked) return { asOf: at.toISOString(), recount: null };
  const { first, last, done_to: done } = asked;
  return {
    asOf: at.toISOString(),
    recount: {
      because: asked.because,
      since: asked.at.toISOString(),
      done: first && last && done ? doneOf(first, last, done) : 0,
    },
  };
}

function doneOf(first: string, last: string, done: string): number {
  const [from, to, at] = [first, last, done].map(momentOf) as [number, number, number];
  return to <= from ? 0 : Math.min(Math.max((at - from) / (to - from), 0), 1);
}

/** Milliseconds since 1970 of a version 7 id. */
function momentOf(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}
