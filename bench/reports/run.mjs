/**
 * What the report pages cost at 10,000, 100,000 and 1,000,000 leads: each page's question over HTTP beside raw SQL over the
 * records, turn by turn in one run, and how both grow. Making the databases takes long and measuring needs a quiet machine,
 * so these are two commands; what is made already is made use of. The second writes bench/results/reports.md.
 *   npm run build:server
 *   node bench/reports/run.mjs prepare FOLDER [steps of ten, default 2: 10,000, 100,000 and 1,000,000]
 *   node bench/reports/run.mjs measure FOLDER [steps]
 * BENCH_DATABASE_URL: a server to keep the databases on (of its superuser); else one is started in FOLDER.
 */
import 'reflect-metadata';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { freePort, startPostgres } from '../../apps/launcher/postgres.mjs';
import { openDesk } from '../desk/open-desk.mjs';
import { CASES } from './cases.mjs';
import { measure } from './measure.mjs';
import { report } from './report.mjs';

const [command, place, steps = '2'] = process.argv.slice(2);
if (!['prepare', 'measure'].includes(command) || !place) {
  process.stderr.write('Usage: node bench/reports/run.mjs prepare|measure FOLDER [steps]\n');
  process.exit(2);
}
const STEPS = Number(steps);
const TOLD = 10_000;
const ZONE = 'America/New_York';
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const dist = (path) => import(new URL(`../../dist/${path}`, import.meta.url).href);
const say = (line) => process.stdout.write(`${line}\n`);
const folder = resolve(place);
mkdirSync(folder, { recursive: true });
chmodSync(folder, 0o755);

const server = process.env.BENCH_DATABASE_URL
  ? null
  : await startPostgres({
      dataDir: join(folder, 'postgres'),
      logFile: join(folder, 'postgres.log'),
      port: await freePort(),
      password: 'bench',
    });
try {
  if (command === 'prepare') await prepare();
  else await measureAll();
} finally {
  await server?.stop();
}

function urlOf(database) {
  if (server) return server.url(database);
  const url = new URL(process.env.BENCH_DATABASE_URL);
  url.pathname = `/${database}`;
  return url.href;
}

async function connect(database) {
  const db = new pg.Client({ connectionString: urlOf(database) });
  // Should the work fail, PostgreSQL stops under it: that is not the failure to report.
  db.on('error', () => undefined);
  await db.connect();
  return db;
}

/** A database for each step, told whole: ten times as many requests in each. */
async function prepare() {
  const control = await connect('template1');
  for (let step = 0; step <= STEPS; step += 1) {
    const name = `leads_${step}`;
    const { rowCount } = await control.query('SELECT 1 FROM pg_database WHERE datname = $1', [
      name,
    ]);
    if (rowCount > 0) continue;
    const made = `${name}_in_the_making`;
    await control.query(`DROP DATABASE IF EXISTS ${made}`);
    await control.query(`CREATE DATABASE ${made} TEMPLATE template0`);
    say(name);
    const took = await tellYear(urlOf(made), TOLD * 10 ** step);
    writeFileSync(tookOf(step), JSON.stringify(took));
    await control.query(`ALTER DATABASE ${made} RENAME TO ${name}`);
  }
  await control.end();
}

/** How long a step took to prepare is kept beside its database. */
function tookOf(step) {
  return join(folder, `took_${step}.json`);
}

async function measureAll() {
  const { ringFromJson } = await dist('libs/vault/src/index.js');
  const ring = ringFromJson(readFileSync(join(folder, 'ring.json'), 'utf8'), 'the bench');
  const results = [];
  for (let step = 0; step <= STEPS; step += 1) {
    const database = `leads_${step}`;
    const db = await connect(database);
    const took = existsSync(tookOf(step)) ? JSON.parse(readFileSync(tookOf(step), 'utf8')) : null;
    results.push({ ...(await ask(db, urlOf(database), ring)), load: loadavg()[0], took });
    await db.end();
  }
  const machine = `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), ${(totalmem() / 1e9).toFixed(0)} GB`;
  const text = report({ steps: results, machine });
  mkdirSync(join(root, 'bench/results'), { recursive: true });
  writeFileSync(join(root, 'bench/results/reports.md'), text);
  say(text);
}

