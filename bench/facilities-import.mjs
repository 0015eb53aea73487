// How long 14,000 made-up facilities take: read and previewed, taken in, taken in once more (nothing new), taken back.
//   node bench/facilities-import.mjs [rows]      (after npm run build:server)
// The services are those of the worker, on an embedded PostgreSQL of their own.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startPostgres } from '../apps/launcher/postgres.mjs';

const dist = new URL('../dist/', import.meta.url);
const ROWS = Number(process.argv[2] ?? 14_000);
const SERVICES = [
  ['TC', 'Substance use treatment; Detoxification'],
  [
    'SET',
    'Residential/24-hour residential; Short-term residential; Intensive outpatient treatment',
  ],
  ['OT', 'Accepts clients using MAT but prescribed elsewhere; Prescribes buprenorphine'],
  ['PAY', 'Medicaid; Medicare; Private health insurance; Cash or self-payment'],
  ['SG', 'Adult women; Adult men; Veterans; Clients who have experienced trauma'],
  ['AGE', 'Adults; Young Adults'],
  ['GN', 'Female; Male'],
  ['LCA', 'State Substance use treatment agency; The Joint Commission'],
].map(([f2, f3]) => ({ f1: f2, f2, f3 }));

const folder = mkdtempSync(join(tmpdir(), 'bridgeline-bench-import-'));
chmodSync(folder, 0o755);
const server = await startPostgres({
  dataDir: join(folder, 'postgres'),
  logFile: join(folder, 'postgres.log'),
  port: await freePort(),
  password: 'bench',
  throwAway: folder,
});
try {
  await measure(server.url('postgres'));
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(ownerUrl) {
  const load = (path) => import(new URL(path, dist).href);
  await import('reflect-metadata');
  const { migrate } = await load('apps/migrate/src/migrate.js');
  const passwords = { site: 'a', desk: 'b', worker: 'c' };
  await migrate({ databaseUrl: ownerUrl, passwords, say: () => undefined });
  const { NestFactory } = await import('@nestjs/core');
  const { WorkerModule } = await load('apps/worker/src/worker.module.js');
  const { WorkerMetrics } = await load('apps/worker/src/health/metrics.js');
  const { newKeyRing, ringToJson } = await load('libs/vault/src/index.js');
  const { inTransaction, workerSettings } = await load('libs/platform/src/index.js');
  const { DirectoryImportService, ImportPreview, ImportRun, ImportUndo } = await load(
    'libs/exchange/src/index.js',
  );
  const { DataSource } = await import('typeorm');
  const settings = workerSettings({
    WORKER_DATABASE_URL: ownerUrl,
    BRIDGELINE_KEYS: Buffer.from(ringToJson(newKeyRing())).toString('base64'),
  });
  const metrics = new WorkerMetrics(() => Promise.reject(new Error('not measured here')));
  const app = await NestFactory.createApplicationContext(
    await WorkerModule.forRoot(settings, metrics),
    { logger: ['error'] },
  );
  const source = app.get(DataSource);
  const imports = app.get(DirectoryImportService);
  const never = new AbortController().signal;
  const actor = { kind: 'system' };
  const state = async (id) =>
    (
      await source.query(
        'SELECT state, done, counts, version FROM directory_import WHERE id = $1',
        [id],
      )
    )[0];
  const timed = async (what, id, work) => {
    const seen = [];
    const look = async () => seen.push((await state(id)).done);
    const watch = setInterval(() => void look(), 250);
    const began = performance.now();
    await work();
    clearInterval(watch);
    const seconds = (performance.now() - began) / 1000;
    const steps = new Set(seen).size;
    console.log(
      `${what.padEnd(34)} ${seconds.toFixed(1).padStart(6)} s   ${Math.round(ROWS / seconds)
        .toLocaleString('en-US')
        .padStart(7)} rows/s   progress seen in ${steps} steps`,
    );
  };
  const upload = async (content) => {
    const now = new Date();
    return inTransaction(source, (manager) =>
      imports.upload(manager, { name: 'bench.json', content, asOf: now }, actor, now),
    );
  };
  const step = async (id, what) => {
    const { version } = await state(id);
    await inTransaction(source, (manager) =>
      imports.step(manager, id, what, version, actor, new Date()),
    );
  };
  const content = Buffer.from(
    JSON.stringify({ page: 1, rows: Array.from({ length: ROWS }, (_none, at) => row(at)) }),
  );
  console.log(
    `${ROWS.toLocaleString('en-US')} made-up facilities, ${(content.length / 1048576).toFixed(0)} MB of JSON; Node ${process.version}, ${cpus().length} cores`,
  );
  const first = await upload(content);
  await timed('read and previewed', first, () =>
    app.get(ImportPreview).make(first, new Date(), never),
  );
  await step(first, 'start');
  await timed('taken in', first, () => app.get(ImportRun).take(first, new Date(), never));
  const counts = (await state(first)).counts;
  const [made] = await source.query(
    'SELECT (SELECT count(*) FROM facility)::int AS facilities, (SELECT count(*) FROM program)::int AS programs, (SELECT count(*) FROM field_fact)::int AS facts',
  );
  console.log(JSON.stringify({ counts, made }));
  const again = await upload(content);
  await timed('previewed once more', again, () =>
    app.get(ImportPreview).make(again, new Date(), never),
  );
  await step(again, 'start');
  await timed('taken in once more', again, () => app.get(ImportRun).take(again, new Date(), never));
  console.log(JSON.stringify((await state(again)).counts));
  await step(first, 'undo');
  await timed('taken back', first, () => app.get(ImportUndo).takeBack(first, new Date(), never));
  await app.close();
}

function row(at) {
  const street = `${100 + at} Made-up ${['Elm', 'Oak', 'Birch', 'Cedar'][at % 4]} Street`;
  return {
    name1: `Made-up Treatment Center ${at}`,
    street1: street,
    city: 'Sampleton',
    state: 'CA',
    zip: String(90_001 + (at % 900)),
    phone: `213-555-${String(at % 10_000).padStart(4, '0')}`,
    website: `https://center-${at}.example`,
    latitude: String(34 + (at % 500) / 1000),
    longitude: String(-118 - (at % 700) / 1000),
    services: SERVICES,
  };
}
