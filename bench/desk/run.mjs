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
import { report } from './report.mjs';

const LEADS = Number(process.argv[2] ?? 1_000_000);
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const PASSWORD = 'violet-harbour-teapot-41';
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

/** The desk in this process, with a manager signed in. */
async function openDesk(ownerUrl, ring) {
  const { createDesk } = await import('../../dist/apps/desk/src/desk.js');
  const platform = await import('../../dist/libs/platform/src/index.js');
  const { createStaffWithPassword } = await import('../../dist/libs/staff/src/index.js');
  const { deskEntities } = await import('../../dist/apps/desk/src/desk.entities.js');
  const { ringToJson } = await import('../../dist/libs/vault/src/index.js');
  const url = new URL(ownerUrl);
  url.username = 'bridgeline_desk';
  url.password = 'desk';
  const settings = platform.deskSettings({
    DESK_DATABASE_URL: url.href,
    AUTH_SECRET: 'a-secret-of-the-bench-only-0123456789abcdef',
    BRIDGELINE_KEYS: Buffer.from(ringToJson(ring)).toString('base64'),
    DESK_PORT: String(await freePort()),
  });
  const desk = await createDesk(settings, platform.createLogger('desk', { level: 'error' }));
  await desk.app.listen(0, '127.0.0.1');
  const base = `http://127.0.0.1:${desk.app.getHttpServer().address().port}`;
  const owner = await platform.createDataSource({
    url: ownerUrl,
    entities: deskEntities,
    name: 'bench',
  });
  const staff = {
    name: 'Mel Manager',
    email: 'manager@desk.example',
    role: 'manager',
    password: PASSWORD,
    onDuty: true,
  };
  const me = await createStaffWithPassword(owner.manager, staff, new Date());
  await owner.destroy();
  const signedIn = await fetch(`${base}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: staff.email, password: PASSWORD }),
  });
  if (!signedIn.ok) throw new Error(`sign-in: ${signedIn.status} ${await signedIn.text()}`);
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const { DataSource } = await import('typeorm');
  return {
    me,
    app: desk.app,
    source: desk.app.get(DataSource),
    ask: async (method, path) => {
      const answer = await fetch(base + path, { method, headers: { cookie, origin: base } });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    close: () => desk.close(),
  };
}
