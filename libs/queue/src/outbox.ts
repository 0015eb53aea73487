import { gather, newId, settle, together } from '#platform';
import type { JobDefinition } from './job.js';
import { type Queryable, rowsOf } from './sql.js';

/** A job to be done, as its row is written. */
export interface NewJob {
  queue: string;
  name: string;
  /** Ids only; never anything personal. */
  payload?: Record<string, unknown>;
  dueAt: Date;
  /** A job under a key that exists, done or not, isn't added again. `cancel` frees the key. */
  dedupeKey?: string;
}

/**
 * Writes a job into the transaction of the change that needs it, so that neither can exist without the other.
 * Nudge the relay after the commit. Gives the id of the job: the older one's when the dedupe key was taken.
 */
export async function enqueue(on: Queryable, job: NewJob): Promise<string> {
  const id = newId();
  const values = [id, job.queue, job.name, JSON.stringify(job.payload ?? {}), job.dueAt];
  if (job.dedupeKey === undefined) {
    await on.query(
      'INSERT INTO outbox (id, queue, name, payload, due_at) VALUES ($1, $2, $3, $4, $5)',
      values,
    );
    return id;
  }
  const added = await rowsOf<{ id: string }>(
    on,
    `INSERT INTO outbox (id, queue, name, payload, due_at, dedupe_key) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (dedupe_key) WHERE dedupe_key IS NOT NULL DO NOTHING RETURNING id`,
    [...values, job.dedupeKey],
  );
  if (added[0]) return added[0].id;
  const found = await rowsOf<{ id: string }>(on, 'SELECT id FROM outbox WHERE dedupe_key = $1', [
    job.dedupeKey,
  ]);
  // Cancelled between the two statements: the key is free again.
  return found[0]?.id ?? enqueue(on, job);
}

/**
 * `enqueue` of a declared job, its payload checked against the declaration; together with all others
 * at the end of a transaction that gathers. Gives the id of its row, which is not written when the
 * dedupe key is taken.
 */
export async function enqueueJob<P>(
  on: Queryable,
  definition: JobDefinition<P>,
  payload: P,
  when: { dueAt: Date; dedupeKey?: string },
): Promise<string> {
  const row = {
    id: newId(),
    queue: definition.queue,
    name: definition.name,
    payload: definition.payload.parse(payload),
    due_at: when.dueAt.toISOString(),
    dedupe_key: when.dedupeKey ?? null,
  };
  await gather(on, JOBS, [row], async (rows) => {
    await on.query(
      `INSERT INTO outbox (id, queue, name, payload, due_at, dedupe_key)
       SELECT id, queue, name, payload, due_at, dedupe_key
       FROM json_to_recordset($1::json) AS r(id uuid, queue text, name text, payload jsonb,
         due_at timestamptz, dedupe_key text)
       ON CONFLICT (dedupe_key) WHERE dedupe_key IS NOT NULL DO NOTHING`,
      [JSON.stringify(rows)],
    );
  });
  return row.id;
}

/** The kind of these rows among what a transaction gathers. */
const JOBS = 'outbox';

/**
 * Calls a job off that isn't done yet, also when it was handed over already, and frees its key. An attempt that has
 * claimed the job is waited for. Gives whether there was one to call off.
 */
export async function cancel(on: Queryable, dedupeKey: string, now: Date): Promise<boolean> {
  await settle(on, JOBS);
  return together(on, 'cancel', dedupeKey, async (keys) => {
    const rows = await rowsOf<{ dedupe_key: string }>(
      on,
      `WITH waiting AS (SELECT id, dedupe_key FROM outbox
         WHERE dedupe_key = ANY($1::text[]) AND done_at IS NULL ORDER BY id FOR UPDATE)
       UPDATE outbox o SET done_at = $2, dedupe_key = NULL, last_error = 'cancelled'
       FROM waiting w WHERE o.id = w.id RETURNING w.dedupe_key`,
      [keys, now],
    );
    const cancelled = new Set(rows.map((row) => row.dedupe_key));
    return keys.map((key) => cancelled.has(key));
  });
}

/**
 * Takes a job for the handler's transaction: locks its row until the end of it, so that a second delivery waits.
 * False when the job is done or called off: then there is nothing to do.
 */
export async function claim(on: Queryable, jobId: string): Promise<boolean> {
  const rows = await rowsOf<{ done_at: Date | null }>(
    on,
    'SELECT done_at FROM outbox WHERE id = $1 FOR UPDATE',
    [jobId],
  );
  return rows[0] !== undefined && rows[0].done_at === null;
}

/** Marks a job done, in the transaction of its effect. */
export async function markDone(on: Queryable, jobId: string, now: Date): Promise<void> {
  await finish(on, jobId, now);
}

/** `claim` and `markDone` in one statement. False when the job was done before, or is called off. */
export async function finish(on: Queryable, jobId: string, now: Date): Promise<boolean> {
  const rows = await rowsOf(
    on,
    `UPDATE outbox o SET done_at = $2, failed_at = NULL WHERE id = $1 AND done_at IS NULL
     RETURNING id, ${HAND_ON}`,
    [jobId, now],
  );
  return rows.length > 0;
}

