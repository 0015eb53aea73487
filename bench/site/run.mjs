/**
 * How many pages a second the site serves beside nginx, which serves the very same bytes as a static file, one process each, in
 * one run; and how long one reader waits.
 * Usage: with a site running (npm start), node bench/site/run.mjs [site, default http://localhost:3000] [seconds a turn,
 * default 4]. Needs nginx.
 * Writes bench/results/site.md.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import { freePort } from '../../apps/launcher/postgres.mjs';

const [site = 'http://localhost:3000', seconds = '4'] = process.argv.slice(2);
/** Visitors of whom nobody knows anything; then one who comes back with our cookie, and one whom an advertisement sent. */
const PAGES = [
  { path: '/' },
  { path: '/articles/signs-of-relapse-on-heroin' },
  { path: '/get-started' },
  { path: '/', with: 'a cookie', headers: { cookie: 'seen=1' } },
  { path: '/articles/signs-of-relapse-on-heroin', with: 'a cookie', headers: { cookie: 'seen=1' } },
  { path: '/', query: '?utm_source=notice', with: 'a source in the address' },
];
const ROUNDS = 5;
const SECONDS = Number(seconds);
const CONNECTIONS = 16;
const say = (line) => process.stdout.write(`${line}\n`);

if (!existsSync('/usr/sbin/nginx')) {
  throw new Error('This measurement needs nginx (Debian: apt-get install nginx-light).');
}
const folder = mkdtempSync(join(tmpdir(), 'bridgeline-bench-site-'));
const port = await freePort();
const nginx = await startNginx();
const before = loadavg()[0];
const rows = [];
try {
  for (const page of PAGES) rows.push(await compared(page));
} finally {
  nginx.kill('SIGQUIT');
  rmSync(folder, { recursive: true, force: true });
}
mkdirSync(new URL('../results/', import.meta.url), { recursive: true });
writeFileSync(new URL('../results/site.md', import.meta.url), report());

/** The same bytes from both, in turns, so that what else the machine does falls on both. */
async function compared({ path, query = '', with: known = '', headers = {} }) {
  const file = join(
    folder,
    'www',
    path === '/' ? 'index.html' : `${path.slice(1).replaceAll('/', '_')}.html`,
  );
  writeFileSync(file, '');
  const page = site + path + query;
  writeFileSync(`${file}.gz`, await compressed(page, headers));
  const ours = { rates: [], p99: [] };
  const theirs = { rates: [], p99: [] };
  const still = `http://127.0.0.1:${port}/${file.slice(join(folder, 'www').length + 1)}`;
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [url, kept] of [
      [page, ours],
      [still, theirs],
    ]) {
      const result = await load(url, CONNECTIONS, SECONDS, headers);
      // The first round warms up.
      if (round === 0) continue;
      kept.rates.push(result.requests.average);
      kept.p99.push(result.latency.p99);
    }
  }
  const alone = await load(page, 1, SECONDS, headers);
  const row = {
    name: `\`${path}\`${known ? `, with ${known}` : ''}`,
    ours: median(ours.rates),
    theirs: median(theirs.rates),
    alone: alone.latency.p99,
    aloneMiddle: alone.latency.p50,
  };
  say(
    `${row.name}: ${Math.round(row.ours)}/s, nginx ${Math.round(row.theirs)}/s, ratio ${(row.ours / row.theirs).toFixed(2)}`,
  );
  return row;
}

async function load(url, connections, duration, headers) {
  const result = await autocannon({
    url,
    connections,
    duration,
    headers: { 'accept-encoding': 'gzip', ...headers },
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} were not 200`);
  return result;
}

/** As it came over the line: fetch would unpack it. */
async function compressed(url, headers) {
  const named = Object.entries({ 'accept-encoding': 'gzip', ...headers });
  const given = named.flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  return execFileSync('curl', ['-sf', ...given, url]);
}

async function startNginx() {
  mkdirSync(join(folder, 'www'));
  const config = join(folder, 'nginx.conf');
  writeFileSync(
    config,
    `daemon off; worker_processes 1; pid ${folder}/pid; error_log stderr;
user ${process.getuid?.() === 0 ? 'root' : (process.env.USER ?? 'nobody')};
events { worker_connections 256; }
http { access_log off; gzip_static always; sendfile on; types { text/html html; } keepalive_requests 1000000;
  client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  server { listen 127.0.0.1:${port}; root ${folder}/www; } }`,
  );
  const child = spawn('/usr/sbin/nginx', ['-c', config, '-e', 'stderr'], { stdio: 'inherit' });
  await sleep(500);
  return child;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function report() {
  const row = ({ name, ours, theirs, alone, aloneMiddle }) =>
    `| ${name} | ${Math.round(ours)} | ${Math.round(theirs)} | ${(ours / theirs).toFixed(2)} | ${aloneMiddle} | ${alone} |`;
  return `# Pages of the site beside a static file

${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} cores, Linux. Load average (one minute) ${before.toFixed(1)} before and ${loadavg()[0].toFixed(1)} after:
above the number of cores it means that others worked on the machine at the same time, which falls on both alike.

nginx serves the very same compressed bytes as a file (one worker, \`gzip_static\`, no log); the site is one Node process with
its security headers, language, number of the visitor's source, opening hours. ${ROUNDS} turns of ${SECONDS} s each, one after the other, ${CONNECTIONS}
connections; medians. Who comes with a query is not answered from what is kept of the last second, but the ordinary way: the number shown
may be another one. A row whose nginx stands out from the others says more of the machine than of either. "Alone" is one reader asking again and again, milliseconds as autocannon counts them (whole ones).

| page | site, pages/s | nginx, pages/s | ratio | alone, median | alone, 99th |
|---|---|---|---|---|---|
${rows.map(row).join('\n')}
`;
}
