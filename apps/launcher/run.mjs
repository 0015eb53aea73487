// Runs one of our programs: node apps/launcher/run.mjs apps/simulate/src/main.js [arguments].
// Installs and builds first when needed. Secrets of the demo's providers are handed on unless set.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const [program, ...args] = process.argv.slice(2);

try {
  if (!program)
    throw new Error('Say which program: node apps/launcher/run.mjs apps/<name>/src/main.js');
  await ensureInstalled(root);
  await ensureBuilt(root);
  const child = spawn(process.execPath, [join(root, 'dist', program), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...providerSecrets(), ...process.env },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal ? 1 : 0);
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function providerSecrets() {
  const dataDir = resolve(root, process.env.DATA_DIR || './data-demo');
  const files = ['providers', 'mailbox'].map((name) => join(dataDir, 'secrets', `${name}.json`));
  const known = files.filter((file) => existsSync(file));
  return Object.assign({}, ...known.map((file) => JSON.parse(readFileSync(file, 'utf8'))));
}
