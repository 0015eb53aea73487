import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** A migrated database of a test's own, with an address for each role. */
export interface TestDatabase {
  name: string;
  ownerUrl: string;
  siteUrl: string;
  deskUrl: string;
  workerUrl: string;
  /** Ends what is still connected and deletes the database. */
  drop(): Promise<void>;
}

const TEMPLATE = 'bridgeline_template';
const TEMPLATE_LOCK = 4_702_111;

/** Passwords of the three roles on the test server, which listens on loopback and lives minutes. */
const passwords = { site: 'site-of-tests', desk: 'desk-of-tests', worker: 'worker-of-tests' };

/**
 * A fresh database with everything migrated and the reference data loaded: a clone of a template
 * that the first caller of the run migrates from the TypeScript sources. Call `drop()` at the end.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await withServer(async (server) => {
    await ensureTemplate(server);
    await clone(server, name);
  });
  return {
    name,
    ownerUrl: addressOf(name),
    siteUrl: addressOf(name, 'bridgeline_site', passwords.site),
    deskUrl: addressOf(name, 'bridgeline_desk', passwords.desk),
    workerUrl: addressOf(name, 'bridgeline_worker', passwords.worker),
    drop: () =>
      withServer(async (server) => {
        await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

/** An empty database, nothing migrated, for tests of the migration itself. */
export async function emptyDatabase(): Promise<Pick<TestDatabase, 'name' | 'ownerUrl' | 'drop'>> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await withServer((server) => server.query(`CREATE DATABASE ${name}`));
  return {
    name,
    ownerUrl: addressOf(name),
    drop: () =>
      withServer(async (server) => {
        await server.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

async function ensureTemplate(server: Client): Promise<void> {
  await server.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    const ready = await server.query('SELECT 1 FROM pg_database WHERE datname = $1', [TEMPLATE]);
    if (ready.rowCount) return;
    const building = `${TEMPLATE}_building`;
    await server.query(`DROP DATABASE IF EXISTS ${building} WITH (FORCE)`);
    await server.query(`CREATE DATABASE ${building}`);
    const { migrate } = await import('../apps/migrate/src/migrate.js');
    await migrate({ databaseUrl: addressOf(building), passwords, say: () => undefined });
    await server.query(`ALTER DATABASE ${building} RENAME TO ${TEMPLATE}`);
  } finally {
    await server.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
}

/** The copy fails while anyone, even a statistics process, is connected to the template. */
async function clone(server: Client, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await server.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
      // Rights on the database itself are the one thing a copy does not take over.
      await server.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
      await server.query(
        `GRANT CONNECT ON DATABASE ${name} TO bridgeline_site, bridgeline_desk, bridgeline_worker`,
      );
      await server.query(`GRANT TEMPORARY ON DATABASE ${name} TO bridgeline_worker`);
      return;
    } catch (error) {
      const busy = error instanceof Error && 'code' in error && error.code === '55006';
      if (!busy || attempt >= 20) throw error;
      await new Promise((resolve) => {
        setTimeout(resolve, 100);
      });
    }
  }
}

async function withServer<T>(work: (server: Client) => Promise<T>): Promise<T> {
  const server = new Client({ connectionString: serverUrl().href });
  await server.connect();
  try {
    return await work(server);
  } finally {
    await server.end();
  }
}

function addressOf(database: string, user?: string, password?: string): string {
  const url = serverUrl();
  url.pathname = `/${database}`;
  if (user && password) {
    url.username = user;
    url.password = password;
  }
  return url.href;
}

function serverUrl(): URL {
  const address = process.env.BRIDGELINE_TEST_POSTGRES;
  if (!address) {
    throw new Error('The test database runs under "npm test" only: jest starts and stops it.');
  }
  return new URL(address);
}
