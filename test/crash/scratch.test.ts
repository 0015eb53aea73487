import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from '@jest/globals';
import { Client } from 'pg';
import { InquiryDoor } from '#inquiries';
import { createPool, newId, systemClock } from '#platform';
import { ensureKeyFiles, loadSiteKeys } from '#vault';
import { testDatabase } from '../database.js';
import { buildProcesses } from './build.js';
import { Processes } from './processes.js';

test('throughput', async () => {
  const N = Number(process.env.N ?? 2000);
  const W = Number(process.env.W ?? 1);
  const folder = mkdtempSync(join(tmpdir(), 'bl-scratch-'));
  ensureKeyFiles(folder);
  const db = await testDatabase();
  const built = await buildProcesses(['apps/site', 'apps/worker', 'libs']);
  const pool = createPool(db.siteUrl, { name: 'x' });
  const door = new InquiryDoor({
    pool,
    keys: loadSiteKeys({ directory: join(folder, 'keys', 'site') }),
    clock: systemClock,
  });
  for (let i = 0; i < N; i += 50) {
    await Promise.all(
      Array.from({ length: 50 }, (_, k) =>
        door.take({
          kind: 'form',
          provider: 'site',
          eventId: newId(),
          envelope: {
            type: 'help_request',
            receivedAt: new Date().toISOString(),
            request: {
              name: `Some Person${i + k}`,
              phone: `+1415${2000000 + i + k}`,
              when: 'today',
              message: 'please call',
            },
          },
          digestOf: Buffer.from(String(i + k)),
        }),
      ),
    );
  }
  const client = new Client({ connectionString: db.ownerUrl });
  await client.connect();
  await client.query('ANALYZE');
  const processes = new Processes({
    built,
    logFile: join(folder, 'log'),
    env: { DATA_DIR: folder, LOG_LEVEL: 'info', WORKER_DATABASE_URL: db.workerUrl },
  });
  const t0 = performance.now();
  const started = await Promise.all(
    Array.from({ length: W }, () =>
      processes.start(
        'worker',
        undefined,
        process.env.PROF ? ['--trace-deprecation', '--cpu-prof', '--cpu-prof-dir=/tmp/prof'] : [],
      ),
    ),
  );
  const t1 = performance.now();
  let last = 0;
  let first: number | undefined;
  let done = 0;
  const curve: string[] = [];
  while (done < N) {
    await sleep(250);
    const { rows } = await client.query('SELECT count(*) FROM lead_inquiry');
    done = Number(rows[0].count);
    if (done > 0 && first === undefined) first = performance.now();
    curve.push(`${done - last}`);
    last = done;
  }
  const t2 = performance.now();
  const rss = started.map(
    (s) => /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${s.child.pid}/status`, 'utf8'))?.[1],
  );
  const cpu = started.map((x) => {
    const f = readFileSync(`/proc/${x.child.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(f[11]) + Number(f[12])) * 10;
  });
  process.stdout.write(
    `cpu ms ${cpu.join(',')} per intake ${(cpu.reduce((a, b) => a + b, 0) / N).toFixed(2)}\n`,
  );
  process.stdout.write(
    `start ${Math.round(t1 - t0)} ms, ${N} in ${Math.round(t2 - t0)} ms; rate after first ${Math.round(N / ((t2 - (first ?? t0)) / 1000))}/s; per 250ms ${curve.join(' ')}; rss ${rss.join(',')}\n`,
  );
  if (process.env.PROF) {
    for (const s of started) {
      s.child.kill('SIGTERM');
      await s.gone;
    }
  }
  process.stdout.write(readFileSync(join(folder, 'log'), 'utf8').slice(0, 1500));
  await sleep(3000);
  const idle = started.map((s) => {
    try {
      return /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${s.child.pid}/status`, 'utf8'))?.[1];
    } catch {
      return 'gone';
    }
  });
  process.stdout.write(`idle rss ${idle.join(',')}\n`);
  await processes.endAll();
  await client.end();
  await pool.end();
  await db.drop();
}, 240_000);
