/** How fast the worker takes in what waits: every request opened, joined, triaged and promised. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { cpuMs } from './proc.mjs';
import { postOf } from './requests.mjs';

/** A worker that takes longer does not work. */
const PATIENCE_MS = 300_000;

/** Asking costs the database time, too. */
const POLL_MS = 200;

/** A process that has just started runs slower: how fast it goes on is counted once so many are done. */
const WARM_UP = 1000;

const WAITING = `SELECT count(*)::int AS n FROM outbox
  WHERE queue = 'intake' AND name = 'take-in-inquiry' AND done_at IS NULL`;

const SETTLED = `SELECT EXISTS (SELECT 1 FROM outbox WHERE name = 'add-holidays' AND done_at IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM report_rebuild) AS settled`;

/** Fills the outbox through the site, then starts the worker on it. */
export async function measureBacklog(ground, { requests = 15_000, profile = [] } = {}) {
  const owner = new Client({ connectionString: ground.ownerUrl });
  // When the run fails, the server goes first.
  owner.on('error', () => undefined);
  await owner.connect();
  await settle(ground, owner);
  const site = await ground.app('site');
  await fill(`${site.url}/api/help-requests`, requests);
  await site.stop();
  // As autovacuum would, which leaves what nobody wrote to alone: for an empty table that has been analysed the planner
  // takes any index to be as good as another, and the plan is kept.
  await owner.query('VACUUM ANALYZE inquiry, outbox');
  const began = performance.now();
  const worker = await ground.app('worker', profile);
  const ready = performance.now();
  // What was done before it said so does not count, and neither does that time.
  const atReady = await waitingNow(owner);
  const before = { node: cpuMs(worker.pid), database: cpuMs(ground.server.pid) };
  let waiting = atReady;
  let warm = { at: ready, waiting };
  while (waiting > 0) {
    await sleep(POLL_MS);
    waiting = await waitingNow(owner);
    if (atReady - warm.waiting < WARM_UP) warm = { at: performance.now(), waiting };
    if (performance.now() - began > PATIENCE_MS) throw new Error(`${waiting} requests still wait`);
  }
  const done = performance.now();
  const nodeCpuMs = (cpuMs(worker.pid) - before.node) / atReady;
  const databaseCpuMs = (cpuMs(ground.server.pid) - before.database) / atReady;
  const { rows } = await owner.query('SELECT count(*)::int AS n FROM lead');
  if (rows[0].n !== requests) throw new Error(`${requests} requests became ${rows[0].n} leads`);
  await worker.stop();
  await owner.end();
  return {
    requests,
    leads: rows[0].n,
    seconds: (done - ready) / 1000,
    nodeCpuMs,
    databaseCpuMs,
    perSecond: atReady / ((done - ready) / 1000),
    warmUp: WARM_UP,
    warmPerSecond: warm.waiting / ((done - warm.at) / 1000),
    startSeconds: (ready - began) / 1000,
  };
}

/** The first start of all enters holidays, for which facts are made anew: that is behind a house that takes people in. */
async function settle(ground, owner) {
  const began = performance.now();
  const worker = await ground.app('worker');
  for (let settled = false; !settled; await sleep(POLL_MS)) {
    const { rows } = await owner.query(SETTLED);
    settled = rows[0].settled;
    if (performance.now() - began > PATIENCE_MS) throw new Error('The house does not settle');
  }
  await worker.stop();
}

async function waitingNow(owner) {
  const { rows } = await owner.query(WAITING);
  return rows[0].n;
}

async function fill(url, requests) {
  let next = 0;
  const send = async () => {
    while (next < requests) {
      const n = next;
      next += 1;
      const answer = await fetch(url, postOf(n));
      await answer.arrayBuffer();
      if (answer.status !== 202) throw new Error(`request ${n} was answered ${answer.status}`);
    }
  };
  await Promise.all(Array.from({ length: 16 }, send));
}
