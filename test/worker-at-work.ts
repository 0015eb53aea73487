import { type Clock, createLogger, createPool } from '#platform';
import { JobRunner, openQueueBackend, Relay } from '#queue';
import { WorkerJobs } from '../apps/worker/src/worker-jobs.js';
import type { TestDatabase } from './database.js';
import type { TestWorker } from './worker.js';

/** The real queue with the real handlers, by a clock that the test moves. `stop` leaves everything as it is. */
export async function startJobs(
  db: TestDatabase,
  worker: TestWorker,
  clock: Clock,
): Promise<{ nudge(): void; stop(): Promise<void> }> {
  const logger = createLogger('worker', { level: 'silent' });
  const pool = createPool(db.workerUrl, { name: 'test-jobs', max: 4 });
  const backend = await openQueueBackend({ databaseUrl: db.workerUrl, logger });
  const registry = worker.app.get(WorkerJobs).registry();
  const parts = { backend, registry, clock, logger };
  const runner = new JobRunner({ database: pool, ...parts });
  const relay = new Relay({
    pool,
    databaseUrl: db.workerUrl,
    pollMs: 50,
    wake: (kind) => runner.wake(kind),
    ...parts,
  });
  await runner.start();
  relay.start();
  return {
    nudge: () => relay.nudge(),
    async stop() {
      await relay.stop();
      await runner.stop();
      await backend.close();
      await pool.end();
    },
  };
}
