import { setTimeout as sleep } from 'node:timers/promises';
import { type JobState, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Logger } from '#platform';
import type { QueueBackend, QueuedState, QueueProcessor, QueueWorkerOptions } from './backend.js';
import { queueDefaults, workerDefaults } from './queue-defaults.js';

/** In braces, so that all keys of the queues share a slot of a cluster. */
const PREFIX = '{bridgeline}';

/** The queues in Redis or Valkey. Set `maxmemory-policy noeviction` there. */
export class RedisBackend implements QueueBackend {
  readonly kind = 'redis';
  readonly #producer: Redis;
  readonly #consumer: Redis;
  readonly #queues = new Map<string, Queue>();

  constructor(
    url: string,
    private readonly logger: Logger,
  ) {
    // Handing over fails at once when Redis is away (the rows wait in the outbox); fetching waits for it to return.
    this.#producer = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: true });
    this.#consumer = new Redis(url, { maxRetriesPerRequest: null });
    this.#producer.on('error', (error) => this.#report(error));
    this.#consumer.on('error', (error) => this.#report(error));
  }

  queue(name: string): Queue {
    const known = this.#queues.get(name);
    if (known) return known;
    const queue = new Queue(name, { ...queueDefaults, connection: this.#producer, prefix: PREFIX });
    queue.on('error', (error) => this.#report(error));
    this.#queues.set(name, queue);
    return queue;
  }

  worker(name: string, processor: QueueProcessor, options: QueueWorkerOptions): Worker {
    const worker = new Worker(name, processor, {
      ...workerDefaults,
      ...options,
      connection: this.#consumer,
      prefix: PREFIX,
    });
    worker.on('error', (error) => this.#report(error));
    return worker;
  }

  async states(queueName: string, jobIds: string[]): Promise<Map<string, QueuedState>> {
    const queue = this.queue(queueName);
    // One connection: the commands go out together and come back together.
    const states = await Promise.all(jobIds.map((id) => queue.getJobState(id)));
    return new Map(
      jobIds.map((id, at) => {
        const state: JobState | 'unknown' = states[at] ?? 'unknown';
        return [id, state === 'unknown' ? 'missing' : state];
      }),
    );
  }

  async ready(): Promise<void> {
    await this.#producer.ping();
  }

  async close(): Promise<void> {
    const closed = Promise.all([...this.#queues.values()].map((queue) => queue.close()));
    await Promise.race([closed, sleep(2000, undefined, { ref: false })]);
    this.#producer.disconnect();
    this.#consumer.disconnect();
  }

  #report(error: Error): void {
    this.logger.warn({ err: error }, 'the queue has trouble with Redis');
  }
}