/**
 * What a transaction writes into the outbox from here on came from the same web request: the column's default reads this.
 * A job that no request asked for is the beginning of its own chain.
 */
const HAND_ON = "set_config('bridgeline.request', coalesce(o.request_id, o.id::text), true)";

/** `finish` for several jobs; gives the ids of those that were open. */
export async function finishAll(
  on: Queryable,
  jobs: readonly { jobId: string; now: Date }[],
): Promise<Set<string>> {
  if (jobs.length === 0) return new Set();
  const rows = await rowsOf<{ id: string }>(
    on,
    `UPDATE outbox o SET done_at = j.now, failed_at = NULL
     FROM unnest($1::uuid[], $2::timestamptz[]) AS j(id, now) WHERE o.id = j.id AND o.done_at IS NULL
     RETURNING o.id${jobs.length === 1 ? `, ${HAND_ON}` : ''}`,
    [jobs.map(({ jobId }) => jobId), jobs.map(({ now }) => now)],
  );
  return new Set(rows.map(({ id }) => id));
}

/**
 * Keeps the reason of a failed attempt; `final` when it was the last. The reason is a code or a class name: never a
 * message, which could quote what somebody wrote. Gives the web request that the job came from.
 */
export async function markFailed(
  on: Queryable,
  jobId: string,
  failure: { reason: string; final: boolean; now: Date },
): Promise<string> {
  const rows = await rowsOf<{ request_id: string | null }>(
    on,
    `UPDATE outbox SET last_error = $2, failed_at = CASE WHEN $3 THEN $4::timestamptz ELSE failed_at END
     WHERE id = $1 AND done_at IS NULL RETURNING request_id`,
    [jobId, failure.reason, failure.final, failure.now],
  );
  return rows[0]?.request_id ?? jobId;
}

/** The web request that wanted a job; the job's own id where none did, or it is gone. */
export async function requestOf(on: Queryable, jobId: string): Promise<string> {
  const text = 'SELECT request_id FROM outbox WHERE id = $1';
  const [row] = await rowsOf<{ request_id: string | null }>(on, text, [jobId]);
  return row?.request_id ?? jobId;
}

/** Puts a job of a group up again by itself, after an attempt that failed. */
export async function handBack(
  on: Queryable,
  jobId: string,
  failure: { reason: string; dueAt: Date },
): Promise<void> {
  await on.query(
    `UPDATE outbox SET handed_at = NULL, handed_as = NULL, last_error = $2, due_at = $3
     WHERE id = $1 AND done_at IS NULL AND failed_at IS NULL`,
    [jobId, failure.reason, failure.dueAt],
  );
}

/** Puts a failed job up again, with all its attempts. False when it isn't a failed one. */
export async function retry(on: Queryable, jobId: string, now: Date): Promise<boolean> {
  const rows = await rowsOf(
    on,
    `UPDATE outbox SET failed_at = NULL, handed_at = NULL, handed_as = NULL, due_at = $2
     WHERE id = $1 AND failed_at IS NOT NULL AND done_at IS NULL RETURNING id`,
    [jobId, now],
  );
  return rows.length > 0;
}

/** How much is waiting, for health and metrics; ages in seconds. */
export interface OutboxState {
  due: number;
  handed: number;
  failed: number;
  /** How long the most overdue job has been due. */
  oldestDueSeconds: number;
}

/** Counts what isn't done. Reads the partial indexes alone, so it stays cheap however much is done. */
export async function outboxState(on: Queryable, now: Date): Promise<OutboxState> {
  const [row] = await rowsOf<Record<string, string | null>>(
    on,
    `SELECT count(*) FILTER (WHERE handed_at IS NULL AND due_at <= $1) AS due,
       count(*) FILTER (WHERE handed_at IS NOT NULL AND failed_at IS NULL) AS handed,
       count(*) FILTER (WHERE failed_at IS NOT NULL) AS failed,
       extract(epoch FROM $1 - min(due_at) FILTER (WHERE handed_at IS NULL AND due_at <= $1)) AS oldest
     FROM outbox WHERE done_at IS NULL AND (handed_at IS NOT NULL OR due_at <= $1)`,
    [now],
  );
  return {
    due: Number(row?.due ?? 0),
    handed: Number(row?.handed ?? 0),
    failed: Number(row?.failed ?? 0),
    oldestDueSeconds: Number(row?.oldest ?? 0),
  };
}

/** Deletes jobs done before `before` (their dedupe keys with them), at most 5,000 at a time. Gives how many. */
export async function purgeDone(on: Queryable, before: Date): Promise<number> {
  const rows = await rowsOf(
    on,
    `DELETE FROM outbox WHERE id IN (
       SELECT id FROM outbox WHERE done_at < $1 ORDER BY id LIMIT 5000
     ) RETURNING id`,
    [before],
  );
  return rows.length;
}
