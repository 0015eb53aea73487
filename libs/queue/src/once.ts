import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '#platform';
import type { JobContext } from './job.js';
import { finish, finishAll } from './outbox.js';

/** Contexts whose job `once` has settled, so that the runner need not ask the table again. */
const settled = new WeakSet<object>();

/**
 * The whole of a handler whose effect is in the database: one transaction that takes the job, does the work and marks
 * it done. Delivered twice, or by two workers at once, the work still commits once. Gives false when it was done before.
 * With `snapshot`, all of the work sees the database as it was at one moment (see `inTransaction`).
 */
export async function once(
  source: DataSource,
  context: Pick<JobContext, 'jobId' | 'now'>,
  work: (manager: EntityManager) => Promise<void>,
  options: { snapshot?: boolean } = {},
): Promise<boolean> {
  const first = await inTransaction(
    source,
    async (manager) => {
      // Done before the work, in its transaction: it locks the row as a claim does, and is undone when the work fails.
      if (!(await finish(manager, context.jobId, context.now))) return false;
      await work(manager);
      return true;
    },
    { gathering: true, ...options },
  );
  settled.add(context);
  return first;
}

/** A job of a group that one transaction is to do. */
interface OfGroup {
  context: Pick<JobContext, 'jobId' | 'now'>;
}

/**
 * `once` for several jobs in one transaction. `choose` reads which of them can be done together, and `work` does those
 * that were not done before. Gives the chosen ones, which are done when this resolves; none when it throws.
 */
export async function onceTogether<Job extends OfGroup>(
  source: DataSource,
  choose: (manager: EntityManager) => Promise<readonly Job[]>,
  work: (manager: EntityManager, jobs: readonly Job[]) => Promise<void>,
): Promise<readonly Job[]> {
  const chosen = await inTransaction(
    source,
    async (manager) => {
      const jobs = await choose(manager);
      const open = await finishAll(
        manager,
        jobs.map(({ context }) => context),
      );
      await work(
        manager,
        jobs.filter(({ context }) => open.has(context.jobId)),
      );
      return jobs;
    },
    { gathering: true },
  );
  for (const { context } of chosen) settled.add(context);
  return chosen;
}

/** Whether `once` has run to its end under this context. */
export function isSettled(context: object): boolean {
  return settled.has(context);
}
