/**
 * Several of each process against one PostgreSQL: two sites, two desks and two workers beside one of each, with the queues in
 * PostgreSQL and in Redis. Says what was measured, and whether everything that must hold still held. Writes
 * bench/results/scale.md.
 * Usage: npm run build:server && node bench/scale/run.mjs [requests, default 2000]
 */
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { root } from '../intake/ground.mjs';
import { measureHouse } from './house.mjs';
import { startRedis } from './redis.mjs';

const REQUESTS = Number(process.argv[2] ?? 2000);
const rows = [];
const load = { before: loadavg()[0] };
for (const queues of ['PostgreSQL', 'Redis']) {
  const redis = queues === 'Redis' ? await startRedis() : undefined;
  if (queues === 'Redis' && !redis) {
    process.stdout.write('SKIPPED: there is no redis-server on this machine.\n');
    break;
  }
  for (const each of [1, 2]) {
    const result = await measureHouse({ each, requests: REQUESTS, redisUrl: redis?.url });
    rows.push({ queues, each, load: loadavg()[0], ...result });
    process.stdout.write(`${JSON.stringify(rows.at(-1))}\n`);
  }
  await redis?.stop();
}
load.after = loadavg()[0];

const text = report();
writeFileSync(join(root, 'bench/results/scale.md'), text);
process.stdout.write(text);
if (rows.some(({ broken }) => broken.length > 0)) process.exitCode = 1;

function report() {
  const line = ({ queues, each, ...r }) =>
    `| ${queues} | ${each} | ${r.load.toFixed(0)} | ${r.taken.toFixed(0)} | ${r.postP99.toFixed(0)} | ${r.takenIn.toFixed(0)} | ${r.reads.toFixed(0)} | ${r.readP99.toFixed(0)} | ${r.heard.join(', ')} | ${r.connections} | ${r.broken.length === 0 ? 'all' : r.broken.join('; ')} |`;
  return `# Scale: several of each process

${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), ${(totalmem() / 1e9).toFixed(0)} GB, Linux. Load average (one
minute) at the start ${load.before.toFixed(1)}, at the end ${load.after.toFixed(1)}. ${REQUESTS} requests of as many people in each row, 32 at once over the sites, eight colleagues
reading the list of leads over the desks meanwhile. All processes, PostgreSQL and the load share the cores of one machine: what a
second of each adds shows only where cores are free, and rows compare only where the load average after them is the same. What is
proven here is that nothing is lost, doubled or left out.

| queues in | of each | load | requests/s acknowledged | p99 ms | taken in/s | lists read/s | p99 ms | leads each desk heard of | connections | held |
|---|---|---|---|---|---|---|---|---|---|---|
${rows.map(line).join('\n')}

*Held*: as many requests stored as acknowledged, one lead, one clock and one first task for each person, no job left or failed,
a session of one desk good at the other, every desk told of every lead.
`;
}
