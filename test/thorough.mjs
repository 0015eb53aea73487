// npm run test:thorough: the long form of the tests that send odd values, each of them to every field.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const files = ['test/desk/bad-input.test.ts', 'test/desk/hostile-text.test.ts'];
const { status } = spawnSync(
  process.execPath,
  [join(root, 'apps', 'launcher', 'test.mjs'), ...files],
  { stdio: 'inherit', cwd: root, env: { ...process.env, BRIDGELINE_THOROUGH: '1' } },
);
process.exitCode = status ?? 1;
