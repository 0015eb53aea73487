/**
 * How fast jobs go from their rows through relay and runner, and how soon a single one starts, on a PostgreSQL of its
 * own that waits for the disk. Usage: npm run build:server && node bench/queue.mjs [jobs, default 5000]
 * With REDIS_URL the queue is there instead.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { freePort, startPostgres } from '../apps/launcher/postgres.mjs';
import { migrate } from '../dist/apps/migrate/src/migrate.js';
import {
  createDataSource,
  createLogger,
  createPool,
  systemClock,
} from '../dist/libs/platform/src/index.js';
import {
  defineJob,
  enqueueJob,
  JobRegistry,
  JobRunner,
  nudger,
  once,
  openQueueBackend,
  OutboxEntity,
  Relay,
} from '../dist/libs/queue/src/index.js';

const JOBS = Number(process.argv[2] ?? 5000);
const SINGLES = 200;
const CONCURRENCY = Number(process.env.CONCURRENCY ?? 16);

const dataDir = mkdtempSync(join(tmpdir(), 'bridgeline-bench-'));
// As root the server runs under an account of its own.
chmodSync(dataDir, 0o755);
const server = await startPostgres({
  dataDir: join(dataDir, 'postgres'),
  logFile: join(dataDir, 'postgres.log'),
  port: await freePort(),
  password: 'bench',
});
const passwords = { site: 'site', desk: 'desk', worker: 'worker' };
await migrate({ databaseUrl: server.url('postgres'), passwords, say: () => undefined });
const address = new URL(server.url('postgres'));
address.username = 'bridgeline_worker';
address.password = 'worker';
const databaseUrl = address.href;

const logger = createLogger('bench', { level: 'warn' });
const source = await createDataSource({
  url: databaseUrl,
  entities: [OutboxEntity],
  name: 'bench',
});
const pool = createPool(databaseUrl, { name: 'bench', max: 3, logger });
const backend = await openQueueBackend({ databaseUrl, redisUrl: process.env.REDIS_URL, logger });
await backend.ready();

const job = defineJob({ queue: 'upkeep', name: 'bench', payload: z.object({ n: z.number() }) });
let onDone = () => undefined;
const registry = new JobRegistry([job]).handle(job, async ({ n }, context) => {
  await once(source, context, async (manager) => {
    // A light effect: one row, as a status page or an activity is.
    await manager.query('INSERT INTO bench_effect (n) VALUES ($1)', [n]);
  });
  onDone(n);
});
const owner = createPool(server.url('postgres'), { name: 'owner', max: 2 });
await owner.query('CREATE TABLE bench_effect (n integer)');
await owner.query('GRANT INSERT ON bench_effect TO bridgeline_worker');

const runner = new JobRunner({
  database: source,
  backend,
  registry,
  clock: systemClock,
  logger,
  concurrency: { upkeep: CONCURRENCY },
});
const relay = new Relay({
  pool,
  databaseUrl,
  backend,
  registry,
  clock: systemClock,
  logger,
  wake: (kind) => runner.wake(kind),
});

const startIdle = process.memoryUsage().rss;
await owner.query(
  `INSERT INTO outbox (id, queue, name, payload, due_at)
   SELECT uuidv7(), 'upkeep', 'bench', jsonb_build_object('n', n), now() FROM generate_series(1, $1) n`,
  [JOBS],
);
const began = performance.now();
let done = 0;
const all = new Promise((resolve) => {
  onDone = () => {
    done += 1;
    if (done === JOBS) resolve();
  };
});
await runner.start();
relay.start();
await all;
const seconds = (performance.now() - began) / 1000;
console.log(
  `${backend.kind}: ${JOBS} jobs in ${seconds.toFixed(2)} s, ${(JOBS / seconds).toFixed(0)} jobs/s`,
);

await sleep(500);
const nudge = nudger(pool);
const waits = [];
for (let n = 0; n < SINGLES; n += 1) {
  const start = performance.now();
  const one = new Promise((resolve) => {
    onDone = resolve;
  });
  await enqueueJob(pool, job, { n }, { dueAt: new Date() });
  nudge.nudge();
  await one;
  waits.push(performance.now() - start);
  await sleep(15);
}
waits.sort((a, b) => a - b);
const at = (share) => waits[Math.floor(waits.length * share)].toFixed(1);
console.log(
  `single job, enqueue to done: p50 ${at(0.5)} ms, p90 ${at(0.9)} ms, p99 ${at(0.99)} ms`,
);
const connections = await owner.query(
  `SELECT application_name, count(*)::int AS n FROM pg_stat_activity
   WHERE usename = 'bridgeline_worker' GROUP BY 1 ORDER BY 1`,
);
console.log(
  'connections:',
  Object.fromEntries(connections.rows.map((r) => [r.application_name, r.n])),
);
const mb = (bytes) => `${(bytes / 1024 / 1024).toFixed(0)} MB`;
console.log(`memory: ${mb(startIdle)} before, ${mb(process.memoryUsage().rss)} after`);

await relay.stop();
await runner.stop();
await backend.close();
await source.destroy();
await Promise.all([pool.end(), owner.end()]);
await server.stop();
rmSync(dataDir, { recursive: true, force: true });
