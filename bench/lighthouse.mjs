/**
 * What Lighthouse says of the accessibility of every page of the site and the desk, on a desktop and on a phone.
 * Usage: with a demo running, node bench/lighthouse.mjs [site, default http://localhost:3000] [desk, default …:3001]
 * Writes bench/results/lighthouse.md, and ends with 1 when a page has a fault.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { freePort } from '../apps/launcher/postgres.mjs';
import { findChromium } from '../test/browser/chromium.mjs';
import { lighthouseInstalled, VERSION } from './lighthouse-library.mjs';

const [site = 'http://localhost:3000', desk = 'http://localhost:3001'] = process.argv.slice(2);
const here = (path) => new URL(path, import.meta.url);
const pages = JSON.parse(readFileSync(here('../test/browser/pages.json'), 'utf8'));

const lighthouse = await lighthouseInstalled();

const DEVICES = {
  desktop: { mobile: false, width: 1360, height: 900, deviceScaleFactor: 1 },
  phone: { mobile: true, width: 390, height: 844, deviceScaleFactor: 2 },
};
/** A tab beside others never counts as painted, and the desk's stream of events never ends: so long each is waited for; milliseconds. */
const LOADED_WITHIN = { site: 1000, desk: 2000 };

const folder = mkdtempSync(join(tmpdir(), 'bridgeline-lighthouse-'));
const port = await freePort();
const browser = await chromium.launchPersistentContext(folder, {
  executablePath: findChromium(),
  args: ['--no-sandbox', '--disable-background-networking', `--remote-debugging-port=${port}`],
});
const rows = [];
try {
  for (const path of pages.site) rows.push(await measure('site', site, path));
  rows.push(await measure('desk', desk, '/login'));
  const records = await signIn();
  for (const path of [...pages.desk, ...records]) rows.push(await measure('desk', desk, path));
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
const faults = rows.flatMap(({ faults: found }) => found);
writeFileSync(here('results/lighthouse.md'), report());
process.stdout.write(
  `${rows.length} pages, ${faults.length} faults: bench/results/lighthouse.md\n`,
);
process.exitCode = faults.length > 0 ? 1 : 0;

/** Signs in as the demo's administrator; gives a page of each kind of record. */
async function signIn() {
  const page = await browser.newPage();
  await page.goto(`${desk}/login`);
  await page.getByLabel('E-mail').fill('admin@demo.example');
  await page.getByLabel('Password').fill('Bridgeline-demo-1!');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: /^Account of/ }).waitFor();
  const found = await page.evaluate(async () => {
    const first = async (resource, filter) => {
      const narrowed = encodeURIComponent(JSON.stringify(filter));
      const answer = await fetch(`/api/${resource}?filter=${narrowed}&range=[0,0]`);
      const [row] = await answer.json();
      if (!row) throw new Error(`The demo has no ${resource} to look at.`);
      return row.id;
    };
    return [
      `/leads/${await first('leads', { open: true })}/show`,
      `/leads/${await first('leads', { open: false })}/show`,
      `/inquiries/${await first('inquiries', {})}/show`,
      `/calls/${await first('calls', { outcome: 'answered' })}/show`,
      `/facilities/${await first('facilities', {})}/show`,
      `/cadences/${await first('cadences', {})}`,
      `/templates/${await first('templates', {})}`,
    ];
  });
  await page.close();
  return found;
}

async function measure(where, origin, path) {
  const scores = {};
  const faults = [];
  for (const [device, screenEmulation] of Object.entries(DEVICES)) {
    const { lhr } = await lighthouse(origin + path, {
      port,
      logLevel: 'error',
      onlyCategories: ['accessibility'],
      disableStorageReset: true,
      throttlingMethod: 'provided',
      maxWaitForLoad: LOADED_WITHIN[where],
      disableFullPageScreenshot: true,
      cpuQuietThresholdMs: 0,
      networkQuietThresholdMs: 0,
      pauseAfterLoadMs: 0,
      formFactor: screenEmulation.mobile ? 'mobile' : 'desktop',
      screenEmulation,
    });
    const { score, auditRefs } = lhr.categories.accessibility;
    scores[device] = Math.round((score ?? 0) * 100);
    for (const { id } of auditRefs) {
      const audit = lhr.audits[id];
      if (audit.score === null || audit.score === 1) continue;
      const parts = (audit.details?.items ?? []).map(({ node }) => node?.selector).filter(Boolean);
      faults.push(`${where} ${path}, ${device}: ${id} at ${parts.join(', ')}`);
    }
    // Lighthouse tells where it ended up: nobody wants the score of the door instead.
    if (new URL(lhr.finalDisplayedUrl).pathname !== path) {
      faults.push(`${where} ${path}, ${device}: ended at ${lhr.finalDisplayedUrl}`);
    }
  }
  process.stdout.write(`${where} ${path}: ${scores.desktop}, ${scores.phone}\n`);
  return { where, path: path.replace(/[0-9a-f-]{36}/, '…'), scores, faults };
}

function report() {
  const table = rows.map(
    ({ where, path, scores }) => `| ${where} | ${path} | ${scores.desktop} | ${scores.phone} |`,
  );
  return `# Accessibility by Lighthouse

Lighthouse ${VERSION}, category accessibility, of 100, signed in at a demo as administrator; ${new Date().toISOString().slice(0, 10)}.
Again with \`npm run demo\` and, beside it, \`node bench/lighthouse.mjs\`. Dialogs and the dark theme are looked at with axe in
\`test/browser/accessible.test.ts\` and \`every-page.test.ts\`.

| where | page | desktop | phone |
| --- | --- | --- | --- |
${table.join('\n')}

${faults.length === 0 ? 'No fault on any page.' : `Faults:\n\n${faults.map((fault) => `- ${fault}`).join('\n')}`}
`;
}
