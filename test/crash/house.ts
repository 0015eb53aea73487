import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { ensureKeyFiles } from '#vault';
import { type TestDatabase, testDatabase } from '../database.js';
import { Processes, type Started } from './processes.js';

/** Real processes on a database and a folder of their own; `close` ends and deletes all of it. */
export class House {
  private constructor(
    private readonly folder: string,
    private readonly database: TestDatabase,
    /** Reads as the owner. */
    readonly client: Client,
    private readonly processes: Processes,
  ) {}

  /**
   * @param through changes the address by which the processes reach the database
   * @param more further environment of the processes
   */
  static async open(
    built: string,
    through: (url: string) => Promise<string> = async (url) => url,
    more: Record<string, string> = {},
  ): Promise<House> {
    const folder = mkdtempSync(join(tmpdir(), 'bridgeline-crash-'));
    ensureKeyFiles(folder);
    const database = await testDatabase();
    const client = new Client({ connectionString: database.ownerUrl });
    await client.connect();
    const env = {
      DATA_DIR: folder,
      LOG_LEVEL: 'warn',
      SITE_DATABASE_URL: await through(database.siteUrl),
      WORKER_DATABASE_URL: await through(database.workerUrl),
      ...more,
    };
    const processes = new Processes({ built, env, logFile: join(folder, 'processes.log') });
    return new House(folder, database, client, processes);
  }

  /** Starts a process; resolves when it is ready. */
  start(app: 'site' | 'worker', port?: number): Promise<Started> {
    return this.processes.start(app, port);
  }

  /** How many jobs are due and not done. */
  async waiting(): Promise<number> {
    const { rows } = await this.client.query<{ waiting: string }>(
      'SELECT count(*) AS waiting FROM outbox WHERE done_at IS NULL AND failed_at IS NULL AND due_at <= now()',
    );
    return Number(rows[0]?.waiting);
  }

  /** Waits until nothing that is due is undone; gives how long that took, in milliseconds. */
  async untilDrained(longest: number): Promise<number> {
    const start = Date.now();
    while (Date.now() - start < longest && (await this.waiting()) > 0) await sleep(200);
    return Date.now() - start;
  }

  async close(): Promise<void> {
    await this.processes.endAll();
    await this.client.end();
    await this.database.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
