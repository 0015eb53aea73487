import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Pool } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { CallEntity, RecordingService } from '#calls';
import { createPool, newId, workerSettings } from '#platform';
import { outboxState } from '#queue';
import { type KeyRing, ringToJson } from '#vault';
import { FetchRecording } from '../../apps/worker/src/calls/fetch-recording.js';
import { SettleCall } from '../../apps/worker/src/calls/settle-call.js';
import { SettleConference } from '../../apps/worker/src/calls/settle-conference.js';
import { WorkerMetrics } from '../../apps/worker/src/health/metrics.js';
import { TakeInInquiry } from '../../apps/worker/src/intake/take-in-inquiry.js';
import { WorkerModule } from '../../apps/worker/src/worker.module.js';
import type { TestDatabase } from '../database.js';

interface Job {
  id: string;
  name: string;
  subject: string;
}

/** The worker's services on a database of a test's own; jobs are done when the test says so. */
export class PhoneWorker {
  private constructor(
    private readonly app: INestApplicationContext,
    private readonly owner: Pool,
  ) {}

  static async on(
    database: TestDatabase,
    ring: KeyRing,
    environment: Record<string, string> = {},
  ): Promise<PhoneWorker> {
    const settings = workerSettings({
      NODE_ENV: 'test',
      WORKER_DATABASE_URL: database.workerUrl,
      BRIDGELINE_KEYS: Buffer.from(ringToJson(ring)).toString('base64'),
      ...environment,
    });
    const owner = createPool(database.ownerUrl, { name: 'test', max: 2 });
    const metrics = new WorkerMetrics(() => outboxState(owner, new Date()));
    const module = await WorkerModule.forRoot(settings, metrics);
    const app = await NestFactory.createApplicationContext(module, {
      logger: false,
      abortOnError: false,
    });
    return new PhoneWorker(app, owner);
  }

  /** The intake jobs that wait, in the order they came. */
  intakeJobs(): Promise<Job[]> {
    return this.#jobs('take-in-inquiry', 'inquiryId');
  }

  /** Takes in everything that waits; `order` may change the order. */
  async takeInAll(order: (jobs: Job[]) => Job[] = (jobs) => jobs): Promise<void> {
    for (const job of order(await this.intakeJobs())) await this.takeIn(job);
  }

  takeIn(job: Job, now = new Date()): Promise<void> {
    return this.app.get(TakeInInquiry).handle({ inquiryId: job.subject }, contextOf(job.id, now));
  }

  /** Settles every call that is waiting for it, as if its time had come. */
  async settleAll(now = new Date()): Promise<void> {
    for (const job of await this.#jobs('settle-call', 'callId')) {
      await this.app.get(SettleCall).handle({ callId: job.subject }, contextOf(job.id, now));
    }
  }

  /** Writes down what became of conferences that are over, as if the wait for late reports had passed. */
  async settleConferences(now = new Date()): Promise<void> {
    const soon = new Date(now.getTime() + 60_000);
    for (const job of await this.#jobs('settle-conference', 'conferenceId', soon)) {
      const context = contextOf(job.id, now);
      await this.app.get(SettleConference).handle({ conferenceId: job.subject }, context);
    }
  }

  /** Asks for every recording that waits to be fetched; gives how many there were. */
  async fetchRecordings({ attempt = 1 } = {}): Promise<number> {
    const jobs = await this.#jobs('fetch-recording', 'callId');
    for (const job of jobs) {
      const context = { ...contextOf(job.id, new Date()), attempt };
      await this.app.get(FetchRecording).handle({ callId: job.subject }, context);
    }
    return jobs.length;
  }

  /** Has a recording that could not be fetched tried again. */
  wantAgain(callId: string): Promise<void> {
    return this.manager.transaction(async (manager) => {
      const call = await manager.findOneByOrFail(CallEntity, { id: callId });
      await this.get(RecordingService).wantAgain(manager, call, new Date());
    });
  }

  get source(): DataSource {
    return this.app.get(DataSource);
  }

  get manager(): EntityManager {
    return this.app.get(DataSource).manager;
  }

  get<T>(service: new (...parts: never[]) => T): T {
    return this.app.get(service);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.owner.end();
  }

  async #jobs(name: string, subject: string, dueBy = new Date('2199-01-01')): Promise<Job[]> {
    const { rows } = await this.owner.query<Job>(
      `SELECT id, name, payload->>$2 AS subject FROM outbox
       WHERE name = $1 AND done_at IS NULL AND due_at <= $3 ORDER BY created_at, id`,
      [name, subject, dueBy],
    );
    return rows;
  }
}

function contextOf(jobId: string, now: Date) {
  return { jobId: jobId || newId(), attempt: 1, signal: new AbortController().signal, now };
}
