import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { ensureKeyFiles } from '#vault';
import { type TestDatabase, testDatabase } from '../database.js';
import { type App, type How, Processes, type Started } from './processes.js';

/** What a house differs in. */
interface HouseOptions {
  /** Changes the address by which the processes reach the database. */
  through?: (url: string) => Promise<string>;
  /** Further environment of the processes. */
  env?: Record<string, string>;
  /** `DATA_DIR`; a fresh one unless given. */
  folder?: string;
  /** A database of the test's own; a fresh one on the tests' server unless given. */
  database?: TestDatabase;
}

/** Real processes on a database and a folder of their own; `close` ends and deletes all of it. */
export class House {
  #client: Client | undefined;

  private constructor(
    /** `DATA_DIR` of all of them. */
    readonly folder: string,
    readonly database: TestDatabase,
    private readonly processes: Processes,
  ) {}

  static async open(built: string, options: HouseOptions = {}): Promise<House> {
    const {
      through = async (url) => url,
      env: more = {},
      database = await testDatabase(),
    } = options;
    const { folder = mkdtempSync(join(tmpdir(), 'bridgeline-crash-')) } = options;
    ensureKeyFiles(folder);
    const env = {
      DATA_DIR: folder,
      LOG_LEVEL: 'warn',
      SITE_DATABASE_URL: await through(database.siteUrl),
      DESK_DATABASE_URL: await through(database.deskUrl),
      WORKER_DATABASE_URL: await through(database.workerUrl),
      AUTH_SECRET: 'a-secret-of-crash-tests-0123456789abcdef',
      ...more,
    };
    const logFile = join(folder, 'processes.log');
    const house = new House(folder, database, new Processes({ built, env, logFile }));
    await house.reconnect();
    return house;
  }

  /** Reads as the owner. */
  get client(): Client {
    if (!this.#client) throw new Error('The house is not connected');
    return this.#client;
  }

  /** Connects anew, after the server was away. */
  async reconnect(): Promise<void> {
    await this.#client?.end().catch(() => undefined);
    this.#client = new Client({ connectionString: this.database.ownerUrl });
    // A server that is killed ends this connection too; the test connects anew.
    this.#client.on('error', () => undefined);
    await this.#client.connect();
  }

  /** Starts a process; resolves when it is ready. */
  start(app: App, how: How = {}): Promise<Started> {
    return this.processes.start(app, how);
  }

  /** How many jobs are due, or tried again, and not done. */
  waiting(): Promise<number> {
    return waitingIn(this.client);
  }

  /** Waits until nothing that is due is undone; gives how long that took, in milliseconds. */
  untilDrained(longest: number): Promise<number> {
    return untilDrained(this.client, longest);
  }

  /** Waits until every inquiry has an outcome, whatever any clock says; false when that takes longer. */
  async untilTakenIn(longest: number): Promise<boolean> {
    for (const until = Date.now() + longest; Date.now() < until; await sleep(200)) {
      const { rowCount } = await this.client.query(
        'SELECT 1 FROM inquiry i WHERE NOT EXISTS (SELECT 1 FROM lead_inquiry l WHERE l.inquiry_id = i.id) LIMIT 1',
      );
      if (rowCount === 0) return true;
    }
    return false;
  }

  async close(): Promise<void> {
    await this.processes.endAll();
    await this.#client?.end().catch(() => undefined);
    await this.database.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Waits until nothing that is due is undone in this database; gives how long that took, in milliseconds. */
export async function untilDrained(client: Client, longest: number): Promise<number> {
  const start = Date.now();
  while (Date.now() - start < longest && (await waitingIn(client)) > 0) await sleep(200);
  return Date.now() - start;
}

/** What failed and is tried again counts, though it is due only in a moment. */
async function waitingIn(client: Client): Promise<number> {
  const { rows } = await client.query<{ waiting: string }>(
    `SELECT count(*) AS waiting FROM outbox
     WHERE done_at IS NULL AND failed_at IS NULL AND (due_at <= now() OR last_error IS NOT NULL)`,
  );
  return Number(rows[0]?.waiting);
}
