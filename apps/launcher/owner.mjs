// Runs one of the owner's programs on an installation that runs: node apps/launcher/owner.mjs apps/migrate/src/verify-audit.js
//   --demo   the demo's installation (./data-demo)
// With DATABASE_URL it speaks with that server, else with the embedded one of DATA_DIR.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { isFree } from './postgres.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const [program, ...args] = process.argv.slice(2);
const demo = args.includes('--demo');
const dataDir = resolve(root, process.env.DATA_DIR || (demo ? './data-demo' : './data'));

try {
  const databaseUrl = process.env.DATABASE_URL || (await embedded());
  await ensureInstalled(root);
  await ensureBuilt(root);
  const child = spawn(
    process.execPath,
    [join(root, 'dist', program), ...args.filter((arg) => arg !== '--demo')],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: databaseUrl },
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal ? 1 : 0);
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

async function embedded() {
  const [port, secrets] = ['postgres-port', 'secrets/owner.json'].map((file) =>
    join(dataDir, file),
  );
  const remembered = existsSync(port) ? Number(readFileSync(port, 'utf8')) : 0;
  if (!existsSync(secrets) || !remembered || (await isFree(remembered, '127.0.0.1'))) {
    throw new Error(
      `Nothing runs on ${dataDir}: start it first (npm start), or set DATA_DIR or DATABASE_URL.`,
    );
  }
  const { password } = JSON.parse(readFileSync(secrets, 'utf8'));
  return `postgres://bridgeline:${encodeURIComponent(password)}@127.0.0.1:${remembered}/bridgeline`;
}
