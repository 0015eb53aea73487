import { migrateSettings, SettingsError } from '#platform';
import { connectOwner } from './owner.js';
import { RolesMissingError } from './roles.js';
import { currentStamp, rolesSignIn, storedStamp, storeStamp } from './stamp.js';

/**
 * `main.js` migrates; `main.js --check` only compares the entities with the database and exits
 * with 1 when they differ; `--force` migrates even if the database says it is up to date.
 */
async function run(args: string[]): Promise<number> {
  const settings = migrateSettings();
  if (args.includes('--check')) return check(settings.databaseUrl);
  const stamp = currentStamp();
  if (!args.includes('--force') && (await upToDate(stamp))) return 0;
  // TypeORM, BullMQ and better-auth take a second to load: only when there is something to do.
  const { migrate } = await import('./migrate.js');
  const say = (sentence: string) => process.stdout.write(`${sentence}\n`);
  await migrate({ ...settings, say }, (client) => storeStamp(client, stamp));
  return 0;

  async function upToDate(expected: string): Promise<boolean> {
    const client = await connectOwner(settings.databaseUrl);
    try {
      if ((await storedStamp(client)) !== expected) return false;
    } finally {
      await client.end();
    }
    return rolesSignIn(settings.databaseUrl, settings.passwords);
  }
}

async function check(databaseUrl: string): Promise<number> {
  const { differences } = await import('./tables.js');
  const found = await differences(databaseUrl);
  if (found.length === 0) {
    process.stdout.write('The entities and the database agree.\n');
    return 0;
  }
  process.stderr.write(`The entities and the database differ:\n${found.join(';\n')};\n`);
  return 1;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.exitCode = 1;
  if (error instanceof SettingsError || error instanceof RolesMissingError) {
    process.stderr.write(`${error.message}\n`);
  } else {
    process.stderr.write(
      `The migration failed: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
  }
}
