// npm run demo:year -- --leads 20000 --days 365 --seed 7: a made-up year, into the demo's data folder (running or not),
// into that of DATA_DIR, or into the server of DATABASE_URL. The program itself says what it takes and what it refuses.
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { Installation } from './installation.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const installation = new Installation({
  root,
  env: process.env,
  demo: true,
  say: (line) => process.stdout.write(`${line}\n`),
  dataDir: resolve(root, process.env.DATA_DIR || './data-demo'),
});

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    stopping = true;
    void installation.stop().then(() => process.exit(130));
  });
}

try {
  await ensureInstalled(root);
  await ensureBuilt(root);
  const bar = process.stdout.isTTY ? ['--bar'] : [];
  const args = [...process.argv.slice(2), ...bar];
  await installation.run('apps/demo/src/year/main.js', args, 'The made-up year');
} catch (error) {
  if (!stopping)
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  if (!stopping) await installation.stop();
}
