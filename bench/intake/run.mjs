/**
 * What taking requests in costs: the site beside a bare insert, the worker on a backlog, and the whole
 * from POST to the desk. Writes bench/results/intake.md.
 * Usage: npm run build:server && node bench/intake/run.mjs [requests in the backlog, default 15000]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { measureBacklog } from './backlog.mjs';
import { Ground, root } from './ground.mjs';
import { measureRate, median } from './rate.mjs';
import { measureWhole, WARM_UP } from './whole.mjs';

const BACKLOG = Number(process.argv[2] ?? 15000);
const load = { before: loadavg()[0] };
process.stdout.write('npm start, and from POST to the desk …\n');
const whole = await measureWhole();
const calm = await measureWhole({ perSecond: 10, seconds: 15 });
process.stdout.write('the worker on a backlog …\n');
process.stdout.write(`${JSON.stringify(whole)}\n`);
const backlog = await onGround((ground) => measureBacklog(ground, { requests: BACKLOG }));
process.stdout.write('the site beside a bare insert …\n');
process.stdout.write(`${JSON.stringify(backlog)}\n`);
const rate = await onGround((ground) => measureRate(ground));
load.after = loadavg()[0];

const text = report();
mkdirSync(join(root, 'bench/results'), { recursive: true });
writeFileSync(join(root, 'bench/results/intake.md'), text);
process.stdout.write(text);

async function onGround(measure) {
  const ground = await Ground.open();
  try {
    return await measure(ground);
  } finally {
    await ground.close();
  }
}

function report() {
  const { site, desk, worker } = whole.memory;
  const together = site.own + desk.own + worker.own;
  const resident = site.resident + desk.resident + worker.resident;
  const ratio = median(rate.ratios);
  const ratios = rate.ratios.map((one) => one.toFixed(2)).join(', ');
  const lines = [
    ['`POST /api/help-requests` ÷ bare insert', ratio.toFixed(2), '0.6 or more', ratio >= 0.6],
    ['POST to lead read at the desk, p50', ms(whole.p50), 'under 100 ms', whole.p50 < 100],
    ['POST to lead read at the desk, p99', ms(whole.p99), 'under 500 ms', whole.p99 < 500],
    [
      'worker, requests taken in',
      `${backlog.perSecond.toFixed(0)}/s`,
      '500/s or more',
      backlog.perSecond >= 500,
    ],
    [
      'memory at rest, three processes',
      `${together.toFixed(0)} MB`,
      '450 MB or less',
      together <= 450,
    ],
    [
      'second start to ready',
      `${whole.secondStart.toFixed(1)} s`,
      '5 s or less',
      whole.secondStart <= 5,
    ],
  ];
  return `# Intake: what it costs

${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim()}), ${(totalmem() / 1e9).toFixed(0)} GB,
Linux. Load average (one minute) at the start ${load.before.toFixed(1)}, at the end ${load.after.toFixed(1)}: well above the number of cores
before the start means that others worked on the machine at the same time, and that every figure in time below is worse than the
machine's own. PostgreSQL is the embedded one and waits for the disk at each commit.

| what | measured | wanted | |
|---|---|---|---|
${lines.map(([what, is, wanted, met]) => `| ${what} | ${is} | ${wanted} | ${met ? 'met' : '**missed**'} |`).join('\n')}

## The site beside a bare insert

\`node:http\` and \`pg\` with one prepared INSERT of ${rate.rowBytes} bytes, pool of ${rate.pool}; the site with validation, idempotency key, seal,
inquiry and job. ${rate.connections} connections, ${rate.rounds} rounds of ${rate.seconds} s each in turn, separate processes, medians. The site lets requests
that arrive while a commit is under way share the next one. CPU is counted by the kernel, so it says more than the times on a busy machine.

| | requests/s | p50 | p99 | CPU of the process per request | CPU of PostgreSQL per request |
|---|---|---|---|---|---|
${['bare', 'site'].map((name) => rowOf(name, rate[name])).join('\n')}

Ratio in each round: ${ratios}.

## The worker on a backlog

${backlog.requests} requests of as many people waited; ${backlog.leads} leads were opened in ${backlog.seconds.toFixed(1)} s, each with person, urgency, clock, task, coverage, consents,
timeline, audit and the visitor's page. Once ${backlog.warmUp} were done and the process was warm: ${backlog.warmPerSecond.toFixed(0)}/s. CPU per request: worker ${backlog.nodeCpuMs.toFixed(1)} ms, PostgreSQL ${backlog.databaseCpuMs.toFixed(1)} ms.

## From POST to the desk

After ${WARM_UP} others, ten a second, ${whole.requests} requests, ${whole.perSecond} a second for ${whole.seconds} s; ${whole.read} of them were read. The clock runs from sending the request to having read
\`GET /api/leads/:id\`, fetched when the desk's event said that there is a lead: p50 ${ms(whole.p50)}, p99 ${ms(whole.p99)}, slowest ${ms(whole.slowest)}.
At ${calm.perSecond} a second for ${calm.seconds} s: p50 ${ms(calm.p50)}, p99 ${ms(calm.p99)}, slowest ${ms(calm.slowest)}.
CPU per request, all in, at ${whole.perSecond} a second: ${Object.entries(whole.cpuMs)
    .map(([name, used]) => `${name} ${used.toFixed(1)} ms`)
    .join(', ')}.

Memory at rest, 15 s after the start, pages that processes share counted once: site ${site.own.toFixed(0)} MB, desk ${desk.own.toFixed(0)} MB, worker ${worker.own.toFixed(0)} MB.
Resident in each, the shared ones counted three times: ${site.resident.toFixed(0)}, ${desk.resident.toFixed(0)} and ${worker.resident.toFixed(0)} MB, ${resident.toFixed(0)} MB in all. First start to ready
(database made and migrated) ${whole.firstStart.toFixed(1)} s, second ${whole.secondStart.toFixed(1)} s.
`;
}

function rowOf(name, { perSecond, p50, p99, nodeCpuMs, databaseCpuMs }) {
  return `| ${name} | ${perSecond.toFixed(0)} | ${ms(p50)} | ${ms(p99)} | ${nodeCpuMs.toFixed(2)} ms | ${databaseCpuMs.toFixed(2)} ms |`;
}

function ms(value) {
  return value === undefined ? 'none' : `${value.toFixed(0)} ms`;
}
