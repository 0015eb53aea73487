import 'reflect-metadata';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { linkAudit } from '#audit';
import { TaskService } from '#follow-up';
import { inTransaction, workerSettings } from '#platform';
import { loadSiteKeys, Vault } from '#vault';
import { WorkerMetrics } from '../../worker/src/health/metrics.js';
import { DemoModule } from './demo.module.js';
import { DemoBenefits } from './benefits.js';
import { keepViews, makeTags } from './desk.js';
import { SampleDirectory } from './directory/load-samples.js';
import { DutyCalendar } from './duty.js';
import { LastHours } from './last-hours.js';
import { planNextSteps } from './next-steps.js';
import { setUpDemoNumbers } from './numbers.js';
import { Player } from './player.js';
import { DemoReferrals } from './referrals.js';
import { addRoutingRules } from './routing.js';
import { hireDemoStaff } from './staff.js';
import { arrivals } from './story/arrival.js';
import { seeded } from './story/random.js';
import { type Story, tellStory } from './story/story.js';
import { textsOf } from './story/texts.js';
import { cameTwice } from './story/twice.js';

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
    await DemoModule.forRoot(
      settings,
      new WorkerMetrics(() => Promise.reject(new Error('not measured here'))),
    ),
    { logger: ['error'] },
  );
  try {
    const source = app.get(DataSource);
    const now = new Date();
    const hired = await source.transaction((manager) => hireDemoStaff(manager, now));
    await setUpDemoNumbers(source.manager);
    const [{ count } = { count: '0' }] = await source.query<{ count: string }[]>(
      'SELECT count(*) FROM (SELECT 1 FROM lead LIMIT 1) l',
    );
    if (count !== '0') return;
    const { colleagues, agents } = hired;
    const from = new Date(now.getTime() - DAYS * 86_400_000);
    const duty = new DutyCalendar(app, colleagues, now);
    const desk = await inTransaction(source, async (manager) => {
      await duty.plan(manager, from);
      await addRoutingRules(app, manager, hired, from);
      const made = { colleagues, tags: await makeTags(app, manager, colleagues.alex, from) };
      await keepViews(app, manager, made, from);
      await new SampleDirectory(app.get(Vault), colleagues.morgan, now).load(manager);
      return made;
    });
    const { stories, twice } = cameTwice(told(from, now, agents.length));
    const siteKeys = loadSiteKeys({ directory: join(settings.dataDir, 'keys', 'site') });
    const player = new Player(app, { databaseUrl, siteKeys, agents, desk });
    const leads = await player.play(stories, now, say);
    await new LastHours(app, colleagues, now).work(
      twice.flatMap(([kept, merged]): [string, string][] => {
        const [one, other] = [leads.get(kept), leads.get(merged)];
        return one && other ? [[one, other]] : [];
      }),
    );
    await new DemoBenefits(app, colleagues).check(now);
    await new DemoReferrals(app, colleagues).refer(now);
    await planNextSteps(source, app.get(TaskService), now);
    await inTransaction(source, (manager) => duty.limit(manager));
    await player.timePasses(now);
    await player.close(now);
    await source.transaction((manager) => linkAudit(manager, { everything: true }));
    process.stdout.write(`\n${stories.length} made-up requests over ${DAYS} days are in.\n`);
  } finally {
    await app.close();
  }
}

/** The stories of the demo's days, in the order people came. */
function told(from: Date, now: Date, agents: number): Story[] {
  const random = seeded(SEED);
  const lately = JUST_NOW.map((minutes) => new Date(now.getTime() - minutes * 60_000));
  const moments = [...arrivals(random, COUNT - lately.length, from, now, ZONE), ...lately];
  return moments
    .sort((a, b) => a.getTime() - b.getTime())
    .map((at, serial) => {
      const story = tellStory(random, serial, at, now, agents);
      return { ...story, texts: textsOf(seeded(SEED + serial), story, now) };
    });
}

function say(share: number): void {
  const done = Math.round(share * 30);
  process.stdout.write(
    `\rTelling the demo’s stories [${'#'.repeat(done)}${' '.repeat(30 - done)}] ${Math.round(share * 100)} %`,
  );
}

await main();
