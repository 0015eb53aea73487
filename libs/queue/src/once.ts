import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '#platform';
import type { JobContext } from './job.js';
import { finish } from './outbox.js';

/** Contexts whose job `once` has settled, so that the runner need not ask the table again. */
const settled = new WeakSet<object>();

/**
 * The whole of a handler whose effect is in the database: one transaction that takes the job, does the work and marks
 * it done. Delivered twice, or by two workers at once, the work still commits once. Gives false when it was done before.
 */
export async function once(
  source: DataSource,
  context: Pick<JobContext, 'jobId' | 'now'>,
  work: (manager: EntityManager) => Promise<void>,
): Promise<boolean> {
  const first = await inTransaction(source, async (manager) => {
    // Done before the work, in its transaction: it locks the row as a claim does, and is undone when the work fails.
    if (!(await finish(manager, context.jobId, context.now))) return false;
    await work(manager);
    return true;
  });
  settled.add(context);
  return first;
}

/** Whether `once` has run to its end under this context. */
export function isSettled(context: object): boolean {
  return settled.has(context);
}
