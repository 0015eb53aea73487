import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type BackupPublicKey, newBackupKey } from './seal.js';

const PublicKey = z.object({ id: z.string(), publicKey: z.string() });

/** Where things are: the installation's folder, the backups, the database's owner. */
export interface Place {
  dataDir: string;
  /** `BACKUP_DIR`, else `<DATA_DIR>/backups`: another disk, or one that is carried elsewhere. */
  backups: string;
  databaseUrl: string;
}

/** Reads the place from the environment; the embedded server's owner from the installation's own secrets. */
export function placeOf(env: NodeJS.ProcessEnv): Place {
  const dataDir = resolve(env.DATA_DIR || './data');
  const backups = resolve(env.BACKUP_DIR || join(dataDir, 'backups'));
  return { dataDir, backups, databaseUrl: env.DATABASE_URL || embeddedUrl(dataDir) };
}

function embeddedUrl(dataDir: string): string {
  const secret = join(dataDir, 'secrets', 'owner.json');
  const port = join(dataDir, 'postgres-port');
  if (!existsSync(secret) || !existsSync(port)) {
    throw new Error(
      `There is no installation in ${dataDir}. Set DATA_DIR, or DATABASE_URL for a server of your own.`,
    );
  }
  const { password } = z
    .object({ password: z.string() })
    .parse(JSON.parse(readFileSync(secret, 'utf8')));
  return `postgres://bridgeline:${password}@127.0.0.1:${readFileSync(port, 'utf8').trim()}/bridgeline`;
}

/**
 * The key backups are sealed to. The first time a pair is made: the public half stays, the private half is written to a
 * file of its own, and `say` is told to carry that file away.
 */
export function backupKey({ dataDir }: Place, say: (line: string) => void): BackupPublicKey {
  const folder = join(dataDir, 'keys', 'backup');
  const path = join(folder, 'public.json');
  if (existsSync(path)) return PublicKey.parse(JSON.parse(readFileSync(path, 'utf8')));
  const { privateKey, ...pair } = newBackupKey(`b${Date.now().toString(36)}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const secret = join(folder, 'private.json');
  writeFileSync(secret, `${JSON.stringify({ id: pair.id, privateKey })}\n`, {
    mode: 0o600,
    flag: 'wx',
  });
  writeFileSync(path, `${JSON.stringify(pair)}\n`, { mode: 0o600 });
  say(
    `A key for backups was made. Carry ${secret} away from this machine: whoever holds it opens every backup,`,
  );
  say('and without it no backup can be restored. Backups are made without it.');
  return pair;
}