/** The keys of the told year, which later steps share. */
async function ringOf() {
  const { newKeyRing, ringFromJson, ringToJson } = await dist('libs/vault/src/index.js');
  const file = join(folder, 'ring.json');
  if (!existsSync(file)) writeFileSync(file, ringToJson(newKeyRing()), { mode: 0o600 });
  return ringFromJson(readFileSync(file, 'utf8'), 'the bench');
}

/**
 * A made-up year with the colleagues of a centre of a million leads, so that slices by agent are as many. Gives the seconds
 * each part of it took, and the load of the machine at its end.
 */
async function tellYear(url, leads) {
  const { migrate } = await dist('apps/migrate/src/migrate.js');
  const passwords = { site: 'site', desk: 'desk', worker: 'worker' };
  await migrate({ databaseUrl: url, passwords, say: () => undefined });
  const { Vault } = await dist('libs/vault/src/index.js');
  const { createDataSource } = await dist('libs/platform/src/index.js');
  const { entities } = await dist('apps/migrate/src/entities.js');
  const { SampleDirectory } = await dist('apps/demo/src/directory/load-samples.js');
  const { readCentre } = await dist('apps/demo/src/year/centre-reader.js');
  const { loadYear } = await dist('apps/demo/src/year/load-year.js');
  const { staffOf } = await dist('apps/demo/src/year/staffing.js');
  const ring = await ringOf();
  const options = { leads, days: 365, seed: 7, zone: ZONE, until: new Date() };
  const source = await createDataSource({ url, entities, name: 'bench', max: 2 });
  const many = { ...options, leads: 1_000_000 };
  const centre = await source.transaction(async (manager) => {
    const staff = await staffOf(manager, many);
    await new SampleDirectory(new Vault(ring), staff.manager, options.until).load(manager);
    return readCentre(manager, many);
  });
  const parts = {};
  let last = null;
  const told = (what) => {
    const now = performance.now();
    if (last) parts[last.what] = (parts[last.what] ?? 0) + (now - last.at) / 1000;
    if (last?.what !== what) say(`  ${what}`);
    last = { what, at: now };
  };
  await loadYear({ databaseUrl: url, source, ring }, { options, centre, empty: true }, told);
  told('The end');
  await source.destroy();
  return { parts, load: loadavg()[0] };
}

async function ask(db, url, ring) {
  const desk = await openDesk(url, ring);
  const { rows } = await db.query(
    `SELECT (SELECT count(*)::int FROM lead) AS leads, (SELECT count(*)::int FROM call) AS calls,
       (SELECT count(*)::int FROM activity) AS activities, pg_size_pretty(pg_database_size(current_database())) AS size,
       (SELECT to_char(max(day), 'YYYY-MM-DD') FROM lead_fact) AS to,
       (SELECT to_char(max(day) - 364, 'YYYY-MM-DD') FROM lead_fact) AS from,
       (SELECT source_id FROM lead_fact GROUP BY 1 ORDER BY count(*) DESC LIMIT 1) AS source,
       (SELECT facility_id FROM referral GROUP BY 1 ORDER BY count(*) DESC LIMIT 1) AS facility`,
  );
  const { from, to, source, facility } = rows[0];
  const results = [];
  for (const one of CASES({ from, to, zone: ZONE, facility, source })) {
    const times = await measure(desk, db, one);
    results.push({ name: one.name, ...times });
    say(
      `${rows[0].leads} leads, ${one.name}: p95 ${times.p95.toFixed(0)} ms, raw ${times.raw.toFixed(0)} ms`,
    );
  }
  await desk.close();
  return { ...rows[0], results };
}
