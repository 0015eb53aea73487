import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditService, staffIdOf } from '#audit';
import { PeopleService } from '#people';
import { newId, versionConflict } from '#platform';
import { Vault } from '#vault';
import { LegalHoldEntity } from './erasure.entities.js';
import { erasureError } from './erasure.errors.js';

/** Keeps people's records from being erased while the law wants them kept. Writes belong into the caller's transaction. */
@Injectable()
export class LegalHoldService {
  constructor(
    private readonly vault: Vault,
    private readonly people: PeopleService,
    private readonly audit: AuditService,
  ) {}

  /** Holds a person's record and gives the hold's id. Throws `person.not_found`, `legal_hold.exists`. */
  async place(
    manager: EntityManager,
    { personId, reason }: { personId: string; reason: string },
    actor: Actor,
    now: Date,
  ): Promise<string> {
    await this.people.lock(manager, personId);
    const standing = await manager.query<unknown[]>(
      'SELECT 1 FROM legal_hold WHERE person_id = $1 AND lifted_at IS NULL',
      [personId],
    );
    if (standing.length > 0) throw erasureError('legal_hold.exists');
    const id = newId();
    await manager.insert(LegalHoldEntity, {
      id,
      personId,
      reasonEnc: this.vault.encrypt(reasonRef(id), reason),
      placedBy: staffIdOf(actor),
      placedAt: now,
    });
    await this.#record(manager, 'legal_hold.placed', id, personId, actor, now);
    return id;
  }

  /** Throws `legal_hold.not_found`, `legal_hold.already_lifted`, `record.version_conflict`. */
  async lift(
    manager: EntityManager,
    id: string,
    version: number,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const hold = await manager.findOne(LegalHoldEntity, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!hold) throw erasureError('legal_hold.not_found');
    if (hold.liftedAt !== null) throw erasureError('legal_hold.already_lifted');
    if (hold.version !== version) throw versionConflict({ version: hold.version }, { version });
    await manager.update(
      LegalHoldEntity,
      { id },
      { liftedAt: now, liftedBy: staffIdOf(actor), version: version + 1 },
    );
    await this.#record(manager, 'legal_hold.lifted', id, hold.personId, actor, now);
  }

  /** Why, decrypted. */
  reasonOf(hold: Pick<LegalHoldEntity, 'id' | 'reasonEnc'>): string {
    return this.vault.decrypt(reasonRef(hold.id), hold.reasonEnc);
  }

  async #record(
    manager: EntityManager,
    action: string,
    id: string,
    personId: string,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const entry = { actor, action, resource: 'legal_hold', resourceId: id, personId };
    await this.audit.record(manager, entry, now);
  }
}

const reasonRef = (id: string) => ({ table: 'legal_hold', column: 'reason_enc', id });
