import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Client } from 'pg';
import { backupKey, type Place } from './place.js';
import { baseBackup, connectReplication, ensureSlot, walPosition } from './replication.js';
import { sealBuffer, sealing } from './seal.js';
import { writeWhole } from './wal-files.js';

/** The slot that keeps the log until it was taken away. */
export const SLOT = 'bridgeline_backup';
/** Base backups that are kept; older ones, and the log before them, go. */
const KEEP = 7;

/** A base backup that was made. */
export interface BackupSet {
  name: string;
  startedAt: string;
  finishedAt: string;
  /** Position of the log before and after. */
  from: string;
  to: string;
  timeline: number;
  /** Identifies the server: the log of another one does not belong to it. */
  system: string;
  sealedTo: string;
  bytes: number;
}

/**
 * Makes a base backup while everybody works: the database with its roles, the installation's secrets and its
 * tombstones, sealed to the public key of backups. The ring is not in it. Gives the set.
 */
export async function makeBackup(place: Place, say: (line: string) => void): Promise<BackupSet> {
  const key = backupKey(place, say);
  const startedAt = new Date();
  const name = startedAt.toISOString().replaceAll(/[:.]/g, '-');
  const draft = join(place.backups, `${name}.new`);
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  const client = await connectReplication(place.databaseUrl);
  let set: BackupSet;
  try {
    await ensureSlot(client, SLOT);
    const { timeline, position, system } = await walPosition(client);
    const { tar, done } = baseBackup(client);
    const file = join(draft, 'base.tar.gz.sealed');
    const written = pipeline(
      tar,
      createGzip({ level: 1 }),
      sealing(key),
      createWriteStream(file, { mode: 0o600, flush: true }),
    );
    const [to] = await Promise.all([done, written]);
    set = {
      name,
      startedAt: startedAt.toISOString(),
      finishedAt: new Date().toISOString(),
      from: position,
      to,
      timeline,
      system,
      sealedTo: key.id,
      bytes: statSync(file).size,
    };
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  } finally {
    await client.end();
  }
  writeWhole(join(draft, 'beside.sealed'), sealBuffer(key, beside(place.dataDir)));
  writeWhole(join(draft, 'set.json'), `${JSON.stringify(set, undefined, 2)}\n`);
  // A folder without .new is whole.
  renameSync(draft, join(place.backups, name));
  await note(place.databaseUrl, 'base', set.to, set.bytes);
  forgetOld(place.backups);
  return set;
}

/** Secrets and tombstones, as JSON of path → content: what a start needs beside the database and the ring. */
function beside(dataDir: string): Buffer {
  const secrets = join(dataDir, 'secrets');
  const files = existsSync(secrets)
    ? readdirSync(secrets)
        .filter((file) => file.endsWith('.json'))
        .map((file) => `secrets/${file}`)
    : [];
  const all = [...files, 'erasures/tombstones.jsonl'].filter((file) =>
    existsSync(join(dataDir, file)),
  );
  const content = all.map((file) => [file, readFileSync(join(dataDir, file), 'utf8')] as const);
  return Buffer.from(JSON.stringify(Object.fromEntries(content)));
}

/** Writes down that it was done: health and metrics look at its age. */
export async function note(
  databaseUrl: string,
  kind: 'base' | 'wal',
  position: string,
  bytes: number,
) {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: 'bridgeline-backup',
  });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO backup_run (kind, at, wal_position, bytes) VALUES ($1, now(), $2, $3)
       ON CONFLICT (kind) DO UPDATE SET at = now(), wal_position = $2, bytes = $3`,
      [kind, position, bytes],
    );
  } finally {
    await client.end();
  }
}

function forgetOld(backups: string): void {
  const sets = setsIn(backups);
  for (const { name } of sets.slice(0, -KEEP)) {
    rmSync(join(backups, name), { recursive: true, force: true });
  }
  const oldest = sets.slice(-KEEP)[0];
  if (!oldest || !existsSync(join(backups, 'wal'))) return;
  for (const file of readdirSync(join(backups, 'wal'))) {
    const path = join(backups, 'wal', file);
    // Written before the oldest backup began: nobody needs it any more.
    if (statSync(path).mtimeMs < Date.parse(oldest.startedAt) - 3_600_000)
      rmSync(path, { force: true });
  }
}

/** The whole sets in a folder, oldest first. */
export function setsIn(backups: string): BackupSet[] {
  if (!existsSync(backups)) return [];
  return readdirSync(backups)
    .sort()
    .map((name) => join(backups, name, 'set.json'))
    .filter((path) => !path.includes('.new') && existsSync(path))
    .map((path) => JSON.parse(readFileSync(path, 'utf8')) as BackupSet);
}
