// npm run crash [-- requests kills] [-- --long]: processes are killed while people ask; 1,000 requests and 50 kills unless
// said. With --long every named step has a thousand requests and more, which takes a quarter of an hour.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const args = process.argv.slice(2);
const [requests = '1000', kills = '50'] = args.filter((arg) => arg !== '--long');
const { status } = spawnSync(
  process.execPath,
  [join(root, 'apps', 'launcher', 'test.mjs'), 'test/crash'],
  {
    stdio: 'inherit',
    cwd: root,
    env: {
      ...process.env,
      BRIDGELINE_CRASH_REQUESTS: requests,
      BRIDGELINE_CRASH_KILLS: kills,
      ...(args.includes('--long') ? { BRIDGELINE_CRASH_LONG: '1' } : {}),
    },
  },
);
process.exitCode = status ?? 1;
