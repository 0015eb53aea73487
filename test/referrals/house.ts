import type { INestApplicationContext } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type ConsentAnswer, type FacilityAnswer, FacilityPage } from '#contract';
import { type Arrival, InquiryDoor } from '#inquiries';
import { createPool, inTransaction, newId } from '#platform';
import { ConsentRequests, referralSeals, ReferralSending, ReferralWork } from '#referrals';
import {
  capabilityDigest,
  capabilityFromToken,
  newKeyRing,
  newToken,
  openCapability,
  siteKeysOf,
  Vault,
} from '#vault';
import { LeadIntakeService, triage } from '#leads';
import { PeopleService } from '#people';
import { SourceService } from '#content';
import { TakeInInquiry } from '../../apps/worker/src/intake/take-in-inquiry.js';
import { type TestDatabase, testDatabase } from '../database.js';
import { TestWorker } from '../worker.js';

/** A clock that a test moves. */
export class HandClock {
  constructor(private at: Date) {}
  now(): Date {
    return new Date(this.at);
  }
  ahead(minutes: number): void {
    this.at = new Date(this.at.getTime() + minutes * 60_000);
  }
}

/** A facility with one program. */
export interface SampleProgram {
  facilityId: string;
  programId: string;
}

export interface SampleLead {
  leadId: string;
  patientId: string;
}

/** The worker on a database of its own, with a directory, colleagues, and the ways of patients and facilities. */
export class ReferralHouse {
  private constructor(
    readonly db: TestDatabase,
    readonly worker: TestWorker,
    readonly vault: Vault,
    readonly clock: HandClock,
    private readonly door: InquiryDoor,
    private readonly closing: () => Promise<void>,
  ) {}

  static async open(now: Date): Promise<ReferralHouse> {
    const db = await testDatabase();
    const ring = newKeyRing();
    const clock = new HandClock(now);
    const worker = await TestWorker.open(db, clock, ring);
    const pool = createPool(db.siteUrl, { name: 'test-links', max: 4 });
    const door = new InquiryDoor({ pool, keys: siteKeysOf(ring), clock });
    return new ReferralHouse(db, worker, new Vault(ring), clock, door, async () => {
      await worker.close();
      await pool.end();
      await db.drop();
    });
  }

  get app(): INestApplicationContext {
    return this.worker.app;
  }

