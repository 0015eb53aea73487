import { readdir } from 'node:fs/promises';
import { DataSource, type MigrationInterface } from 'typeorm';
import { entities } from './entities.js';

type MigrationClass = new () => MigrationInterface;

/**
 * Runs the migrations that are not done yet, all in one transaction.
 * @returns the names of those it ran
 */
export async function migrateTables(databaseUrl: string): Promise<string[]> {
  const source = await open(databaseUrl, await migrationClasses());
  try {
    const done = await source.runMigrations({ transaction: 'all' });
    return done.map((migration) => migration.name);
  } finally {
    await source.destroy();
  }
}

/** The statements that would make the database what the entities say; empty when they agree. */
export async function differences(databaseUrl: string): Promise<string[]> {
  const source = await open(databaseUrl, []);
  try {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    return upQueries.map((query) => query.query);
  } finally {
    await source.destroy();
  }
}

async function open(url: string, migrations: MigrationClass[]): Promise<DataSource> {
  return new DataSource({
    type: 'postgres',
    url,
    entities,
    migrations,
    migrationsTableName: 'migration',
    applicationName: 'bridgeline-migrate',
    logging: false,
    extra: { max: 1 },
  }).initialize();
}

/** Every file of the folder `migrations` that begins with a timestamp holds one migration class. */
async function migrationClasses(): Promise<MigrationClass[]> {
  const folder = new URL('./migrations/', import.meta.url);
  const files = (await readdir(folder)).filter((file) => /^\d+-[\w-]+\.[jt]s$/.test(file)).sort();
  const modules = await Promise.all(
    files.map((file): Promise<Record<string, unknown>> => import(new URL(file, folder).href)),
  );
  return modules.flatMap((module) => Object.values(module).filter(isMigration));
}

function isMigration(value: unknown): value is MigrationClass {
  return typeof value === 'function' && 'up' in value.prototype && 'down' in value.prototype;
}
