import 'reflect-metadata';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Pool } from 'pg';
import { WorkerMetrics } from '../apps/worker/src/health/metrics.js';
import { TakeInInquiry } from '../apps/worker/src/intake/take-in-inquiry.js';
import { WorkerModule } from '../apps/worker/src/worker.module.js';
import type { HelpRequest } from '#contract';
import { type Arrival, InquiryDoor } from '#inquiries';
import { type Clock, createPool, newId, systemClock, workerSettings } from '#platform';
import { type KeyRing, newKeyRing, ringToJson, siteKeysOf } from '#vault';
import type { TestDatabase } from './database.js';

/** A request that came in through the real door, with what the worker needs to take it in. */
export interface CameIn {
  inquiryId: string;
  jobId: string;
  token: string;
}

/** The worker's services on a test database, without queue and schedules, and a door as the site's. */
export class TestWorker {
  private constructor(
    readonly app: INestApplicationContext,
    readonly ring: KeyRing,
    private readonly sitePool: Pool,
    private readonly door: InquiryDoor,
    private readonly ownerPool: Pool,
    private readonly clock: Clock,
  ) {}

  static async open(
    db: TestDatabase,
    clock: Clock = systemClock,
    ring: KeyRing = newKeyRing(),
  ): Promise<TestWorker> {
    const settings = workerSettings({
      WORKER_DATABASE_URL: db.workerUrl,
      DATA_DIR: join(tmpdir(), `bridgeline-${db.name}`),
      BRIDGELINE_KEYS: Buffer.from(ringToJson(ring)).toString('base64'),
    });
    const metrics = new WorkerMetrics(async () => ({
      due: 0,
      handed: 0,
      failed: 0,
      oldestDueSeconds: 0,
    }));
    const app = await NestFactory.createApplicationContext(
      await WorkerModule.forRoot(settings, metrics),
      { logger: false, abortOnError: false },
    );
    const sitePool = createPool(db.siteUrl, { name: 'test-site', max: 4 });
    const ownerPool = createPool(db.ownerUrl, { name: 'test-owner', max: 2 });
    const door = new InquiryDoor({ pool: sitePool, keys: siteKeysOf(ring), clock });
    return new TestWorker(app, ring, sitePool, door, ownerPool, clock);
  }

  /** Stores a help request as the site does. */
  request(
    request: HelpRequest,
    more: Partial<Pick<Arrival, 'kind' | 'suspicion'>> = {},
  ): Promise<CameIn> {
    const receivedAt = this.clock.now().toISOString();
    return this.arrive({
      kind: 'form',
      provider: 'site',
      eventId: newId(),
      envelope: { type: 'help_request', request, receivedAt },
      digestOf: Buffer.from(JSON.stringify(request)),
      ...more,
    });
  }

  /** Stores anything that comes in, as the site does. */
  async arrive(arrival: Arrival): Promise<CameIn> {
    const { token } = await this.door.take(arrival);
    const [row] = await this.rows<{ id: string; job: string }>(
      `SELECT i.id, o.id AS job FROM inquiry i JOIN outbox o ON o.payload->>'inquiryId' = i.id::text
       WHERE i.provider = $1 AND i.provider_event_id = $2 AND o.name = 'take-in-inquiry'`,
      [arrival.provider, arrival.eventId],
    );
    if (!row) throw new Error('The door stored nothing');
    return { inquiryId: row.id, jobId: row.job, token };
  }

  /** Runs the intake job of a request, as the queue would. */
  takeIn({ inquiryId, jobId }: Pick<CameIn, 'inquiryId' | 'jobId'>): Promise<void> {
    return this.app
      .get(TakeInInquiry)
      .handle(
        { inquiryId },
        { jobId, attempt: 1, signal: new AbortController().signal, now: this.clock.now() },
      );
  }

  /** Reads what is stored, as the owner. */
  async rows<R extends object>(sql: string, values: unknown[] = []): Promise<R[]> {
    return (await this.ownerPool.query<R>(sql, values)).rows;
  }

  async close(): Promise<void> {
    await this.app.close();
    await Promise.all([this.sitePool.end(), this.ownerPool.end()]);
  }
}
