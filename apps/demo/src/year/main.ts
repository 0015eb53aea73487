import 'reflect-metadata';
import type { DataSource } from 'typeorm';
import { createDataSource, inTransaction, workerSettings } from '#platform';
import { keySource, loadKeyRing, Vault, VaultError } from '#vault';
import { entities } from '../../../migrate/src/entities.js';
import { SampleDirectory } from '../directory/load-samples.js';
import { setUpDemoNumbers } from '../numbers.js';
import { readCentre } from './centre-reader.js';
import { loadYear } from './load-year.js';
import { YearError, yearCommand } from './options.js';
import { ProgressBar } from './progress.js';
import { refuseRealLeads } from './refusing.js';
import { staffOf } from './staffing.js';

/** `npm run demo:year -- --leads 20000 --days 365 --seed 7`: a made-up year, into a database of made-up people. */
async function main(): Promise<void> {
  const began = performance.now();
  const { options, bar: redraws } = yearCommand(process.argv.slice(2), new Date());
  const databaseUrl = process.env.DATABASE_URL ?? '';
  const settings = workerSettings({ ...process.env, WORKER_DATABASE_URL: databaseUrl });
  const ring = loadKeyRing(keySource(process.env, settings.dataDir, 'ring'));
  const source = await createDataSource({ url: databaseUrl, entities, name: 'demo-year', max: 2 });
  try {
    const { empty } = await refuseRealLeads(source.manager, { demo: settings.demo });
    await furnish(source, new Vault(ring), options);
    const centre = await inTransaction(source, (manager) => readCentre(manager, options));
    const bar = new ProgressBar(redraws);
    await loadYear({ databaseUrl, source, ring }, { options, centre, empty }, (what, done, all) =>
      bar.show(what, done, all),
    );
    const [{ leads, activities } = { leads: '0', activities: '0' }] = await source.query<
      { leads: string; activities: string }[]
    >('SELECT (SELECT count(*) FROM lead) AS leads, (SELECT count(*) FROM activity) AS activities');
    const seconds = Math.round((performance.now() - began) / 1000);
    const [people, rows] = [leads, activities].map((count) =>
      Number(count).toLocaleString('en-US'),
    );
    process.stdout.write(
      `${people} leads and ${rows} rows of their timelines are there, after ${seconds} s.\n`,
    );
  } finally {
    await source.destroy();
  }
}

/** What a year happens in: tracking numbers, colleagues, and the sample directory where there is none. */
async function furnish(
  source: DataSource,
  vault: Vault,
  options: Parameters<typeof staffOf>[1],
): Promise<void> {
  await inTransaction(source, async (manager) => {
    await setUpDemoNumbers(manager);
    const staff = await staffOf(manager, options);
    const [known] = await manager.query<unknown[]>(
      "SELECT 1 FROM facility WHERE source = 'sample' LIMIT 1",
    );
    if (known) return;
    const from = new Date(options.until.getTime());
    await new SampleDirectory(vault, staff.manager, from).load(manager);
  });
}

try {
  await main();
} catch (error) {
  if (!(error instanceof YearError || error instanceof VaultError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
