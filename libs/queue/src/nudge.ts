import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Logger } from '#platform';
import type { Queryable } from './sql.js';

const CHANNEL = 'outbox_nudge';
const AT_MOST_EVERY_MS = 10;
const RECONNECT_MS = 1000;

/** Tells the relay that there is something to hand over. */
export interface Nudger {
  /** Call after the commit (inside a transaction, a NOTIFY would serialise the commits). Never throws, never waits. */
  nudge(): void;
}

/**
 * A nudger that sends at most once in 10 ms, however often it is called. A lost nudge costs no more than the relay's
 * poll, so failures are left alone: the pool reports a database that is away.
 */
export function nudger(pool: Queryable): Nudger {
  let sentAt = Number.NEGATIVE_INFINITY;
  let planned = false;
  const send = () => {
    planned = false;
    sentAt = performance.now();
    pool.query(`SELECT pg_notify('${CHANNEL}', '')`).then(
      () => undefined,
      () => undefined,
    );
  };
  return {
    nudge() {
      if (planned) return;
      const wait = sentAt + AT_MOST_EVERY_MS - performance.now();
      if (wait <= 0) return send();
      planned = true;
      setTimeout(send, Math.ceil(wait)).unref();
    },
  };
}

/** Listens for nudges on a connection of its own, and comes back when it is lost. */
export class NudgeListener {
  #client: Client | undefined;
  #stopped = false;
  #running: Promise<void> | undefined;

  constructor(
    private readonly databaseUrl: string,
    private readonly onNudge: () => void,
    private readonly logger: Logger,
  ) {}

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#client?.end();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      try {
        await this.#listenUntilLost();
      } catch (error) {
        this.logger.warn({ err: error }, 'the nudge listener lost its connection');
      }
      if (!this.#stopped) await sleep(RECONNECT_MS);
    }
  }

  async #listenUntilLost(): Promise<void> {
    const client = new Client({
      connectionString: this.databaseUrl,
      application_name: 'bridgeline-nudges',
      connectionTimeoutMillis: 5000,
      keepAlive: true,
    });
    this.#client = client;
    const lost = new Promise<void>((resolve) => {
      client.on('end', resolve);
      client.on('error', () => resolve());
    });
    client.on('notification', () => this.onNudge());
    await client.connect();
    if (this.#stopped) return client.end();
    await client.query(`LISTEN ${CHANNEL}`);
    // Whatever was written while nobody listened.
    this.onNudge();
    await lost;
  }
}
