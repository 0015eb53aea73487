/**
 * What the report pages cost at 10,000, 100,000 and 1,000,000 leads: each page's question over HTTP beside raw SQL over the
 * records, turn by turn in one run, and how both grow. Writes bench/results/reports.md.
 * Usage: npm run build:server && node bench/reports/run.mjs [steps of ten, default 2: 10,000 to 1,000,000]
 */
import 'reflect-metadata';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { freePort, startPostgres } from '../../apps/launcher/postgres.mjs';
import { openDesk } from '../desk/open-desk.mjs';
import { CASES } from './cases.mjs';
import { measure } from './measure.mjs';
import { multiply } from './multiply.mjs';
import { report } from './report.mjs';

const STEPS = Number(process.argv[2] ?? 2);
const TOLD = 10_000;
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const dist = (path) => import(new URL(`../../dist/${path}`, import.meta.url).href);
const say = (line) => process.stdout.write(`${line}\n`);

const folder = mkdtempSync(join(tmpdir(), 'bridgeline-bench-reports-'));
chmodSync(folder, 0o755);
const server = await startPostgres({
  dataDir: join(folder, 'postgres'),
  logFile: join(folder, 'postgres.log'),
  port: await freePort(),
  password: 'bench',
  throwAway: folder,
});
try {
  const url = server.url('postgres');
  const { options, ring, loadedIn } = await tellYear(url);
  const db = new pg.Client({ connectionString: url });
  // Should the measuring fail, PostgreSQL stops under it: that is not the failure to report.
  db.on('error', () => undefined);
  await db.connect();
  const steps = [];
  for (let step = 0; step <= STEPS; step += 1) {
    if (step > 0) await multiply(db, { times: 10, round: step - 1 }, say);
    const rolledIn = await rollUp(url);
    await db.query('VACUUM ANALYZE');
    steps.push({ ...(await ask(db, url, ring, options)), rolledIn, load: loadavg()[0] });
  }
  await db.end();
  const machine = `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), ${(totalmem() / 1e9).toFixed(0)} GB`;
  const text = report({ steps, machine, told: TOLD, loadedIn });
  mkdirSync(join(root, 'bench/results'), { recursive: true });
  writeFileSync(join(root, 'bench/results/reports.md'), text);
  say(text);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** A made-up year with the colleagues of a centre of a million leads, so that slices by agent are as many. */
async function tellYear(url) {
  const { migrate } = await dist('apps/migrate/src/migrate.js');
  const passwords = { site: 'site', desk: 'desk', worker: 'worker' };
  await migrate({ databaseUrl: url, passwords, say: () => undefined });
  const { newKeyRing, Vault } = await dist('libs/vault/src/index.js');
  const { createDataSource } = await dist('libs/platform/src/index.js');
  const { entities } = await dist('apps/migrate/src/entities.js');
  const { SampleDirectory } = await dist('apps/demo/src/directory/load-samples.js');
  const { readCentre } = await dist('apps/demo/src/year/centre-reader.js');
  const { loadYear } = await dist('apps/demo/src/year/load-year.js');
  const { staffOf } = await dist('apps/demo/src/year/staffing.js');
  const ring = newKeyRing();
  const options = { leads: TOLD, days: 365, seed: 7, zone: 'America/New_York', until: new Date() };
  const source = await createDataSource({ url, entities, name: 'bench', max: 2 });
  const many = { ...options, leads: 1_000_000 };
  const centre = await source.transaction(async (manager) => {
    const staff = await staffOf(manager, many);
    await new SampleDirectory(new Vault(ring), staff.manager, options.until).load(manager);
    return readCentre(manager, many);
  });
  const began = performance.now();
  await loadYear(
    { databaseUrl: url, source, ring },
    { options, centre, empty: true },
    () => undefined,
  );
  await source.destroy();
  return { options, ring, loadedIn: (performance.now() - began) / 1000 };
}

/** Adds up what changed by day; gives how long it took, in seconds. */
async function rollUp(url) {
  const { createDataSource, inTransaction } = await dist('libs/platform/src/index.js');
  const { entities } = await dist('apps/migrate/src/entities.js');
  const { RollUpService } = await dist('libs/reporting/src/index.js');
  const source = await createDataSource({ url, entities, name: 'bench', max: 1 });
  const service = new RollUpService();
  const began = performance.now();
  const work = (manager) => manager.query('SET LOCAL statement_timeout = 0');
  for (let days = 1; days > 0; ) {
    days = await inTransaction(source, async (manager) => {
      await work(manager);
      return service.rollUp(manager, new Date(), new Date());
    });
  }
  // As if it were an hour later: what was changed has come to rest.
  const later = new Date(Date.now() + 3_600_000);
  for (let more = true; more; ) {
    more = await inTransaction(source, async (manager) => {
      await work(manager);
      return service.addUpMonth(manager, later);
    });
  }
  await source.destroy();
  return (performance.now() - began) / 1000;
}

async function ask(db, url, ring, { until, zone }) {
  const desk = await openDesk(url, ring);
  const { rows } = await db.query(
    `SELECT (SELECT count(*)::int FROM lead) AS leads, (SELECT count(*)::int FROM call) AS calls,
       (SELECT count(*)::int FROM stage_change) AS stages, pg_size_pretty(pg_database_size(current_database())) AS size,
       (SELECT facility_id FROM referral GROUP BY 1 ORDER BY count(*) DESC LIMIT 1) AS facility`,
  );
  const day = (at) => at.toISOString().slice(0, 10);
  const to = day(until);
  const from = day(new Date(until.getTime() - 364 * 86_400_000));
  const results = [];
  for (const one of CASES({ from, to, zone, facility: rows[0].facility })) {
    const times = await measure(desk, db, one);
    results.push({ name: one.name, ...times });
    say(
      `${rows[0].leads} leads, ${one.name}: p95 ${times.p95.toFixed(0)} ms, raw ${times.raw.toFixed(0)} ms`,
    );
  }
  await desk.close();
  return { ...rows[0], results };
}
