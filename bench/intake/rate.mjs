/** Requests a second of the site's JSON way, round about with the bare endpoint. */
import { join } from 'node:path';
import autocannon from 'autocannon';
import { Client } from 'pg';
import { root } from './ground.mjs';
import { cpuMs } from './proc.mjs';
import { postOf } from './requests.mjs';

const POOL = 8;
const CONNECTIONS = 32;

/** Gives medians over the rounds of both, and the ratio of each round. */
export async function measureRate(ground, { rounds = 6, seconds = 5, profile = [] } = {}) {
  const owner = new Client({ connectionString: ground.ownerUrl });
  await owner.connect();
  await owner.query('CREATE TABLE bench_bare (id uuid PRIMARY KEY, body bytea NOT NULL)');
  const site = await ground.app('site', profile);
  const rowBytes = await storedBytes(owner, site.url);
  const bare = await ground.start(join(root, 'bench/intake/bare-server.mjs'), [], {
    BARE_DATABASE_URL: ground.ownerUrl,
    POOL: String(POOL),
    ROW_BYTES: String(rowBytes),
  });
  const counter = { next: 1_000_000 };
  const targets = {
    bare: { url: bare.url, pid: bare.pid },
    site: { url: `${site.url}/api/help-requests`, pid: site.pid },
  };
  for (const { url } of Object.values(targets)) await shoot(url, counter, 3);
  const runs = { bare: [], site: [] };
  for (let round = 0; round < rounds; round += 1) {
    // Each goes first as often as the other.
    const order = round % 2 === 0 ? ['bare', 'site'] : ['site', 'bare'];
    for (const name of order) {
      const { url, pid } = targets[name];
      const before = { node: cpuMs(pid), database: cpuMs(ground.server.pid) };
      const run = await shoot(url, counter, seconds);
      const perRequest = (now, then) => (now - then) / run.answered;
      runs[name].push({
        ...run,
        nodeCpuMs: perRequest(cpuMs(pid), before.node),
        databaseCpuMs: perRequest(cpuMs(ground.server.pid), before.database),
      });
      process.stdout.write(`  ${name.padEnd(5)} ${run.perSecond.toFixed(0)}/s\n`);
    }
    await owner.query('CHECKPOINT');
  }
  const stored = await owner.query('SELECT count(*)::int AS n FROM inquiry');
  await Promise.all([site.stop(), bare.stop()]);
  await owner.end();
  return {
    rounds,
    seconds,
    connections: CONNECTIONS,
    pool: POOL,
    rowBytes,
    stored: stored.rows[0].n,
    bare: summary(runs.bare),
    site: summary(runs.site),
    ratios: runs.site.map((run, at) => run.perSecond / runs.bare[at].perSecond),
  };
}

/** What the sealed column of one usual request takes. */
async function storedBytes(owner, siteUrl) {
  const answer = await fetch(`${siteUrl}/api/help-requests`, postOf(999_999));
  if (answer.status !== 202) throw new Error(`the site answered ${answer.status}`);
  const { rows } = await owner.query('SELECT max(octet_length(sealed)) AS bytes FROM inquiry');
  return rows[0].bytes;
}

async function shoot(url, counter, seconds) {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    requests: [
      {
        setupRequest: (request) => {
          counter.next += 1;
          return { ...request, ...postOf(counter.next) };
        },
      },
    ],
  });
  const failed = result.non2xx + result.errors + result.timeouts;
  if (failed > 0) throw new Error(`${failed} requests to ${url} failed`);
  const { p50, p99 } = result.latency;
  return { answered: result['2xx'], perSecond: result['2xx'] / result.duration, p50, p99 };
}

function summary(runs) {
  const names = ['perSecond', 'p50', 'p99', 'nodeCpuMs', 'databaseCpuMs'];
  return Object.fromEntries(names.map((name) => [name, median(runs.map((run) => run[name]))]));
}

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? sorted[Math.floor(middle)]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}
