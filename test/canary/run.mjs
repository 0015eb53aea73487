// npm run canary: unique words through every form and webhook, then looked for wherever they may not be.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const { status } = spawnSync(
  process.execPath,
  [join(root, 'apps', 'launcher', 'test.mjs'), 'test/canary'],
  { stdio: 'inherit', cwd: root, env: { ...process.env, BRIDGELINE_CANARY: '1' } },
);
process.exitCode = status ?? 1;
