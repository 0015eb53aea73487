// npm run crash [-- requests kills]: the long form of the crash test; 1,000 requests and 50 kills unless said.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const [requests = '1000', kills = '50'] = process.argv.slice(2);
const { status } = spawnSync(
  process.execPath,
  [join(root, 'apps', 'launcher', 'test.mjs'), 'test/crash'],
  {
    stdio: 'inherit',
    cwd: root,
    env: { ...process.env, BRIDGELINE_CRASH_REQUESTS: requests, BRIDGELINE_CRASH_KILLS: kills },
  },
);
process.exitCode = status ?? 1;
