// npm run test:redis: the queue's conformance suite and one whole way of a request, on a redis-server that the tests
// start themselves on a free port.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

if (spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status !== 0) {
  process.stderr.write(
    'There is no redis-server on this machine, and this suite is about it. Install one (Debian: apt-get install ' +
      'redis-server) and run it again. Nothing else needs Redis: the queues are in PostgreSQL unless REDIS_URL is set.\n',
  );
  process.exit(1);
}
const { status } = spawnSync(
  process.execPath,
  [join(root, 'apps', 'launcher', 'test.mjs'), 'libs/queue/test/conformance', 'test/redis'],
  { stdio: 'inherit', cwd: root, env: { ...process.env, BRIDGELINE_REDIS_SUITE: '1' } },
);
process.exitCode = status ?? 1;
