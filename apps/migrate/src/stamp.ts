import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import type { RolePasswords } from './roles.js';

const here = dirname(fileURLToPath(import.meta.url));

/** What a migrated database remembers: a digest of everything that made it. */
export function currentStamp(): string {
  const hash = createHash('sha256');
  // Reference data and the sign-in's tables follow from the libs.
  for (const folder of [here, join(here, '..', '..', '..', 'libs')]) {
    for (const file of codeFiles(folder))
      hash.update(relative(here, file)).update(readFileSync(file));
  }
  // The queue's and the sign-in's tables come from their packages.
  hash.update(readFileSync(join(here, ...up(here), 'package-lock.json')));
  return hash.digest('hex');
}

/** Reads the stamp; undefined when nothing was ever migrated here. */
export async function storedStamp(client: Client): Promise<string | undefined> {
  const table = await client.query("SELECT to_regclass('public.migration_stamp') AS name");
  if (!table.rows[0]?.name) return undefined;
  const row = await client.query('SELECT stamp FROM migration_stamp WHERE one');
  return row.rows[0]?.stamp;
}

/** Writes the stamp; the last thing a complete migration does. */
export async function storeStamp(client: Client, stamp: string): Promise<void> {
  await client.query(
    `CREATE TABLE IF NOT EXISTS migration_stamp (
       one boolean PRIMARY KEY DEFAULT true CHECK (one), stamp text NOT NULL, at timestamptz NOT NULL)`,
  );
  await client.query(
    `INSERT INTO migration_stamp (stamp, at) VALUES ($1, now())
     ON CONFLICT (one) DO UPDATE SET stamp = $1, at = now()`,
    [stamp],
  );
}

/** Whether every role that has a password here can sign in with it. */
export async function rolesSignIn(databaseUrl: string, passwords: RolePasswords): Promise<boolean> {
  const attempts = Object.entries(passwords).map(async ([role, password]) => {
    if (!password) return true;
    const url = new URL(databaseUrl);
    url.username = `bridgeline_${role}`;
    url.password = encodeURIComponent(password);
    const client = new Client({ connectionString: url.href, connectionTimeoutMillis: 5000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      // Whatever the reason, the full run sets the password or names the problem.
      return false;
    }
  });
  return (await Promise.all(attempts)).every(Boolean);
}

function codeFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return codeFiles(path);
      return /(\.[jt]s|\.json|\.csv)$/.test(entry.name) ? [path] : [];
    });
}

/** From the sources it is three folders to the root, from the build four. */
function up(folder: string): string[] {
  const steps = folder.split(/[\\/]/).includes('dist') ? 4 : 3;
  return Array.from({ length: steps }, () => '..');
}
