import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { Pool } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import { ConsentService } from '#consent';
import type { HelpRequest } from '#contract';
import { RUN_ENROLMENT } from '#follow-up';
import { InquiryDoor, inboundLock } from '#inquiries';
import { MessageService, type NewMessage, RECONCILE_MESSAGE, SEND_MESSAGE } from '#messages';
import { createPool, inTransaction, newId, workerSettings } from '#platform';
import { outboxState } from '#queue';
import { type KeyRing, newKeyRing, ringToJson, siteKeysOf } from '#vault';
import { FakeMail } from '../../apps/simulate/src/fake-provider/fake-mail.js';
import { FakeTwilio } from '../../apps/simulate/src/fake-provider/fake-twilio.js';
import { RunEnrolment } from '../../apps/worker/src/cadences/run-enrolment.js';
import { WorkerMetrics } from '../../apps/worker/src/health/metrics.js';
import { TakeInInquiry } from '../../apps/worker/src/intake/take-in-inquiry.js';
import { FindLostSends } from '../../apps/worker/src/messages/find-lost-sends.js';
import { ReconcileMessage } from '../../apps/worker/src/messages/reconcile-message.js';
import { SendMessage } from '../../apps/worker/src/messages/send-message.js';
import { WorkerModule } from '../../apps/worker/src/worker.module.js';
import { type TestDatabase, testDatabase } from '../database.js';

/** A Tuesday, 15:00 in New York and noon in Los Angeles: open everywhere. */
export const NOON = new Date('2026-11-24T20:00:00Z');
export const AUTH_TOKEN = '0123456789abcdef0123456789abcdef';
export const ACCOUNT = 'AC00000000000000000000000000000001';

/** Somebody with an open lead. */
export interface Known {
  leadId: string;
  personId: string;
  phoneId: string;
  emailId: string | null;
  phone: string;
}

export interface Job {
  id: string;
  name: string;
  payload: Record<string, string>;
  due_at: Date;
}

/**
 * The worker with a provider of texts and a mail server that are simulated, on a database of its own. Its clock stands
 * still until the test moves it; jobs are done when the test says so.
 */
export class MessageHouse {
  now = NOON;
  #numbers = 5_550_100;
  #texts = 0;

  private constructor(
    readonly db: TestDatabase,
    readonly ring: KeyRing,
    readonly app: INestApplicationContext,
    readonly owner: Pool,
    readonly twilio: FakeTwilio,
    readonly mail: FakeMail,
    private readonly sitePool: Pool,
  ) {}

  static async open(options: { configured?: boolean } = {}): Promise<MessageHouse> {
    const db = await testDatabase();
    const ring = newKeyRing();
    let house: MessageHouse | undefined;
    const twilio = await FakeTwilio.open({
      accountSid: ACCOUNT,
      authToken: AUTH_TOKEN,
      pageSize: 2,
      now: () => house?.now ?? NOON,
    });
    const mail = await FakeMail.open();
    const providers = {
      TWILIO_ACCOUNT_SID: ACCOUNT,
      TWILIO_AUTH_TOKEN: AUTH_TOKEN,
      TWILIO_API_BASE: twilio.base,
      SMTP_URL: mail.url,
      MAIL_FROM: 'hello@harbor.example',
      MAIL_AUTHSERV_ID: 'mx.harbor.example',
    };
    const settings = workerSettings({
      NODE_ENV: 'test',
      WORKER_DATABASE_URL: db.workerUrl,
      BRIDGELINE_KEYS: Buffer.from(ringToJson(ring)).toString('base64'),
      PUBLIC_URL: 'https://intake.example.test',
      ...((options.configured ?? true) ? providers : {}),
    });
    const owner = createPool(db.ownerUrl, { name: 'test', max: 4 });
    await owner.query(
      `UPDATE organisation SET name = 'Harbor Line', postal_address = $1 WHERE id = 1`,
      ['12 Pier Street\nPortland, ME 04101'],
    );
    const metrics = new WorkerMetrics(() => outboxState(owner, new Date()));
    const app = await NestFactory.createApplicationContext(
      await WorkerModule.forRoot(settings, metrics),
      { logger: false, abortOnError: false },
    );
    const sitePool = createPool(db.siteUrl, { name: 'test-site', max: 4 });
    house = new MessageHouse(db, ring, app, owner, twilio, mail, sitePool);
    return house;
  }

