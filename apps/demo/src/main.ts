import 'reflect-metadata';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { linkAudit } from '#audit';
import { workerSettings } from '#platform';
import { loadSiteKeys } from '#vault';
import { WorkerMetrics } from '../../worker/src/health/metrics.js';
import { WorkerModule } from '../../worker/src/worker.module.js';
import { setUpDemoNumbers } from './numbers.js';
import { Player } from './player.js';
import { hireDemoStaff } from './staff.js';
import { arrivals } from './story/arrival.js';
import { seeded } from './story/random.js';
import { tellStory } from './story/story.js';

const SEED = 20_261_124;
const COUNT = Number(process.env.DEMO_LEADS ?? 300);
const DAYS = 30;
/** Minutes ago that the last few came in, so that whoever opens the desk finds people waiting. */
const JUST_NOW = [34, 19, 11, 6, 3, 1];
const ZONE = 'America/New_York';

/** Fills an empty database with the demo's days; does nothing to one that has leads. */
async function main(): Promise<void> {
  if (process.env.BRIDGELINE_DEMO !== '1')
    throw new Error('The demo’s data goes into the demo only: start it with npm run demo.');
  const databaseUrl = process.env.DATABASE_URL ?? '';
  const settings = workerSettings({ ...process.env, WORKER_DATABASE_URL: databaseUrl });
  const app = await NestFactory.createApplicationContext(
    await WorkerModule.forRoot(
      settings,
      new WorkerMetrics(() => Promise.reject(new Error('not measured here'))),
    ),
    { logger: ['error'] },
  );
  try {
    const source = app.get(DataSource);
    const now = new Date();
    const agents = await source.transaction((manager) => hireDemoStaff(manager, now));
    await setUpDemoNumbers(source.manager);
    const [{ count } = { count: '0' }] = await source.query<{ count: string }[]>(
      'SELECT count(*) FROM (SELECT 1 FROM lead LIMIT 1) l',
    );
    if (count !== '0') return;
    const random = seeded(SEED);
    const from = new Date(now.getTime() - DAYS * 86_400_000);
    const lately = JUST_NOW.map((minutes) => new Date(now.getTime() - minutes * 60_000));
    const moments = [...arrivals(random, COUNT - lately.length, from, now, ZONE), ...lately];
    const stories = moments
      .sort((a, b) => a.getTime() - b.getTime())
      .map((at, serial) => tellStory(random, serial, at, now, agents.length));
    const siteKeys = loadSiteKeys({ directory: join(settings.dataDir, 'keys', 'site') });
    const player = new Player(app, { databaseUrl, siteKeys, agents });
    await player.play(stories, now, say);
    await source.transaction((manager) => linkAudit(manager, { everything: true }));
    process.stdout.write(`\n${COUNT} made-up requests over ${DAYS} days are in.\n`);
  } finally {
    await app.close();
  }
}

function say(share: number): void {
  const done = Math.round(share * 30);
  process.stdout.write(
    `\rTelling the demo’s stories [${'#'.repeat(done)}${' '.repeat(30 - done)}] ${Math.round(share * 100)} %`,
  );
}

await main();
