import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, AuditService, staffIdOf } from '#audit';
import {
  COUNT_CAP,
  MAX_BULK,
  type QuarantinePage,
  type QuarantineRow,
  type QuarantineVerdict,
} from '#contract';
import { normalisePhone } from '#people';
import { newId } from '#platform';
import { Vault } from '#vault';
import { type HelpRequestEnvelope, openEnvelope } from '../envelope.js';
import { releaseInquiry } from '../release.js';
import { taughtAbout, taughtOfReasons } from './taught.queries.js';
import { REASONS, standingOf, weigh, type Weighed } from './weigh.js';

/** A request that may be held back. */
export interface Suspected {
  inquiryId: string;
  suspicion: readonly string[];
  /** Keyed digest of the address it came from, hexadecimal; null: it says nothing. */
  from: string | null;
  phone: string | null;
}

export interface Judged {
  held: boolean;
  weighed: Weighed[];
}

/** What waits for a look: held back, and nobody has said yet what it is. */
const WAITING = `li.outcome = 'quarantined' AND li.released_at IS NULL AND NOT EXISTS (
  SELECT 1 FROM quarantine_decision d WHERE d.inquiry_id = li.inquiry_id)`;
const PAGE = 50;
/** Of one with photos its own page shows what is in it: fifty of them at once would fill the memory. */
const SEALED = 'CASE WHEN octet_length(i.sealed) <= 262144 THEN i.sealed END AS sealed';

interface Held {
  id: string;
  reference: string;
  received_at: Date;
  provider: string;
  suspicion: string[];
  sealed: Buffer | null;
}

/** Holds back what a machine may have written, shows it to people, and learns from what they say. Suspicion never drops anything (rule R16). */
@Injectable()
export class QuarantineService {
  constructor(
    private readonly vault: Vault,
    private readonly audit: AuditService,
  ) {}

  /** Weighs requests by what was taught; those without suspicion and address cost no question. Runs in the intake's transaction. */
  async judge(
    manager: EntityManager,
    requests: readonly Suspected[],
    now: Date,
  ): Promise<Map<string, Judged>> {
    const asked = requests.filter(({ suspicion, from }) => suspicion.length > 0 || from !== null);
    if (asked.length === 0) return new Map();
    const subjects = asked.map((one) => ({
      address: one.from === null ? null : Buffer.from(one.from, 'hex'),
      phones: this.#phoneDigests(one.phone),
    }));
    const reasons = [...new Set(asked.flatMap(({ suspicion }) => suspicion))];
    const [ofReasons, about] = await Promise.all([
      taughtOfReasons(manager, reasons, now),
      taughtAbout(
        manager,
        subjects.flatMap(({ address, phones }) => [...(address ? [address] : []), ...phones]),
      ),
    ]);
    return new Map(
      asked.map((one, at) => {
        const { address, phones } = subjects[at] ?? { address: null, phones: [] };
        const taught = {
          reasons: ofReasons,
          address: address ? (about.get(address.toString('hex')) ?? []) : [],
          phone: phones.flatMap((phone) => about.get(phone.toString('hex')) ?? []),
        };
        const weighed = weigh(one.suspicion, taught, now);
        return [one.inquiryId, { held: weighed.some(({ holds }) => holds), weighed }];
      }),
    );
  }

