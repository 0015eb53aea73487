import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditService, staffIdOf } from '#audit';
import { type ErasureOrigin, ErasureReceipt, type ErasureState } from '#contract';
import { PeopleService } from '#people';
import { databaseCode, newId, versionConflict } from '#platform';
import { enqueueJob } from '#queue';
import { Vault } from '#vault';
import { erasureError } from './erasure.errors.js';
import { ELSEWHERE, KEPT_IN_WORDS } from './erasure-map.js';
import { ErasureRequestEntity } from './erasure.entities.js';
import { ERASE_PERSON } from './jobs.js';

/** Who wants whose data erased. */
export interface NewErasure {
  personId: string;
  origin: ErasureOrigin;
  /** The sealed inquiry that asked: one asks once. */
  inquiryId?: string | null;
  reason?: string | null | undefined;
}

/** What an erasure touched; ids only. */
export interface Erased {
  personId: string;
  inquiries: string[];
}

const REFUSALS: Record<string, Parameters<typeof erasureError>[0]> = {
  ER001: 'erasure.not_found',
  ER002: 'erasure.lead_open',
  ER003: 'erasure.held',
};

/**
 * Erasure as a process (R19): asked for, decided by somebody who may, done by a job, with a receipt. Deleting is
 * nobody's right: the database erases by one function, which looks for the decision itself.
 * Every write belongs into the caller's transaction.
 */
@Injectable()
export class ErasureService {
  constructor(
    private readonly vault: Vault,
    private readonly people: PeopleService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Asks for an erasure; it waits for a decision. Who asks again while one is open, or by the same inquiry, gets the
   * older one's id. Throws `person.not_found`.
   */
  async ask(manager: EntityManager, wish: NewErasure, actor: Actor, now: Date): Promise<string> {
    const { personId, origin, inquiryId = null } = wish;
    await this.people.lock(manager, personId);
    const [open] = await manager.query<{ id: string }[]>(
      `SELECT id FROM erasure_request WHERE inquiry_id = $2
         OR (person_id = $1 AND state IN ('asked', 'approved')) ORDER BY id LIMIT 1`,
      [personId, inquiryId],
    );
    if (open) return open.id;
    const id = newId();
    await manager.insert(ErasureRequestEntity, {
      id,
      personId,
      state: 'asked',
      origin,
      inquiryId,
      reasonEnc: this.vault.encryptNullable(reasonRef(id), wish.reason),
      askedAt: now,
      askedBy: staffIdOf(actor),
      updatedAt: now,
    });
    await this.#record(manager, 'erasure.asked', id, personId, actor, now);
    return id;
  }

  /**
   * Decides that it is done; a job does it. Throws `erasure.not_found`, `erasure.already_decided`,
   * `record.version_conflict`, `erasure.lead_open`, `erasure.held`.
   */
  async approve(
    manager: EntityManager,
    id: string,
    version: number,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const request = await this.#toDecide(manager, id, version);
    await this.#refuseInTheWay(manager, request.personId);
    await this.#approve(manager, request, actor, now);
  }

  /** Decides that it is not done, and why. Throws like `approve`. */
  async refuse(
    manager: EntityManager,
    id: string,
    { version, reason }: { version: number; reason: string },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const request = await this.#toDecide(manager, id, version);
    await this.#decide(manager, request, 'refused', reason, actor, now);
  }

  /** A rule of retention asks and decides at once; the job that does it looks for holds and open leads. */
  async byRetention(
    manager: EntityManager,
    personId: string,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const id = await this.ask(manager, { personId, origin: 'retention' }, actor, now);
    const request = await manager.findOneByOrFail(ErasureRequestEntity, { id });
    // Somebody asked before: that is theirs to decide.
    if (request.state !== 'asked' || request.origin !== 'retention') return;
    await this.#approve(manager, request, actor, now);
  }

  /**
   * Does what was decided, in the caller's transaction; done before: null. Throws `erasure.lead_open` and
   * `erasure.held` when something got in the way since.
   */
  async erase(manager: EntityManager, id: string, actor: Actor, now: Date): Promise<Erased | null> {
    const request = await manager.findOneBy(ErasureRequestEntity, { id });
    if (!request || request.state !== 'approved') return null;
    const done = await eraseByRequest(manager, id, now);
    const receipt: ErasureReceipt = {
      erased: done.counts,
      kept: [...KEPT_IN_WORDS],
      elsewhere: [...ELSEWHERE],
    };
    await manager.query(
      `UPDATE erasure_request SET state = 'done', done_at = $2, receipt = $3, version = version + 1,
         updated_at = $2 WHERE id = $1`,
      [id, now, JSON.stringify(receipt)],
    );
    await this.#record(manager, 'erasure.done', id, request.personId, actor, now);
    return { personId: request.personId, inquiries: done.inquiries };
  }

  /** The reason and the decision in words, decrypted. */
  wordsOf(row: Pick<ErasureRequestEntity, 'id' | 'reasonEnc' | 'decisionEnc'>) {
    return {
      reason: this.vault.decryptNullable(reasonRef(row.id), row.reasonEnc),
      decision: this.vault.decryptNullable(decisionRef(row.id), row.decisionEnc),
    };
  }

  /** Names of people, decrypted: id → name. */
  names(manager: EntityManager, personIds: readonly string[]) {
    return this.people.names(manager, [...personIds]);
  }

  async #toDecide(manager: EntityManager, id: string, version: number) {
    const request = await manager.findOne(ErasureRequestEntity, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!request) throw erasureError('erasure.not_found');
    if (request.version !== version) {
      throw versionConflict({ state: request.state, version: request.version }, { version });
    }
    if (request.state !== 'asked') throw erasureError('erasure.already_decided');
    return request;
  }

