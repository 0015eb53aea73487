/**
 * What the desk's lists, search and board cost at a million leads, each beside the barest SQL that
 * answers the same question, in one run; and whether any of them reads a table from end to end.
 * Writes bench/results/desk.md.
 * Usage: npm run build:server && node bench/desk/run.mjs [leads, default 1000000]
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { freePort, startPostgres } from '../../apps/launcher/postgres.mjs';
import { load } from './load.mjs';
import { CASES } from './cases.mjs';
import { explained, measure } from './measure.mjs';
import { openDesk } from './open-desk.mjs';
import { report } from './report.mjs';

const LEADS = Number(process.argv[2] ?? 1_000_000);
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const say = (line) => process.stdout.write(`${line}\n`);

const folder = mkdtempSync(join(tmpdir(), 'bridgeline-bench-desk-'));
chmodSync(folder, 0o755);
const server = await startPostgres({
  dataDir: join(folder, 'postgres'),
  logFile: join(folder, 'postgres.log'),
  port: await freePort(),
  password: 'bench',
  throwAway: folder,
});
try {
  const startedAt = Date.now();
  const { migrate } = await import('../../dist/apps/migrate/src/migrate.js');
  const ownerUrl = server.url('postgres');
  await migrate({
    databaseUrl: ownerUrl,
    passwords: { site: 'site', desk: 'desk', worker: 'worker' },
    say: () => undefined,
  });
  const { nameTokens, newKeyRing, Vault } = await import('../../dist/libs/vault/src/index.js');
  const ring = newKeyRing();
  const db = new pg.Client({ connectionString: ownerUrl });
  // Should the measuring fail, PostgreSQL stops under it: that is not the failure to report.
  db.on('error', () => undefined);
  await db.connect();
  const world = await load(db, { vault: new Vault(ring), nameTokens, leads: LEADS, say });
  const loadedIn = (Date.now() - startedAt) / 1000;
  const load1 = loadavg()[0];
  const desk = await openDesk(ownerUrl, ring);
  const results = [];
  for (const one of CASES({ ...world, vault: new Vault(ring), leads: LEADS })) {
    const asked = await measure(desk, db, one);
    const plan = await explained(desk, one);
    results.push({ ...one, ...asked, plan });
    say(
      `${one.name}: ${asked.http.toFixed(1)} ms over HTTP, bare SQL ${asked.bare.toFixed(1)} ms, database ${plan.ms.toFixed(1)} ms${plan.scans.length > 0 ? `, READS ${plan.scans.join(', ')}` : ''}`,
    );
  }
  await desk.close();
  const { rows } = await db.query(
    `SELECT pg_size_pretty(pg_database_size(current_database())) AS size,
       (SELECT count(*)::int FROM queue_entry) AS waiting`,
  );
  await db.end();
  const text = report({
    results,
    leads: LEADS,
    loadedIn,
    size: rows[0].size,
    waiting: rows[0].waiting,
    machine: `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), ${(totalmem() / 1e9).toFixed(0)} GB`,
    load: [load1, loadavg()[0]],
  });
  mkdirSync(join(root, 'bench/results'), { recursive: true });
  writeFileSync(join(root, 'bench/results/desk.md'), text);
  say(text);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
