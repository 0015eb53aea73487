/**
 * What Lighthouse says of every page of the public site, seen for the first time on a simulated phone (its own slow 4G line
 * and a processor four times slower): performance, accessibility, best practices, search engines; when the first and the
 * biggest part are painted, how long nothing could be tapped, what moved, what it weighs.
 * Usage: with a demo running, node bench/first-view.mjs [site, default http://localhost:3000] [times each, default 3]
 * [paths, by commas]. Writes bench/results/first-view.md, unless only some paths were asked for. On a busy machine, as root:
 * AHEAD=1 chrt -r 4 node bench/first-view.mjs …, and chrt -a -r -p 5 for the site's process.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../apps/launcher/postgres.mjs';
import { findChromium } from '../test/browser/chromium.mjs';
import { lighthouseInstalled, VERSION } from './lighthouse-library.mjs';

const [site = 'http://localhost:3000', times = '3', asked] = process.argv.slice(2);
/** Where the browser, this script and the site go before everything else, the load of a busy machine is not theirs. */
const ahead = process.env.AHEAD ? ', all of it ahead of whatever else ran (`chrt -r`)' : '';
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
/** The browser says where it listens within so long; milliseconds. */
const UP_WITHIN = 20_000;
const pages = JSON.parse(
  readFileSync(new URL('../test/browser/pages.json', import.meta.url), 'utf8'),
).site;
const lighthouse = await lighthouseInstalled();
const folder = mkdtempSync(join(tmpdir(), 'bridgeline-first-view-'));
const port = await freePort();
const browser = spawn(findChromium(), [
  '--headless=new',
  '--no-sandbox',
  '--disable-background-networking',
  `--remote-debugging-port=${port}`,
  `--user-data-dir=${folder}`,
  'about:blank',
]);
const before = loadavg()[0];
const rows = [];
try {
  await listening();
  const paths = asked ? asked.split(',') : [...pages, await oneFacility()];
  for (const path of paths) rows.push(await seen(path));
} finally {
  const gone = new Promise((resolve) => browser.once('exit', resolve));
  browser.kill();
  await gone;
  rmSync(folder, { recursive: true, force: true });
}
if (asked) process.stdout.write(report());
else writeFileSync(new URL('results/first-view.md', import.meta.url), report());

async function listening() {
  for (const until = Date.now() + UP_WITHIN; Date.now() < until; await sleep(100)) {
    const answer = await fetch(`http://127.0.0.1:${port}/json/version`).catch(() => undefined);
    if (answer?.ok) return;
  }
  throw new Error('The browser did not start.');
}

/** The page of a place has an address of its own in every demo. */
async function oneFacility() {
  const html = await (await fetch(`${site}/find?state=MA`)).text();
  const path = /href="(\/facilities\/[0-9a-f-]{36})"/.exec(html)?.[1];
  if (!path) throw new Error('The demo lists no place in Massachusetts.');
  return path;
}

async function seen(path) {
  const runs = [];
  for (let time = 0; time < Number(times); time += 1) {
    runs.push(await lookedAt(path));
  }
  const middle = (of) => {
    const values = runs.map(of).sort((one, other) => one - other);
    return values[Math.floor(values.length / 2)];
  };
  const audit = (id) => middle(({ audits }) => audits[id].numericValue);
  const row = {
    path: path.replace(/[0-9a-f-]{36}/, '…'),
    scores: CATEGORIES.map((id) =>
      Math.round(middle(({ categories }) => categories[id].score) * 100),
    ),
    first: audit('first-contentful-paint'),
    biggest: audit('largest-contentful-paint'),
    later: middle(({ audits }) => laterThanFirst(audits.metrics.details.items[0])),
    blocked: audit('total-blocking-time'),
    moved: audit('cumulative-layout-shift'),
    weight: audit('total-byte-weight'),
    faults: [...new Set(runs.flatMap(failed))].filter((id) => id !== 'is-crawlable'),
  };
  process.stdout.write(
    `${path}: ${row.scores.join('/')}, ${Math.round(row.biggest)} ms${row.faults.map((id) => `, ${id}`).join('')}\n`,
  );
  return row;
}

/** How long after the first paint the biggest one came in this very browser, before anything is simulated; milliseconds. */
function laterThanFirst({
  observedLargestContentfulPaint: biggest,
  observedFirstContentfulPaint: first,
}) {
  return biggest - first;
}

/** One look; Lighthouse loses the trace of a load now and then, and asks to be started again. */
async function lookedAt(path, tries = 8) {
  const options = { port, logLevel: 'error', onlyCategories: CATEGORIES };
  const { lhr } = await lighthouse(site + path, options);
  if (!lhr.runtimeError) return lhr;
  if (tries > 1) return lookedAt(path, tries - 1);
  throw new Error(`${path}: ${lhr.runtimeError.message}`);
}

/** Audits that count and are not met; times are rows of the table. */
function failed({ categories, audits }) {
  return CATEGORIES.slice(1).flatMap((category) =>
    categories[category].auditRefs
      .filter(({ id, weight }) => weight > 0 && (audits[id].score ?? 1) < 1)
      .map(({ id }) => id),
  );
}

function report() {
  const table = rows.map(
    ({ path, scores, first, biggest, later, blocked, moved, weight }) =>
      `| ${path} | ${scores.join(' / ')} | ${Math.round(first)} | ${Math.round(biggest)} | ${later} | ${Math.round(blocked)} | ${moved.toFixed(3)} | ${(weight / 1000).toFixed(1)} |`,
  );
  const faults = rows.flatMap(({ path, faults: found }) => found.map((id) => `- ${path}: ${id}`));
  return `# A first view on a simulated phone

Lighthouse ${VERSION}, its simulated phone (slow 4G: 150 ms there and back, 1.6 Mbit/s; a processor four times slower), medians of ${times};
${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} cores, load average ${before.toFixed(1)} before and ${loadavg()[0].toFixed(1)} after${ahead}. What a simulated processor takes is
what this machine took times four: on a busy one it is more. Scores are performance / accessibility / best practices / search
engines; a page that asks search engines to stay away loses the last on purpose. The simulation adds the script to the biggest paint
wherever it happened to arrive before it (on loopback always); how long after the first paint the browser really painted the biggest
part is a column of its own. Again: \`node bench/first-view.mjs\`.

| page | scores | first paint, ms | biggest paint, ms | observed after the first, ms | blocked, ms | moved | kB |
| --- | --- | --- | --- | --- | --- | --- | --- |
${table.join('\n')}

${faults.length === 0 ? 'Nothing else was found.' : `Found:\n\n${faults.join('\n')}`}
`;
}
