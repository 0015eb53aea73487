import type { DataSource } from 'typeorm';
import { OrganisationService } from '#content';
import { REMIND_TASK, taskJobKey } from '#follow-up';
import { CHECK_CLOCK, clockJobKey, QueueKeeper } from '#leads';
import { ContactPoints } from '#people';
import { inTransaction, newId } from '#platform';
import type { Vault } from '#vault';

/** Leads looked at together. */
const TOGETHER = 400;

/** What is still to be done at the end of the year is put where the desk and the worker look for it. */
export async function putInQueue(
  source: DataSource,
  vault: Vault,
  now: Date,
  told: (done: number, all: number) => void,
): Promise<void> {
  await jobsOfClocks(source, now);
  await jobsOfTasks(source, now);
  const keeper = new QueueKeeper(new OrganisationService(), new ContactPoints(vault));
  const open = await source.query<{ id: string }[]>(
    `SELECT id FROM lead l WHERE closed_at IS NULL AND stage <> 'admitted'
       AND NOT EXISTS (SELECT 1 FROM queue_entry q WHERE q.lead_id = l.id) ORDER BY id`,
  );
  for (let first = 0; first < open.length; first += TOGETHER) {
    const ids = open.slice(first, first + TOGETHER).map(({ id }) => id);
    await inTransaction(source, (manager) => keeper.refresh(manager, ids, now));
    told(Math.min(first + TOGETHER, open.length), open.length);
  }
}

/** Promises that run are looked at when they are due. */
async function jobsOfClocks(source: DataSource, now: Date): Promise<void> {
  const running = await source.query<{ id: string; due_at: Date }[]>(
    `SELECT id, due_at FROM clock c WHERE met_at IS NULL AND missed_at IS NULL AND cancelled_at IS NULL AND due_at > $1
       AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.dedupe_key = 'clock:' || c.id)`,
    [now],
  );
  const jobs = running.map(({ id, due_at }) => ({
    payload: { clockId: id },
    key: clockJobKey(id),
    due: due_at,
  }));
  await addJobs(source, CHECK_CLOCK, jobs);
}

/** Whoever has a task is reminded when it is due. */
async function jobsOfTasks(source: DataSource, now: Date): Promise<void> {
  const open = await source.query<{ id: string; due_at: Date }[]>(
    `SELECT id, due_at FROM task t WHERE done_at IS NULL AND dropped_at IS NULL AND due_at > $1
       AND remind_minutes = 0 AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.dedupe_key LIKE 'task:' || t.id || ':%')`,
    [now],
  );
  const jobs = open.map(({ id, due_at: dueAt }) => ({
    payload: { taskId: id },
    key: taskJobKey({ id, dueAt, remindMinutes: 0 }),
    due: dueAt,
  }));
  await addJobs(source, REMIND_TASK, jobs);
}

async function addJobs(
  source: DataSource,
  { queue, name }: { queue: string; name: string },
  jobs: readonly { payload: Record<string, string>; key: string; due: Date }[],
): Promise<void> {
  await source.query(
    `INSERT INTO outbox (id, queue, name, payload, dedupe_key, due_at)
     SELECT id, $1, $2, payload, key, due FROM unnest($3::uuid[], $4::jsonb[], $5::text[], $6::timestamptz[])
       AS j(id, payload, key, due) ON CONFLICT DO NOTHING`,
    [
      queue,
      name,
      jobs.map(() => newId()),
      jobs.map(({ payload }) => JSON.stringify(payload)),
      jobs.map(({ key }) => key),
      jobs.map(({ due }) => due),
    ],
  );
}
