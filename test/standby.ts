import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, chownSync, cpSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { postgresAccount } from '../apps/launcher/postgres-account.mjs';
import { findBinaries } from '../apps/launcher/postgres-binaries.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** A streaming replica of a server on this machine. */
export interface Standby {
  /** Its address, with the primary's user and password. */
  url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Makes a replica as the low-level backup of PostgreSQL does: the folder is copied while the server says that it is being
 * backed up, and what was written meanwhile is streamed. (The embedded server ships no pg_basebackup.)
 */
export async function makeStandby(
  primaryUrl: string,
  { from, to, port }: { from: string; to: string; port: number },
): Promise<Standby> {
  const account = postgresAccount();
  const primary = new Client({ connectionString: primaryUrl });
  await primary.connect();
  let label: string;
  try {
    await primary.query("SELECT pg_backup_start('standby', true)");
    copyData(from, to);
    const { rows } = await primary.query<{ labelfile: string }>(
      'SELECT labelfile FROM pg_backup_stop(false)',
    );
    label = rows[0]?.labelfile ?? '';
  } finally {
    await primary.end();
  }
  const { hostname, port: itsPort, username, password } = new URL(primaryUrl);
  const conninfo = `host=${hostname} port=${itsPort} user=${username} password=${decodeURIComponent(password)}`;
  writeFileSync(join(to, 'backup_label'), label);
  writeFileSync(join(to, 'standby.signal'), '');
  writeFileSync(join(to, 'postgresql.auto.conf'), `primary_conninfo = '${conninfo}'\n`);
  if (account.uid !== undefined) own(to, account.uid, account.gid);
  chmodSync(to, 0o700);
  const url = new URL(primaryUrl);
  url.port = String(port);
  let server: ChildProcess | undefined;
  return {
    url: url.href,
    start: async () => {
      server = spawn(findBinaries(root).postgres, ['-D', to, '-p', String(port)], {
        ...account,
        stdio: ['ignore', 'ignore', 'pipe'],
        env: { PATH: process.env.PATH, LC_ALL: 'C' },
      });
      await ready(server);
    },
    stop: async () => {
      if (!server) return;
      const gone = new Promise((resolve) => server?.once('exit', resolve));
      server.kill('SIGINT');
      await gone;
      server = undefined;
    },
  };
}

/** Everything but what belongs to the running server alone. */
function copyData(from: string, to: string): void {
  cpSync(from, to, {
    recursive: true,
    filter: (path) => {
      const within = path.slice(from.length + 1);
      if (basename(path) === 'postmaster.pid' || basename(path) === 'postmaster.opts') return false;
      return !/^(pg_wal|pg_replslot|pg_stat_tmp)\/./.test(within);
    },
  });
}

function own(path: string, uid: number, gid: number): void {
  chownSync(path, uid, gid);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) own(inside, uid, gid);
    else chownSync(inside, uid, gid);
  }
}

function ready(server: ChildProcess): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    server.stderr?.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(-3000);
      if (said.includes('ready to accept read-only connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`The replica did not start: ${said}`)));
  });
}