  /** The function asks again; here the one who decides is told at once. */
  async #refuseInTheWay(manager: EntityManager, personId: string): Promise<void> {
    const [row] = await manager.query<{ open: boolean; held: boolean }[]>(
      `SELECT EXISTS (SELECT 1 FROM lead WHERE patient_id = $1 AND closed_at IS NULL) AS open,
         EXISTS (SELECT 1 FROM legal_hold WHERE person_id = $1 AND lifted_at IS NULL) AS held`,
      [personId],
    );
    if (row?.open) throw erasureError('erasure.lead_open');
    if (row?.held) throw erasureError('erasure.held');
  }

  async #approve(
    manager: EntityManager,
    request: ErasureRequestEntity,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await this.#decide(manager, request, 'approved', null, actor, now);
    await enqueueJob(manager, ERASE_PERSON, { requestId: request.id }, { dueAt: now });
  }

  async #decide(
    manager: EntityManager,
    request: ErasureRequestEntity,
    state: ErasureState,
    words: string | null,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const { id, personId } = request;
    await manager.update(
      ErasureRequestEntity,
      { id },
      {
        state,
        decidedAt: now,
        decidedBy: staffIdOf(actor),
        decisionEnc: this.vault.encryptNullable(decisionRef(id), words),
        version: request.version + 1,
        updatedAt: now,
      },
    );
    await this.#record(manager, `erasure.${state}`, id, personId, actor, now);
  }

  async #record(
    manager: EntityManager,
    action: string,
    id: string,
    personId: string,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    await this.audit.record(
      manager,
      { actor, action, resource: 'erasure_request', resourceId: id, personId },
      now,
    );
  }
}

async function eraseByRequest(manager: EntityManager, id: string, now: Date) {
  try {
    const [row] = await manager.query<{ done: FunctionAnswer }[]>(
      'SELECT erase_by_request($1, $2) AS done',
      [id, now],
    );
    if (!row) throw new Error('erase_by_request gave no answer');
    return row.done;
  } catch (error) {
    const refusal = REFUSALS[databaseCode(error) ?? ''];
    throw refusal ? erasureError(refusal) : error;
  }
}

interface FunctionAnswer {
  counts: Record<string, number>;
  inquiries: string[];
}

const reasonRef = (id: string) => ({ table: 'erasure_request', column: 'reason_enc', id });
const decisionRef = (id: string) => ({ table: 'erasure_request', column: 'decision_enc', id });
