import type { Pool } from 'pg';
import { groupBy } from '#platform';
import type { QueueBackend } from './backend.js';

const PAGE = 500;

interface HandedRow {
  id: string;
  queue: string;
  handed_at: Date;
  /** The group it was handed over in. */
  handed_as: string | null;
}

/**
 * Finds rows that were handed over, are neither done nor failed, and that the queue doesn't hold any more (it was lost,
 * emptied, or restored from before), and puts them up again. Jobs that the queue itself gave up (their worker was
 * killed too often) are marked failed. Gives the number of rows put up again.
 *
 * No grace is needed: a row shows `handed_at` only after the queue took the job, and a job leaves the queue only after
 * its row is done, which the update asks again.
 */
export async function recoverLost(pool: Pool, backend: QueueBackend, now: Date): Promise<number> {
  let lost = 0;
  let after: Pick<HandedRow, 'id' | 'handed_at'> | undefined;
  for (;;) {
    const page = await handedPage(pool, now, after);
    for (const [queue, rows] of groupBy(page, (row) => row.queue)) {
      const states = await backend.states(queue, rows.map(queueId));
      const inState = (...wanted: string[]) =>
        rows.filter((row) => wanted.includes(states.get(queueId(row)) ?? 'missing'));
      lost += await putUp(pool, inState('missing', 'completed'));
      const failed = inState('failed');
      await giveUp(
        pool,
        failed.filter((row) => row.handed_as === null),
        now,
      );
      // One of a group may have brought the worker down: each gets its own attempts.
      lost += await putUp(
        pool,
        failed.filter((row) => row.handed_as !== null),
        'job.stalled',
      );
    }
    after = page.at(-1);
    if (page.length < PAGE) return lost;
  }
}

async function handedPage(
  pool: Pool,
  now: Date,
  after: Pick<HandedRow, 'id' | 'handed_at'> | undefined,
): Promise<HandedRow[]> {
  const { rows } = await pool.query<HandedRow>({
    name: 'outbox-handed-page',
    text: `SELECT id, queue, handed_at, handed_as FROM outbox
      WHERE handed_at IS NOT NULL AND done_at IS NULL AND failed_at IS NULL AND handed_at <= $1
        AND (handed_at, id) > ($2, $3)
      ORDER BY handed_at, id LIMIT ${PAGE}`,
    values: [
      now,
      after?.handed_at ?? new Date(0),
      after?.id ?? '00000000-0000-0000-0000-000000000000',
    ],
  });
  return rows;
}

const queueId = ({ id, handed_as }: HandedRow): string => handed_as ?? id;

async function putUp(pool: Pool, rows: HandedRow[], reason: string | null = null): Promise<number> {
  if (rows.length === 0) return 0;
  const { rowCount } = await pool.query(
    `UPDATE outbox SET handed_at = NULL, handed_as = NULL, last_error = coalesce($2, last_error)
     WHERE id = ANY($1) AND done_at IS NULL AND failed_at IS NULL`,
    [rows.map(({ id }) => id), reason],
  );
  return rowCount ?? 0;
}

async function giveUp(pool: Pool, rows: HandedRow[], now: Date): Promise<void> {
  if (rows.length === 0) return;
  await pool.query(
    `UPDATE outbox SET failed_at = $2, last_error = coalesce(last_error, 'job.stalled')
     WHERE id = ANY($1) AND done_at IS NULL AND failed_at IS NULL`,
    [rows.map(({ id }) => id), now],
  );
}