  /** Runs `work` in one transaction, as an app does. */
  tx<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return inTransaction(this.app.get(DataSource), work);
  }

  async staff(): Promise<{ kind: 'staff'; id: string }> {
    const id = newId();
    await this.worker.rows(
      "INSERT INTO staff_user (id, name, email, role) VALUES ($1, 'Alex Agent', $2, 'agent')",
      [id, `${id}@example.com`],
    );
    return { kind: 'staff', id };
  }

  async program(name: string): Promise<SampleProgram> {
    const facilityId = newId();
    const programId = newId();
    await this.worker.rows(
      `INSERT INTO facility (id, name, city, state, zip, source, name_key)
       VALUES ($1, $2, 'Austin', 'TX', '78701', 'staff', $2)`,
      [facilityId, name],
    );
    await this.worker.rows(
      `INSERT INTO program (id, facility_id, name, level_of_care)
       VALUES ($1, $2, 'Residential', 'residential_high')`,
      [programId, facilityId],
    );
    return { facilityId, programId };
  }

  /** A patient whose lead was matched. */
  async lead(name = 'Maria Lopez'): Promise<SampleLead> {
    const now = this.clock.now();
    const { leadId, patientId } = await this.tx(async (manager) => {
      const people = this.app.get(PeopleService);
      const point = { kind: 'phone' as const, value: `+1555${String(Math.random()).slice(2, 9)}` };
      const { personId } = await people.recordPerson(manager, { name, points: [point] }, now);
      const opened = await this.app.get(LeadIntakeService).open(
        manager,
        {
          patientId: personId,
          forWhom: 'self',
          contacts: [{ personId, relationship: 'self' }],
          triage: triage({ when: 'this_week' }),
          sourceId: await this.app.get(SourceService).idOf(manager, 'web_form'),
          language: 'en',
          receivedAt: now,
        },
        { kind: 'system' },
        now,
      );
      return { leadId: opened.leadId, patientId: personId };
    });
    await this.worker.rows(
      `UPDATE lead SET stage = 'matched', substances = '{alcohol}', level_requested = 'residential_high',
         payment = 'self_pay' WHERE id = $1`,
      [leadId],
    );
    return { leadId, patientId };
  }

  draft(lead: SampleLead, program: SampleProgram, actor: { kind: 'staff'; id: string }) {
    return this.tx((manager) =>
      this.app
        .get(ReferralWork)
        .draft(manager, lead.leadId, { programId: program.programId }, actor, this.clock.now()),
    );
  }

  /** The patient was read who we are, and has signed a consent that names these facilities. */
  async ready(
    lead: SampleLead,
    referralId: string,
    facilityIds: string[],
    actor: { kind: 'staff'; id: string },
  ): Promise<string> {
    await this.tx((manager) =>
      this.app
        .get(ReferralWork)
        .showStatement(manager, referralId, 'read_aloud', actor, this.clock.now()),
    );
    const { token } = await this.askConsent(lead, facilityIds, actor);
    await this.decide(token, await this.signature(token));
    return token;
  }

  async askConsent(
    lead: SampleLead,
    facilityIds: string[],
    actor: { kind: 'staff'; id: string },
  ): Promise<{ requestId: string; token: string }> {
    const consents = this.app.get(ConsentRequests);
    return this.tx(async (manager) => {
      const now = this.clock.now();
      const asked = {
        facilityIds,
        sections: ['identity' as const, 'needs' as const],
        language: 'en' as const,
        days: 30,
      };
      const requestId = await consents.ask(manager, lead.leadId, asked, actor, now);
      const { token } = await consents.giveLink(manager, requestId, 1, actor, now);
      return { requestId, token };
    });
  }

  /** What the page shows, signed as it is. */
  async signature(token: string, name = 'Maria Lopez'): Promise<ConsentAnswer> {
    const [row] = await this.worker.rows<{ sealed: Buffer }>(
      'SELECT sealed FROM consent_request WHERE token_digest = $1',
      [capabilityDigest(token)],
    );
    const page = JSON.parse(openCapability(token, (row as { sealed: Buffer }).sealed).toString());
    return { act: 'sign', name, wordingHash: page.wordingHash };
  }

  send(referralId: string, actor: { kind: 'staff'; id: string }, version = 1) {
    return this.tx((manager) =>
      this.app
        .get(ReferralSending)
        .send(
          manager,
          referralId,
          { version, way: 'hand', to: 'admissions@cedar.example', patientAgreed: true },
          actor,
          this.clock.now(),
        ),
    );
  }

  /** A referral that was sent, and the token of its link. */
  async sent(
    actor: { kind: 'staff'; id: string },
    name = 'Cedar House',
  ): Promise<{
    lead: SampleLead;
    program: SampleProgram;
    referralId: string;
    token: string;
    consent: string;
  }> {
    const program = await this.program(name);
    const lead = await this.lead();
    const referralId = await this.draft(lead, program, actor);
    const consent = await this.ready(lead, referralId, [program.facilityId], actor);
    const { token } = await this.send(referralId, actor);
    return { lead, program, referralId, token: token as string, consent };
  }

  /** Answers at a facility's link: through the site's door, taken in by the worker. */
  async answer(token: string, answer: FacilityAnswer, eventId = newId()): Promise<void> {
    await this.#arrive({
      kind: 'link_answer',
      provider: 'referral_link',
      eventId,
      envelope: {
        type: 'referral_answer',
        link: capabilityDigest(token).toString('hex'),
        answer,
        receivedAt: this.clock.now().toISOString(),
      },
      digestOf: Buffer.from(JSON.stringify(answer)),
    });
  }

  /** Decides at a patient's link. */
  async decide(token: string, answer: ConsentAnswer, eventId = newId()): Promise<void> {
    await this.#arrive({
      kind: 'link_answer',
      provider: 'consent_link',
      eventId,
      envelope: {
        type: 'consent_answer',
        link: capabilityDigest(token).toString('hex'),
        answer,
        ipDigest: 'ab'.repeat(32),
        receivedAt: this.clock.now().toISOString(),
      },
      digestOf: Buffer.from(JSON.stringify(answer)),
    });
  }

  async #arrive(arrival: Arrival): Promise<void> {
    await this.door.take(arrival);
    const [row] = await this.worker.rows<{ id: string; job: string }>(
      `SELECT i.id, o.id AS job FROM inquiry i JOIN outbox o ON o.payload->>'inquiryId' = i.id::text
       WHERE i.provider = $1 AND i.provider_event_id = $2 AND o.name = 'take-in-inquiry'`,
      [arrival.provider, arrival.eventId],
    );
    if (!row) throw new Error('The door stored nothing');
    const signal = new AbortController().signal;
    const context = { jobId: row.job, attempt: 1, signal, now: this.clock.now() };
    await this.app.get(TakeInInquiry).handle({ inquiryId: row.id }, context);
  }

  /** What the site may read for a token, as its own role: undefined when the link is not usable. */
  async page(token: string): Promise<FacilityPage | undefined> {
    const pool = createPool(this.db.siteUrl, { name: 'test-page', max: 1 });
    try {
      const { rows } = await pool.query<{ sealed: Buffer | null }>(
        'SELECT * FROM read_referral_link($1)',
        [capabilityDigest(token)],
      );
      const sealed = rows[0]?.sealed;
      return sealed
        ? FacilityPage.parse(JSON.parse(openCapability(token, sealed).toString()))
        : undefined;
    } finally {
      await pool.end();
    }
  }

  /** The newest one-time code of a referral, as it is sent to the facility. */
  async code(referralId: string): Promise<string> {
    const [row] = await this.worker.rows<{ id: string; code_enc: string }>(
      `SELECT id, code_enc FROM facility_notice WHERE referral_id = $1 AND kind = 'code'
       ORDER BY created_at DESC, id DESC LIMIT 1`,
      [referralId],
    );
    if (!row) throw new Error('No code was sent');
    return this.vault.decrypt(referralSeals.noticeCode(row.id), row.code_enc);
  }

  async state(referralId: string): Promise<string> {
    const [row] = await this.worker.rows<{ state: string }>(
      'SELECT state FROM referral WHERE id = $1',
      [referralId],
    );
    return row?.state ?? 'none';
  }

  async stage({ leadId }: SampleLead): Promise<string> {
    const [row] = await this.worker.rows<{ stage: string }>(
      'SELECT stage FROM lead WHERE id = $1',
      [leadId],
    );
    return row?.stage ?? 'none';
  }

  async count(sql: string, values: unknown[]): Promise<number> {
    const [row] = await this.worker.rows<{ count: string }>(
      `SELECT count(*) AS count ${sql}`,
      values,
    );
    return Number(row?.count ?? 0);
  }

  close(): Promise<void> {
    return this.closing();
  }
}

/** A browser's own token, and what it sends of it with a code. */
export function opening(code: string): { own: string; answer: FacilityAnswer } {
  const own = newToken();
  const { digest, publicKey } = capabilityFromToken(own);
  return {
    own,
    answer: {
      act: 'open_packet',
      code,
      openingDigest: digest.toString('base64url'),
      openingKey: publicKey.toString('base64url'),
    },
  };
}
