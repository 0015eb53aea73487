import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '#platform';
import type { JobContext } from './job.js';
import { claim, markDone } from './outbox.js';

/**
 * The whole of a handler whose effect is in the database: one transaction that claims the job, does the work and marks
 * it done. Delivered twice, or by two workers at once, the work still commits once. Gives false when it was done before.
 */
export function once(
  source: DataSource,
  context: Pick<JobContext, 'jobId' | 'now'>,
  work: (manager: EntityManager) => Promise<void>,
): Promise<boolean> {
  return inTransaction(source, async (manager) => {
    if (!(await claim(manager, context.jobId))) return false;
    await work(manager);
    await markDone(manager, context.jobId, context.now);
    return true;
  });
}
