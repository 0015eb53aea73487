// Jest's globalSetup: one embedded PostgreSQL for the whole run, in a folder that goes away with
// it, also when jest is killed. The template database is made by the first test that asks for one
// (see database.ts), because only there TypeScript and the `#` imports are at hand.
import { chmodSync, mkdtempSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startPostgres } from '../apps/launcher/postgres.mjs';

export default async function startTestPostgres() {
  const folder = mkdtempSync(join(tmpdir(), 'bridgeline-test-'));
  // PostgreSQL runs under another account when the tests run as root.
  chmodSync(folder, 0o755);
  const server = await startPostgres({
    dataDir: join(folder, 'postgres'),
    logFile: join(folder, 'postgres.log'),
    port: await freePort(),
    password: randomBytes(24).toString('base64url'),
    throwAway: folder,
  });
  process.env.BRIDGELINE_TEST_POSTGRES = server.url('postgres');
  globalThis.bridgelineTestPostgres = server;
}
