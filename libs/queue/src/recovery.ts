import type { Pool } from 'pg';
import { groupBy } from '#platform';
import type { QueueBackend } from './backend.js';

const PAGE = 500;

interface HandedRow {
  id: string;
  queue: string;
  handed_at: Date;
  /** The group it was taken in by a lane; null: the queue has it. */
  handed_as: string | null;
}

/** Between taking rows and locking them a lane does next to nothing; milliseconds. */
const GRACE = 5000;

/**
 * Finds rows that were handed over, are neither done nor failed, and that the queue doesn't hold any more (it was lost,
 * emptied, or restored from before), and puts them up again. Jobs that the queue itself gave up (their worker was
 * killed too often) are marked failed. Rows that a lane took and nobody works on any more, because their worker was
 * killed, go through the queue from then on: one of them may have brought it down, and each gets its own attempts.
 * Gives the number of rows put up again.
 *
 * What the queue has needs no grace: a row shows `handed_at` only after the queue took the job, and a job leaves the
 * queue only after its row is done, which the update asks again.
 */
export async function recoverLost(pool: Pool, backend: QueueBackend, now: Date): Promise<number> {
  let lost = 0;
  let after: Pick<HandedRow, 'id' | 'handed_at'> | undefined;
  for (;;) {
    const page = await handedPage(pool, now, after);
    lost += await leftInLane(
      pool,
      page.filter((row) => row.handed_as !== null),
      now,
    );
    const inQueue = page.filter((row) => row.handed_as === null);
    for (const [queue, rows] of groupBy(inQueue, (row) => row.queue)) {
      const ids = rows.map(({ id }) => id);
      const states = await backend.states(queue, ids);
      const inState = (...wanted: string[]) =>
        ids.filter((id) => wanted.includes(states.get(id) ?? 'missing'));
      lost += await putUp(pool, inState('missing', 'completed'));
      await giveUp(pool, inState('failed'), now);
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

/** A group at work holds its rows locked until it is done. */
async function leftInLane(pool: Pool, rows: HandedRow[], now: Date): Promise<number> {
  const since = now.getTime() - GRACE;
  const ids = rows.filter((row) => row.handed_at.getTime() < since).map(({ id }) => id);
  if (ids.length === 0) return 0;
  const { rowCount } = await pool.query(
    `UPDATE outbox o SET handed_at = NULL, handed_as = NULL, last_error = 'job.stalled'
     FROM (SELECT id FROM outbox WHERE id = ANY($1) ORDER BY id FOR UPDATE SKIP LOCKED) AS left_over
     WHERE o.id = left_over.id AND o.done_at IS NULL AND o.failed_at IS NULL AND o.handed_as IS NOT NULL`,
    [ids],
  );
  return rowCount ?? 0;
}

async function putUp(pool: Pool, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const { rowCount } = await pool.query(
    `UPDATE outbox SET handed_at = NULL
     WHERE id = ANY($1) AND done_at IS NULL AND failed_at IS NULL`,
    [ids],
  );
  return rowCount ?? 0;
}

async function giveUp(pool: Pool, ids: string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await pool.query(
    `UPDATE outbox SET failed_at = $2, last_error = coalesce(last_error, 'job.stalled')
     WHERE id = ANY($1) AND done_at IS NULL AND failed_at IS NULL`,
    [ids, now],
  );
}
