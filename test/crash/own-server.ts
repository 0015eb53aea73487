import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { migrate } from '../../apps/migrate/src/migrate.js';
import type { TestDatabase } from '../database.js';
import { freePort } from '../launcher/scratch.js';

const passwords = { site: 'site-of-crash', desk: 'desk-of-crash', worker: 'worker-of-crash' };
/** Of its owner. */
export const PASSWORD = 'owner-of-crash';

/** A durable PostgreSQL of a test's own that can be killed, with a migrated database in it. */
export class OwnServer {
  #child: ChildProcess | undefined;

  private constructor(
    /** Holds `postgres/` and `postgres.log`. */
    readonly folder: string,
    private readonly ours: boolean,
    private readonly port: number,
  ) {}

  /** @param given where it keeps everything; a fresh one unless given */
  static async start(given?: string): Promise<OwnServer> {
    const folder = given ?? mkdtempSync(join(tmpdir(), 'bridgeline-server-'));
    // PostgreSQL runs under another account when the tests run as root.
    chmodSync(folder, 0o755);
    const server = new OwnServer(folder, given === undefined, await freePort());
    await server.up();
    await server.#asOwner('postgres', 'CREATE DATABASE bridgeline');
    const databaseUrl = server.#url('bridgeline');
    await migrate({ databaseUrl, passwords, say: () => undefined });
    return server;
  }

  /** The database, for a house; dropping it is nothing: the server goes as a whole. */
  get database(): TestDatabase {
    return {
      name: 'bridgeline',
      ownerUrl: this.#url('bridgeline'),
      siteUrl: this.#url('bridgeline', 'bridgeline_site', passwords.site),
      deskUrl: this.#url('bridgeline', 'bridgeline_desk', passwords.desk),
      workerUrl: this.#url('bridgeline', 'bridgeline_worker', passwords.worker),
      drop: async () => undefined,
    };
  }

  /** Starts it on what its folder holds; after a kill it recovers. */
  async up(): Promise<void> {
    const script = join(import.meta.dirname, 'serve-postgres.mjs');
    const args = [script, this.folder, String(this.port), PASSWORD];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child = child;
    await Promise.race([
      once(child.stdout, 'data'),
      once(child, 'exit').then(() => {
        throw new Error('PostgreSQL did not start');
      }),
    ]);
  }

  /** Whether it has ended. */
  get isDown(): boolean {
    return this.#child?.exitCode !== null;
  }

  /** Stops it in order; what it has stays. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (!child || this.isDown) return;
    const gone = once(child, 'exit');
    child.stdin?.end();
    await gone;
  }

  /** kill -9 to the server itself, as a power cut would. */
  async kill(): Promise<void> {
    const pidFile = join(this.folder, 'postgres', 'postmaster.pid');
    const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
    const gone = this.#child && once(this.#child, 'exit');
    process.kill(pid, 'SIGKILL');
    await gone;
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(join(this.folder, 'postgres'), { recursive: true, force: true });
    if (this.ours) rmSync(this.folder, { recursive: true, force: true });
  }

  #url(database: string, role = 'bridgeline', password = PASSWORD): string {
    return `postgres://${role}:${password}@127.0.0.1:${this.port}/${database}`;
  }

  async #asOwner(database: string, sql: string): Promise<void> {
    const client = new Client({ connectionString: this.#url(database) });
    await client.connect();
    await client.query(sql);
    await client.end();
  }
}
