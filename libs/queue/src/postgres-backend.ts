import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type BackendFactory,
  type JobState,
  PostgresConnection,
  PostgresQueueBackend,
  Queue,
  Worker,
} from 'bullmq';
import { Pool } from 'pg';
import { failNextStatementOnly, type Logger, preparedClient } from '#platform';
import type { QueueBackend, QueuedState, QueueProcessor, QueueWorkerOptions } from './backend.js';
import { QUEUE_SCHEMA, queueDefaults, workerDefaults } from './queue-defaults.js';

/** BullMQ fixes its schema to `bullmq` when it is given a pool; the pool's search path and this name set ours. */
class SchemaConnection extends PostgresConnection {
  override readonly schema: string = QUEUE_SCHEMA;

  /** Every worker of the process listens on this one client: more than Node takes for a leak. */
  override async getListenClient(): ReturnType<PostgresConnection['getListenClient']> {
    const client = await super.getListenClient();
    if (client instanceof EventEmitter) client.setMaxListeners(0);
    return client;
  }
}

/** How long a worker waits before it asks a database again that cut it off; milliseconds. */
const PAUSE_AFTER_FAILURE = 500;

/** A backend that shares the process's one connection, so closing a queue or a worker leaves it open for the others. */
class SharedBackend extends PostgresQueueBackend {
  /** BullMQ waits after a refused connection, but asks again at once, and logs each time, after one that was cut. */
  override async moveToActive(
    ...request: Parameters<PostgresQueueBackend['moveToActive']>
  ): ReturnType<PostgresQueueBackend['moveToActive']> {
    try {
      return await super.moveToActive(...request);
    } catch (error) {
      await sleep(PAUSE_AFTER_FAILURE);
      throw error;
    }
  }

  override async close(): Promise<void> {
    this.closing ??= this.disconnectBlocking();
    await this.closing;
  }

  override async disconnect(): Promise<void> {
    await this.close();
  }
}

/**
 * The queues in PostgreSQL: all queues and workers of a process on one small pool and one listening connection.
 * Commits of this pool don't wait for the disk: whatever a crash takes from the queue is handed again from the outbox.
 */
export class PostgresBackend implements QueueBackend {
  readonly kind = 'postgres';
  readonly #pool: Pool;
  readonly #connection: SchemaConnection;
  readonly #queues = new Map<string, Queue>();
  readonly #factory: BackendFactory<SharedBackend, Pool>;

  constructor(
    databaseUrl: string,
    connections: number,
    private readonly logger: Logger,
  ) {
    this.#pool = new Pool({
      connectionString: databaseUrl,
      Client: preparedClient(),
      max: connections,
      application_name: 'bridgeline-queue',
      options: `-c search_path=${QUEUE_SCHEMA} -c synchronous_commit=off`,
      statement_timeout: 15_000,
      connectionTimeoutMillis: 5000,
      keepAlive: true,
    });
    this.#pool.on('error', (error) => this.#report(error));
    failNextStatementOnly(this.#pool);
    const connection = new SchemaConnection(this.#pool);
    connection.setMaxListeners(0);
    connection.on('error', (error: Error) => this.#report(error));
    this.#connection = connection;
    this.#factory = (name, options) => new SharedBackend(connection, name, options);
  }

  queue(name: string): Queue {
    const known = this.#queues.get(name);
    if (known) return known;
    const queue = new Queue(name, { ...queueDefaults, connection: this.#pool }, this.#factory);
    queue.on('error', (error) => this.#report(error));
    this.#queues.set(name, queue as unknown as Queue);
    return queue as unknown as Queue;
  }

  worker(name: string, processor: QueueProcessor, options: QueueWorkerOptions): Worker {
    const worker = new Worker(
      name,
      processor,
      { ...workerDefaults, ...options, connection: this.#pool },
      this.#factory,
    );
    worker.on('error', (error) => this.#report(error));
    return worker as unknown as Worker;
  }

  async states(queueName: string, jobIds: string[]): Promise<Map<string, QueuedState>> {
    const { rows } = await this.#pool.query<{ id: string; state: JobState }>({
      name: 'queue-states',
      text: 'SELECT id, state FROM job WHERE queue = $1 AND id = ANY($2)',
      values: [queueName, jobIds],
    });
    const found = new Map(rows.map(({ id, state }) => [id, state]));
    return new Map(jobIds.map((id) => [id, found.get(id) ?? 'missing']));
  }

  async ready(): Promise<void> {
    await this.#connection.waitUntilReady();
    await this.#pool.query('SELECT 1');
  }

  async close(): Promise<void> {
    await Promise.all([...this.#queues.values()].map((queue) => queue.close()));
    await this.#connection.close();
    await this.#pool.end();
  }

  #report(error: Error): void {
    this.logger.warn({ err: error }, 'the queue has trouble with PostgreSQL');
  }
}
