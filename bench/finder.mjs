/**
 * What a search of the public finder takes with a whole country's directory, beside a page of the same site that is the
 * same for everybody, in one run. Every facility is made up; places come from the shipped ZIP codes.
 * Writes bench/results/finder.md.
 * Usage: npm run build:server && node bench/finder.mjs [facilities, default 14000] [times each, default 1000]
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { freePort, startPostgres } from '../apps/launcher/postgres.mjs';

// As the site's own process is; it is loaded below.
process.env.NODE_ENV ||= 'production';
const FACILITIES = Number(process.argv[2] ?? 14_000);
/** On a busy machine: AHEAD=1 chrt -r 4 node bench/finder.mjs, and what else runs comes after it. */
const ahead = process.env.AHEAD ? ', ahead of whatever else ran (`chrt -r`)' : '';
const WARM = 100;
const ASKED = Number(process.argv[3] ?? 1000);
const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const CASES = [
  ['25 miles around a city', '/find?zip=02118'],
  [
    '100 miles, four wishes',
    '/find?zip=10001&miles=100&level=residential&pay=aetna&in=es&medicine=methadone',
  ],
  ['250 miles around a city', '/find?zip=19104&miles=250'],
  ['a whole state', '/find?state=CA'],
  ['its third page', '/find?state=CA&page=3'],
  ['one place', null],
  ['the same for everybody (/privacy)', '/privacy'],
];

const folder = mkdtempSync(join(tmpdir(), 'bridgeline-bench-finder-'));
chmodSync(folder, 0o755);
const server = await startPostgres({
  dataDir: join(folder, 'postgres'),
  logFile: join(folder, 'postgres.log'),
  port: await freePort(),
  password: 'bench',
  throwAway: folder,
});
try {
  const { migrate } = await import('../dist/apps/migrate/src/migrate.js');
  const ownerUrl = server.url('postgres');
  const passwords = { site: 'site', desk: 'desk', worker: 'worker' };
  await migrate({ databaseUrl: ownerUrl, passwords, say: () => undefined });
  const db = new pg.Client({ connectionString: ownerUrl });
  db.on('error', () => undefined);
  await db.connect();
  await load(db);
  const place = (await db.query('SELECT id FROM facility ORDER BY id LIMIT 1')).rows[0].id;
  const load1 = loadavg()[0];
  const { site, base } = await openSite(ownerUrl);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const results = [];
  for (const [name, path] of CASES) {
    const url = base + (path ?? `/facilities/${place}`);
    for (let n = 0; n < WARM; n += 1) await time(url, agent);
    const times = [];
    let bytes = 0;
    for (let n = 0; n < ASKED; n += 1) {
      const asked = await time(url, agent);
      times.push(asked.ms);
      bytes = asked.bytes;
    }
    times.sort((one, other) => one - other);
    const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
    results.push({ name, p50: at(0.5), p99: at(0.99), bytes });
  }
  agent.destroy();
  await site.close();
  await db.end();
  const text = report(results, [load1, loadavg()[0]]);
  writeFileSync(join(root, 'bench/results/finder.md'), text);
  process.stdout.write(text);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Places by chance, but the same each time: each has two programs, and one in three names payers. */
async function load(db) {
  await db.query('SELECT setseed(0.42)');
  await db.query(
    `INSERT INTO facility (id, name, city, state, zip, latitude, longitude, phone, source, name_key)
     SELECT uuidv7(), 'Made-up place ' || row_number() OVER (), z.city, z.state, z.zip, z.latitude, z.longitude,
       '+1555' || lpad((random() * 9999999)::int::text, 7, '0'), 'sample', 'made-up'
     FROM (SELECT * FROM zip_place ORDER BY random() LIMIT $1) z`,
    [FACILITIES],
  );
  await db.query(
    `INSERT INTO program (id, facility_id, name, level_of_care, languages, methadone, populations)
     SELECT uuidv7(), f.id, 'Program ' || n, (ARRAY['outpatient','residential_high','wm_3_7','otp'])[1 + floor(random() * 4)::int],
       CASE WHEN random() < 0.4 THEN '{en,es}'::text[] ELSE '{en}' END,
       (ARRAY['unknown','continues','refuses'])[1 + floor(random() * 3)::int],
       CASE WHEN random() < 0.3 THEN '{veterans}'::text[] ELSE '{}' END
     FROM facility f, generate_series(1, 2) n`,
  );
  await db.query(
    `INSERT INTO program_payer (program_id, payer_id, network, said_by, said_at)
     SELECT p.id, y.id, 'in', 'facility', now() FROM program p, payer y WHERE random() < 0.02`,
  );
  await db.query(
    `INSERT INTO field_fact (record_kind, record_id, field, said_by, said_at)
     SELECT 'facility', f.id, field, 'facility', now() FROM facility f, unnest(ARRAY['phone','addressLine']) AS field`,
  );
  await db.query('ANALYZE');
}

async function openSite(ownerUrl) {
  const { createSite } = await import('../dist/apps/site/src/create-site.js');
  const platform = await import('../dist/libs/platform/src/index.js');
  const { newKeyRing, siteKeysOf } = await import('../dist/libs/vault/src/index.js');
  const url = new URL(ownerUrl);
  url.username = 'bridgeline_site';
  url.password = 'site';
  const settings = platform.siteSettings({ DATA_DIR: folder, SITE_DATABASE_URL: url.href });
  const site = await createSite({
    settings,
    keys: siteKeysOf(newKeyRing()),
    clock: platform.systemClock,
    logger: platform.createLogger('site', { level: 'error' }),
  });
  await site.app.listen(0, '127.0.0.1');
  const { port } = site.app.getHttpServer().address();
  return { site, base: `http://127.0.0.1:${port}` };
}

/** One request from its start to its last byte, over a connection that is open; milliseconds. */
function time(url, agent) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    get(url, { agent, headers: { 'accept-encoding': 'br' } }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk) => {
        bytes += chunk.length;
      });
      answer.on('end', () => {
        if (answer.statusCode !== 200) reject(new Error(`${url}: ${answer.statusCode}`));
        else resolve({ ms: performance.now() - began, bytes });
      });
    }).on('error', reject);
  });
}

function report(results, loads) {
  const plain = results.at(-1);
  const rows = results.map(
    ({ name, p50, p99, bytes }) =>
      `| ${name} | ${p50.toFixed(2)} | ${p99.toFixed(2)} | ${(p50 / plain.p50).toFixed(1)} | ${(bytes / 1000).toFixed(1)} |`,
  );
  const machine = `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim()})`;
  return `# The public finder at ${FACILITIES.toLocaleString('en-US')} facilities

${machine}; load ${loads.map((one) => one.toFixed(1)).join(' to ')}. ${ASKED} requests of each kind after ${WARM} to warm up, one after the other, from
request to last byte on loopback, compressed; the client and PostgreSQL are on the same cores${ahead}.

| search | p50 ms | p99 ms | p50 ÷ the page that is the same for everybody | kB sent |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}
