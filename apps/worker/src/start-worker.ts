import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { AuditService } from '#audit';
import { replayTombstones, Tombstones } from '#erasure';
import { InquiryDoor } from '#inquiries';
import {
  createPool,
  type Logger,
  refuseOldSchema,
  type Running,
  systemClock,
  type Tracing,
  type WorkerSettings,
} from '#platform';
import { JobRunner, openQueueBackend, outboxState, Relay, Scheduler } from '#queue';
import { refuseWrongRing } from '#people';
import { loadKeyRing, siteKeysOf, Vault, watchKeys } from '#vault';
import { withSimulator } from './benefits/clearinghouse.js';
import { callListSchedules, callLists } from './call-lists/call-list.schedules.js';
import { houseState } from './health/house-state.js';
import { HealthServer } from './health/health-server.js';
import { WorkerMetrics } from './health/metrics.js';
import { workerSchedules } from './schedules.js';
import { mailboxSchedule } from './mailbox/mailbox.schedules.js';
import { WorkerJobs } from './worker-jobs.js';
import { ringSource, WorkerModule } from './worker.module.js';

/** Jobs at once in one process, by queue; groups come beside them. */
const CONCURRENCY = {
  intake: 4,
  doubted: 1,
  status: 2,
  clocks: 2,
  tasks: 4,
  cadences: 4,
  calls: 2,
  messages: 4,
  alerts: 4,
  duty: 1,
  benefits: 4,
};
/** A backlog that nobody hands over for this long means that the worker does not work; seconds. */
const STUCK_SECONDS = 120;
/** Jobs under way get so long to end when the worker stops: what follows has to fit into the ten seconds of the whole. */
const STOP_MS = 7000;
/** What is due is told by this machine's clock: one that is further off than this sends too early or too late; seconds. */
const CLOCKS_DIFFER = 30;

/**
 * Starts everything the worker does: the relay that hands due jobs to the queue, the handlers, the
 * schedules, and the address that tells how it is. `close` ends what runs and lets the rest be.
 */
export async function startWorker(
  given: WorkerSettings,
  logger: Logger,
  tracing?: Tracing,
): Promise<Running & { port: number }> {
  const { settings, close: closeSimulator } = await withSimulator(given);
  const clock = systemClock;
  // Two more than relay and schedules need: reading a provider's list holds one while it waits.
  const pool = createPool(settings.databaseUrl, { max: 6, name: 'worker-jobs', logger });
  const metrics = new WorkerMetrics(() => outboxState(pool, clock.now()));
  metrics.watchHouse(() => houseState(pool, clock.now()));
  const app = await NestFactory.createApplicationContext(
    await WorkerModule.forRoot(settings, metrics),
    { logger: false, abortOnError: false },
  );
  const source = app.get(DataSource);
  const vault = app.get(Vault);
  await refuseWrongRing(source, vault);
  const registry = app.get(WorkerJobs).registry();
  const backend = await openQueueBackend({
    databaseUrl: settings.databaseUrl,
    redisUrl: settings.redisUrl,
    logger,
  });
  const runner = new JobRunner({
    database: pool,
    backend,
    registry,
    clock,
    logger,
    concurrency: CONCURRENCY,
    stopMs: STOP_MS,
    tracing,
  });
  const relay = new Relay({
    pool,
    databaseUrl: settings.databaseUrl,
    backend,
    registry,
    clock,
    logger,
    wake: (kind) => runner.wake(kind),
  });
  const doorParts = {
    pool,
    keys: siteKeysOf(loadKeyRing(ringSource(settings))),
    clock,
    nudger: relay,
  };
  const stopWatching = watchKeys(ringSource(settings), 'ring', () =>
    Object.assign(
      doorParts.keys,
      siteKeysOf(loadKeyRing(ringSource(settings)), doorParts.keys.siteSecret),
    ),
  );
  const door = new InquiryDoor(doorParts);
  const mailbox = await mailboxSchedule({
    url: settings.providers.imapUrl,
    app,
    // A large e-mail takes longer to write than a form.
    door: new InquiryDoor({ ...doorParts, answerTimeout: 20_000 }),
    logger,
    now: clock.now(),
  });
  const scheduler = new Scheduler({
    pool,
    schedules: [
      ...workerSchedules(app, pool),
      ...callListSchedules({
        lists: callLists(settings.providers),
        pool,
        door,
        metrics,
        logger,
      }),
      ...mailbox.schedules,
    ],
    clock,
    logger,
    onEnqueued: () => relay.nudge(),
  });
  const health = new HealthServer(
    {
      checks: {
        database: () => source.query('SELECT 1'),
        queue: () => backend.ready(),
        keys: () => refuseWrongRing(source, vault),
        schema: () => refuseOldSchema(pool),
        clock: async () => {
          const { clockAheadSeconds } = await houseState(pool, clock.now());
          if (Math.abs(clockAheadSeconds) > CLOCKS_DIFFER) throw new Error('the clocks disagree');
        },
        relay: async () => {
          const { oldestDueSeconds } = await outboxState(pool, clock.now());
          if (oldestDueSeconds > STUCK_SECONDS) throw new Error('due jobs are not handed over');
        },
      },
      metrics: () => metrics.text(),
    },
    logger,
  );
  // The port first: when it is taken, nothing has begun yet.
  const port = await health.listen(settings.host, settings.port);
  const again = await replayTombstones(
    source,
    app.get(AuditService, { strict: false }),
    app.get(Tombstones).all(),
    clock.now(),
  );
  if (again > 0)
    logger.warn({ again }, 'this database is older than erasures: they are done again');
  await runner.start();
  relay.start();
  scheduler.start();
  logger.info({ port, queues: registry.queues() }, 'the worker works');
  return { port, close };

  /** Nothing new first; then what is under way; then the connections. */
  async function close(): Promise<void> {
    await Promise.all([scheduler.stop(), relay.stop()]);
    mailbox.close();
    stopWatching();
    await runner.stop();
    await health.close();
    await backend.close();
    await app.close();
    await closeSimulator();
    await pool.end();
  }
}
