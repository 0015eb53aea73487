import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The owner's address: `DATABASE_URL`, else that of the embedded server of this installation. Throws a sentence. */
export function placeOwner(env: NodeJS.ProcessEnv, dataDir: string): string {
  if (env.DATABASE_URL) return env.DATABASE_URL;
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