  async close(): Promise<void> {
    await this.app.close();
    await Promise.all([this.sitePool.end(), this.owner.end()]);
    await Promise.all([this.twilio.close(), this.mail.close()]);
    await this.db.drop();
  }

  get door(): InquiryDoor {
    const clock = { now: () => this.now };
    return new InquiryDoor({ pool: this.sitePool, keys: siteKeysOf(this.ring), clock });
  }

  later(ms: number): void {
    this.now = new Date(this.now.getTime() + ms);
  }

  /** Runs `work` in one transaction, as an app does. */
  tx<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return inTransaction(this.app.get(DataSource), work);
  }

  async rows<R extends object>(sql: string, values: unknown[] = []): Promise<R[]> {
    return (await this.owner.query<R>(sql, values)).rows;
  }

  async one<R extends object>(sql: string, values: unknown[] = []): Promise<R> {
    const [row] = await this.rows<R>(sql, values);
    if (!row) throw new Error('Nothing was found');
    return row;
  }

  /** Somebody who asked for help, with a lead; texts and e-mails permitted unless said. */
  async known(
    change: Partial<HelpRequest> & { permit?: ('sms' | 'email')[] } = {},
  ): Promise<Known> {
    const { permit = ['sms', 'email'], ...request } = change;
    this.#numbers += 1;
    const phone = `+1202${this.#numbers}`;
    const asked = { name: `Maria Nr ${this.#numbers}`, phone, zip: '20001', ...request };
    await this.request(asked);
    await this.work();
    const lead = await this.one<{ id: string; patient_id: string }>(
      'SELECT id, patient_id FROM lead ORDER BY number DESC LIMIT 1',
    );
    const points = await this.rows<{ id: string; kind: string }>(
      `SELECT p.id, p.kind FROM person_contact c JOIN contact_point p ON p.id = c.contact_point_id
       WHERE c.person_id = $1`,
      [lead.patient_id],
    );
    const idOf = (kind: string) => points.find((point) => point.kind === kind)?.id ?? null;
    for (const scope of permit) await this.permit(lead.patient_id, scope);
    return {
      leadId: lead.id,
      personId: lead.patient_id,
      phoneId: idOf('phone') ?? '',
      emailId: idOf('email'),
      phone: asked.phone,
    };
  }

  permit(personId: string, scope: 'sms' | 'email' | 'call'): Promise<unknown> {
    const said = {
      personId,
      scope,
      decision: 'given',
      wording: 'You may.',
      origin: 'desk',
    } as const;
    return this.tx((manager) =>
      this.app.get(ConsentService).record(manager, { ...said, at: this.now }, SYSTEM, this.now),
    );
  }

  async request(request: HelpRequest): Promise<void> {
    const receivedAt = this.now.toISOString();
    await this.door.take({
      kind: 'form',
      provider: 'site',
      envelope: { type: 'help_request', request, receivedAt },
      digestOf: Buffer.from(newId()),
    });
  }

  /** A text that is stored, as the site stores it; taken in with the next `work`. */
  async stores(from: string, body: string, more: Record<string, string> = {}): Promise<string> {
    this.#texts += 1;
    const eventId = `SMin${this.#texts}`;
    const fields = {
      MessageSid: eventId,
      From: from,
      To: '+18885550100',
      Body: body,
      NumMedia: '0',
      ...more,
    };
    const lock = inboundLock.ofPhone(from);
    await this.door.take({
      kind: 'sms',
      provider: 'twilio',
      eventId,
      locks: lock === null ? [] : [lock],
      digestOf: Buffer.from(eventId),
      envelope: {
        type: 'webhook',
        provider: 'twilio',
        event: 'sms',
        contentType: 'application/x-www-form-urlencoded',
        body: new URLSearchParams(fields).toString(),
        receivedAt: this.now.toISOString(),
      },
    });
    return eventId;
  }

  /** A text that comes in and is taken in. */
  async texts(from: string, body: string, more: Record<string, string> = {}): Promise<void> {
    await this.stores(from, body, more);
    await this.work();
  }

  /** Writes a text to somebody, as a plan or a colleague would; sent with the next `work`. */
  async write(
    { leadId, personId, phoneId }: Known,
    body: string,
    more: Partial<NewMessage> & { sendAt?: Date } = {},
  ): Promise<string> {
    const { sendAt, ...rest } = more;
    const message = {
      leadId,
      personId,
      contactPointId: phoneId,
      channel: 'sms' as const,
      body,
      ...rest,
    };
    const { messageId } = await this.tx((manager) =>
      this.app
        .get(MessageService)
        .plan(manager, message, { sendAt: sendAt ?? null }, SYSTEM, this.now),
    );
    return messageId;
  }

  stateOf(messageId: string) {
    return this.one<{
      state: string;
      closed_because: string | null;
      error_code: string | null;
      provider_message_id: string | null;
      send_at: Date | null;
      handled_at: Date | null;
      handled_by: string | null;
    }>(
      `SELECT state, closed_because, error_code, provider_message_id, send_at, handled_at, handled_by
       FROM message WHERE id = $1`,
      [messageId],
    );
  }

  /** Does every job that is due, and those they make, until none is. Gives how many were done. */
  async work(
    names: readonly string[] = ['take-in-inquiry', SEND_MESSAGE.name, RECONCILE_MESSAGE.name],
  ): Promise<number> {
    for (let done = 0; ; done += 1) {
      const [job] = await this.waiting(names, this.now);
      if (!job) return done;
      await this.run(job);
    }
  }

  /** The jobs of these names that are due by then, first things first. */
  waiting(names: readonly string[], by: Date): Promise<Job[]> {
    return this.rows<Job>(
      `SELECT id, name, payload, due_at FROM outbox WHERE done_at IS NULL AND failed_at IS NULL AND due_at <= $1
         AND name = ANY($2) ORDER BY due_at, id`,
      [by, names],
    );
  }

  /** Does one job, as the queue would deliver it. */
  async run({ id, name, payload }: Pick<Job, 'id' | 'name' | 'payload'>): Promise<void> {
    const context = { jobId: id, attempt: 1, signal: new AbortController().signal, now: this.now };
    if (name === 'take-in-inquiry') {
      await this.app.get(TakeInInquiry).handle({ inquiryId: payload.inquiryId ?? '' }, context);
    } else if (name === SEND_MESSAGE.name) {
      await this.app.get(SendMessage).handle({ messageId: payload.messageId ?? '' }, context);
    } else if (name === RUN_ENROLMENT.name) {
      const { enrolmentId = '', version } = payload;
      await this.app.get(RunEnrolment).handle({ enrolmentId, version: Number(version) }, context);
    } else {
      await this.app.get(ReconcileMessage).handle({ messageId: payload.messageId ?? '' }, context);
      await this.owner.query('UPDATE outbox SET done_at = $2 WHERE id = $1', [id, this.now]);
    }
  }

  findLost(): Promise<number> {
    return this.app.get(FindLostSends).run(this.now);
  }

  async tasksOf(leadId: string): Promise<string[]> {
    const rows = await this.rows<{ origin_key: string }>(
      'SELECT origin_key FROM task WHERE lead_id = $1 AND origin_key IS NOT NULL ORDER BY id',
      [leadId],
    );
    return rows.map((row) => row.origin_key);
  }
}
