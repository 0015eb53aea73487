// Starts and stops the embedded PostgreSQL.
import { fork } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { blockedAt, postgresAccount } from './postgres-account.mjs';
import { findBinaries } from './postgres-binaries.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Settings for a small machine; statements and their values stay out of the log. */
const SERVER_SETTINGS = `# Written by the launcher at each start; put your own settings into postgresql.conf, below the include.
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 100
shared_buffers = 128MB
effective_cache_size = 512MB
work_mem = 8MB
maintenance_work_mem = 64MB
max_wal_size = 1GB
max_slot_wal_keep_size = 4GB
wal_compression = on
random_page_cost = 1.1
jit = off
autovacuum_naptime = 15s
timezone = 'UTC'
lc_messages = 'C'
password_encryption = 'scram-sha-256'
log_error_verbosity = terse
log_min_error_statement = panic
log_parameter_max_length_on_error = 0
`;

/** For tests: losing everything on a power cut is fine. */
const TEST_SETTINGS = `${SERVER_SETTINGS}fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 200
autovacuum = off
`;

/**
 * Starts a server on `dataDir` and resolves when it takes connections.
 * @param {{dataDir: string, port: number, password: string, logFile: string, throwAway?: string,
 *   elsewhere?: string, say?: (line: string) => void, onExit?: (reason: string) => void}} options
 *   `throwAway` is a folder to delete after stopping; it also turns durability off. `elsewhere`
 *   names the folder below /var/lib/bridgeline that serves when `dataDir` is out of PostgreSQL's
 *   reach. `onExit` is told when the server ends by itself.
 * @returns {Promise<{url(database: string): string, stop(): Promise<void>, kill(): void, pid: number}>}
 */
export async function startPostgres(options) {
  const { port, password, logFile, throwAway, onExit } = options;
  const account = postgresAccount();
  const { dataDir, binaries } = place(options, findBinaries(root), account);
  mkdirSync(dirname(dataDir), { recursive: true });
  const config = {
    account,
    binaries,
    dataDir,
    logFile,
    password,
    port,
    settings: throwAway ? TEST_SETTINGS : SERVER_SETTINGS,
    throwAway,
  };
  const keeper = fork(join(dirname(fileURLToPath(import.meta.url)), 'postgres-keeper.mjs'), [], {
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', BRIDGELINE_KEEPER: JSON.stringify(config) },
  });
  const gone = new Promise((resolve) => {
    keeper.once('exit', resolve);
  });
  let stopping = false;
  await new Promise((resolve, reject) => {
    keeper.on('message', (message) => {
      if (message.ready) resolve(undefined);
      else if (message.failed) reject(new Error(message.failed));
    });
    keeper.once('error', reject);
    keeper.once('exit', (code, signal) => {
      reject(new Error(`PostgreSQL's keeper ended (${code ?? signal}).`));
      if (!stopping) onExit?.(String(code ?? signal));
    });
  });
  return {
    pid: keeper.pid,
    url: (database) => `postgres://bridgeline:${password}@127.0.0.1:${port}/${database}`,
    stop: async () => {
      stopping = true;
      if (keeper.connected) keeper.send('stop');
      else keeper.kill('SIGTERM');
      await gone;
    },
    kill: () => {
      stopping = true;
      keeper.kill('SIGQUIT');
    },
  };
}

/**
 * As root, PostgreSQL runs under another account, which may not enter everything that root may
 * (/root, above all). Programs and data it cannot reach are then put where it can.
 */
function place({ dataDir, elsewhere, say }, binaries, account) {
  const blocked =
    blockedAt(dirname(dataDir), account) ?? blockedAt(join(binaries.home, 'bin'), account);
  if (!blocked) return { dataDir, binaries };
  if (!elsewhere) {
    throw new Error(
      `PostgreSQL does not run as root, and the account it runs under instead may not enter ${blocked}. ` +
        `Run "chmod o+x ${blocked}", or move the project.`,
    );
  }
  const home = join('/var/lib/bridgeline', elsewhere);
  const programs = join(home, 'programs');
  if (!existsSync(join(programs, 'bin', 'postgres'))) {
    cpSync(binaries.home, programs, { recursive: true, verbatimSymlinks: true });
  }
  say?.(`PostgreSQL may not enter ${blocked} when started by root: its data is in ${home}`);
  return {
    dataDir: join(home, 'postgres'),
    binaries: {
      ...binaries,
      home: programs,
      initdb: join(programs, 'bin', 'initdb'),
      postgres: join(programs, 'bin', 'postgres'),
    },
  };
}

/** Where a server on `dataDir` keeps its data: there, or where the account it runs under can reach it. */
export function wherePostgresIs(options) {
  return place(options, findBinaries(root), postgresAccount());
}

/** Whether a program could listen there now. */
export function isFree(port, host) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => {
      probe.close(() => resolve(true));
    });
  });
}

/** A TCP port that is free on loopback right now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