  /** What waits, oldest first, opened, and how each reason has done. The caller records the reading. */
  async page(
    manager: EntityManager,
    reason: string | undefined,
    now: Date,
  ): Promise<QuarantinePage> {
    const asked = reason === undefined ? [] : [reason];
    const narrowed = reason === undefined ? '' : 'AND $1 = ANY(i.suspicion)';
    const [held, counted, waiting, taught] = await Promise.all([
      manager.query<Held[]>(
        `SELECT i.id, i.reference, i.received_at, i.provider, i.suspicion, ${SEALED}
         FROM lead_inquiry li JOIN inquiry i ON i.id = li.inquiry_id WHERE ${WAITING} ${narrowed}
         ORDER BY li.decided_at, i.id LIMIT ${PAGE}`,
        asked,
      ),
      manager.query<{ total: string }[]>(
        `SELECT count(*) AS total FROM (SELECT 1 FROM lead_inquiry li
         JOIN inquiry i ON i.id = li.inquiry_id WHERE ${WAITING} ${narrowed} LIMIT ${COUNT_CAP}) AS counted`,
        asked,
      ),
      manager.query<{ reason: string; waiting: string }[]>(
        `SELECT reason, count(*) AS waiting FROM (SELECT i.suspicion FROM lead_inquiry li
         JOIN inquiry i ON i.id = li.inquiry_id WHERE ${WAITING} LIMIT ${COUNT_CAP}) AS held,
         unnest(held.suspicion) AS reason GROUP BY reason`,
      ),
      taughtOfReasons(manager, REASONS, now),
    ]);
    const counts = new Map(waiting.map((row) => [row.reason, Number(row.waiting)]));
    return {
      waiting: Number(counted[0]?.total ?? 0),
      rows: held.map((row) => this.#row(row)),
      reasons: REASONS.filter((one) => one !== 'known_address').map((one) => {
        const { persons = 0, machines = 0 } = taught.get(one) ?? {};
        return {
          ...standingOf(one, { persons, machines }),
          persons,
          machines,
          waiting: counts.get(one) ?? 0,
        };
      }),
    };
  }

  /**
   * Says of those that are held back who wrote them, and learns from it; people are taken in. What is not held back (any
   * more) is left as it is. Gives how many were decided.
   */
  async decide(
    manager: EntityManager,
    inquiryIds: readonly string[],
    verdict: QuarantineVerdict,
    actor: Actor,
    now: Date,
  ): Promise<number> {
    const held = await manager.query<Held[]>(
      `SELECT i.id, i.reference, i.received_at, i.provider, i.suspicion, ${SEALED}
       FROM lead_inquiry li JOIN inquiry i ON i.id = li.inquiry_id
       WHERE li.inquiry_id = ANY($1::uuid[]) AND li.outcome = 'quarantined' AND li.released_at IS NULL
       ORDER BY i.id FOR UPDATE OF li`,
      [[...new Set(inquiryIds)]],
    );
    for (const one of held) {
      await this.#teach(manager, one, verdict, actor, now);
      if (verdict === 'person') await releaseInquiry(manager, one.id, actor, now);
      await this.audit.record(
        manager,
        {
          actor,
          action: verdict === 'person' ? 'inquiry.released' : 'inquiry.called_machine',
          resource: 'inquiry',
          resourceId: one.id,
          details: { suspicion: one.suspicion },
        },
        now,
      );
      announce(manager, { event: 'inquiry.changed', id: one.id, leadId: null, created: false });
    }
    return held.length;
  }

  /** The first that wait for a reason and came until then, to be decided together; at most MAX_BULK. */
  async waitingFor(manager: EntityManager, reason: string, receivedTo: Date): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT i.id FROM lead_inquiry li JOIN inquiry i ON i.id = li.inquiry_id
       WHERE ${WAITING} AND $1 = ANY(i.suspicion) AND i.received_at <= $2
       ORDER BY i.received_at, i.id LIMIT ${MAX_BULK + 1}`,
      [reason, receivedTo],
    );
    return rows.map(({ id }) => id);
  }

  async #teach(
    manager: EntityManager,
    held: Held,
    verdict: QuarantineVerdict,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const decisionId = newId();
    await manager.query(
      `INSERT INTO quarantine_decision (id, inquiry_id, verdict, decided_by, at) VALUES ($1, $2, $3, $4, $5)`,
      [decisionId, held.id, verdict, staffIdOf(actor), now],
    );
    // Decided anew: what the earlier decision taught counts no more.
    await manager.query(
      'UPDATE suspicion_lesson SET withdrawn_at = $2 WHERE inquiry_id = $1 AND withdrawn_at IS NULL',
      [held.id, now],
    );
    const envelope = this.#opened(held.sealed);
    const lessons = [
      ...held.suspicion.map((reason) => ({ kind: 'reason', reason, subject: null })),
      ...(envelope?.from
        ? [{ kind: 'address', reason: null, subject: Buffer.from(envelope.from, 'hex') }]
        : []),
      ...this.#phoneDigests(envelope?.request.phone ?? null)
        .slice(0, 1)
        .map((subject) => ({ kind: 'phone', reason: null, subject })),
    ];
    await manager.query(
      `INSERT INTO suspicion_lesson (id, decision_id, inquiry_id, kind, reason, subject, verdict, at)
       SELECT l.id, $1::uuid, $2::uuid, l.kind, l.reason, l.subject, $3::text, $4::timestamptz
       FROM unnest($5::uuid[], $6::text[], $7::text[], $8::bytea[]) AS l(id, kind, reason, subject)`,
      [
        decisionId,
        held.id,
        verdict,
        now,
        lessons.map(() => newId()),
        lessons.map(({ kind }) => kind),
        lessons.map(({ reason }) => reason),
        lessons.map(({ subject }) => subject),
      ],
    );
  }

  #row(held: Held): QuarantineRow {
    const request = this.#opened(held.sealed)?.request;
    return {
      id: held.id,
      reference: held.reference,
      receivedAt: held.received_at.toISOString(),
      provider: held.provider,
      suspicion: held.suspicion,
      name: request?.name ?? null,
      phone: request?.phone ?? null,
      email: request?.email ?? null,
      message: request?.message ?? null,
    };
  }

  /** Null: it does not open, or is no request for help. Its row and its reasons can be shown all the same. */
  #opened(sealed: Buffer | null): HelpRequestEnvelope | null {
    if (sealed === null) return null;
    try {
      const envelope = openEnvelope(this.vault, sealed);
      return envelope.type === 'help_request' ? envelope : null;
    } catch {
      return null;
    }
  }

  /** Digests of the same number under every key there is. */
  #phoneDigests(phone: string | null): Buffer[] {
    const number = phone === null ? null : normalisePhone(phone);
    if (number === null) return [];
    return this.vault.digestsForLookup('phone', number).map(({ digest }) => digest);
  }
}
