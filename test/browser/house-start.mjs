// Starts what visitors and staff meet: the real three processes of the demo, with a few leads, on ports
// of their own. The tests find the addresses in the environment.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from '../../apps/launcher/build.mjs';
import { findChromium } from './chromium.mjs';
import stop from './house-stop.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const LEADS = 30;
const START_WITHIN = 150_000;

export default async function start() {
  process.env.CHROMIUM = findChromium();
  await ensureBuilt(root);
  const dataDir = mkdtempSync(join(tmpdir(), 'bridgeline-browser-'));
  // PostgreSQL runs under another account when the tests run as root.
  chmodSync(dataDir, 0o755);
  const [site, desk, worker] = await freePorts(3);
  const child = spawn(
    process.execPath,
    [join(root, 'apps', 'launcher', 'start.mjs'), '--demo', '--no-build'],
    {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        DATA_DIR: dataDir,
        DEMO_LEADS: String(LEADS),
        SITE_PORT: site,
        DESK_PORT: desk,
        WORKER_PORT: worker,
      },
    },
  );
  globalThis.bridgelineHouse = { child, dataDir };
  try {
    await ready(child);
  } catch (error) {
    // jest runs no teardown when the set-up failed.
    await stop();
    throw error;
  }
  Object.assign(process.env, {
    BRIDGELINE_SITE: `http://127.0.0.1:${site}`,
    BRIDGELINE_DESK: `http://127.0.0.1:${desk}`,
    BRIDGELINE_DATA: dataDir,
  });
}

function ready(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why) => reject(new Error(`${why}:\n${output}`));
    const timer = setTimeout(() => fail('The demo did not start in time'), START_WITHIN);
    const hear = (chunk) => {
      output += String(chunk);
      if (!output.includes('Bridgeline is ready')) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', () => {
      clearTimeout(timer);
      fail('The demo ended before it was ready');
    });
  });
}

/** Ports of loopback that are free now, all different. */
async function freePorts(count) {
  const probes = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise((resolve, reject) => {
          const probe = createServer();
          probe.once('error', reject);
          probe.listen(0, '127.0.0.1', () => resolve(probe));
        }),
    ),
  );
  const ports = probes.map((probe) => String(probe.address().port));
  await Promise.all(probes.map((probe) => new Promise((resolve) => probe.close(resolve))));
  return ports;
}
