// npm run restore:drill [seconds]: measures what a lost disk would cost an installation that runs. Makes a base backup,
// takes the log away for a while, breaks off as a power cut would, restores beside, and compares.
import { spawn } from 'node:child_process';
import { join, dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runOnce } from './processes.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = join(root, 'dist/apps/backup/src/main.js');
const say = (line) => process.stdout.write(`${line}\n`);
const waits = Number(process.argv[2] ?? 30);
const env = { ...process.env, DATA_DIR: resolve(root, process.env.DATA_DIR || './data') };
const ours = (script, args, what) => runOnce({ script, args, env, cwd: root, what });

try {
  const began = Date.now();
  say(await ours(program, ['backup'], 'The base backup'));
  say(`Base backup: ${((Date.now() - began) / 1000).toFixed(1)} s.`);
  const follower = spawn(process.execPath, [program, 'follow'], {
    cwd: root,
    env,
    stdio: 'ignore',
  });
  await sleep(waits * 1000);
  const before = JSON.parse(await ours(program, ['look'], 'Looking at what is there'));
  const disaster = Date.now();
  follower.kill('SIGKILL');
  const restored = JSON.parse(
    await ours(join(root, 'apps/launcher/restore.mjs'), ['--check'], 'The restore'),
  );
  const lost = {
    inquiries: before.inquiries - restored.inquiries,
    leads: before.leads - restored.leads,
    audit: before.audit - restored.audit,
  };
  say(JSON.stringify({ before, restored, lost }));
  say(
    `Loss (RPO): ${((disaster - Date.parse(restored.heartbeat)) / 1000).toFixed(1)} s since the last record that came back.`,
  );
  say(`Time (RTO): ${restored.seconds.toFixed(1)} s from nothing to a database that answers.`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
