import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditService } from '#audit';
import type { PayerCreate, PayerEdit, PayerView } from '#contract';
import { checkVersion, leadError } from '#leads';
import { databaseCode, inSavepoint, newId } from '#platform';
import { PayerEntity } from './payer.entity.js';
import { PayerService } from './payer.service.js';

/** Keeps the list of payers. Every write belongs into the caller's transaction. */
@Injectable()
export class PayerBook {
  constructor(
    private readonly payers: PayerService,
    private readonly audit: AuditService,
  ) {}

  /** Adds a payer with its aliases. Throws `payer.name_taken`, `payer.not_found` for who handles its behavioral health. */
  async add(
    manager: EntityManager,
    input: PayerCreate,
    actor: Actor,
    now: Date,
  ): Promise<PayerView> {
    const id = newId();
    const { aliases, ...fields } = input;
    await this.#checkCarveOut(manager, id, fields.carvedOutToId);
    await this.#checkNames(manager, id, [input.name], 'name');
    await this.#unlessTaken(manager, async () => {
      await manager.insert(PayerEntity, {
        ...fields,
        id,
        carvedOutToId: fields.carvedOutToId ?? null,
        electronicId: fields.electronicId ?? null,
        state: fields.state ?? null,
        fact: fields.fact ?? null,
        createdAt: now,
        updatedAt: now,
      });
    });
    await this.#setAliases(manager, id, input.name, aliases);
    await this.#audited(manager, 'payer.added', id, Object.keys(input), actor, now);
    return this.payers.get(manager, id);
  }

  /**
   * Changes what is known of a payer; what is left out stays. Throws `payer.not_found`, `payer.merged`,
   * `record.version_conflict` with both values, `payer.name_taken`.
   */
  async edit(
    manager: EntityManager,
    id: string,
    edit: PayerEdit,
    actor: Actor,
    now: Date,
  ): Promise<PayerView> {
    const payer = await lockPayer(manager, id);
    const before = await this.payers.get(manager, id);
    const { version, aliases, ...fields } = edit;
    checkVersion(payer, version, before, { ...fields, ...(aliases ? { aliases } : {}) });
    if (payer.mergedIntoId)
      throw leadError('payer.merged', 'This payer was merged into another one.');
    if (fields.carvedOutToId) await this.#checkCarveOut(manager, id, fields.carvedOutToId);
    if (fields.name) await this.#checkNames(manager, id, [fields.name], 'name');
    const given = Object.fromEntries(
      Object.entries(fields).filter(([, value]) => value !== undefined),
    );
    await this.#unlessTaken(manager, async () => {
      const change = { ...given, version: payer.version + 1, updatedAt: now };
      await manager.update(PayerEntity, { id }, change);
    });
    if (aliases) await this.#setAliases(manager, id, fields.name ?? payer.name, aliases);
    const changed = [...Object.keys(given), ...(aliases ? ['aliases'] : [])];
    await this.#audited(manager, 'payer.edited', id, changed, actor, now);
    return this.payers.get(manager, id);
  }

  /** One payer hands behavioral health on; to itself it cannot, nor round in a circle. */
  async #checkCarveOut(manager: EntityManager, id: string, to: string | null | undefined) {
    if (!to) return;
    const other = await manager.findOneBy(PayerEntity, { id: to });
    const problem =
      (to === id && 'A payer that handles it itself needs no entry here.') ||
      ((!other || other.mergedIntoId) && 'There is no such payer.') ||
      (other?.carvedOutToId && 'That payer hands behavioral health on itself.');
    if (problem)
      throw leadError('request.invalid', problem, { errors: { carvedOutToId: problem } });
  }

  async #setAliases(manager: EntityManager, id: string, name: string, wanted: readonly string[]) {
    const aliases = [
      ...new Map(wanted.map((alias) => [alias.toLowerCase(), alias])).values(),
    ].filter((alias) => alias.toLowerCase() !== name.toLowerCase());
    await this.#checkNames(manager, id, aliases, 'aliases');
    await manager.query('DELETE FROM payer_alias WHERE payer_id = $1', [id]);
    await this.#unlessTaken(manager, async () => {
      await manager.query(
        'INSERT INTO payer_alias (payer_id, alias) SELECT $1, unnest($2::text[])',
        [id, aliases],
      );
    });
  }

  /** A name means one payer, or nobody could be found by it. */
  async #checkNames(manager: EntityManager, id: string, names: readonly string[], field: string) {
    const [taken] = await manager.query<{ said: string; name: string }[]>(
      `SELECT n.said, p.name FROM (SELECT id, name AS said FROM payer
         UNION ALL SELECT payer_id, alias FROM payer_alias) n JOIN payer p ON p.id = n.id
       WHERE n.id <> $1 AND lower(n.said) = ANY($2::text[]) LIMIT 1`,
      [id, names.map((name) => name.toLowerCase())],
    );
    if (!taken) return;
    const sentence = `“${taken.said}” is a name of ${taken.name}.`;
    throw leadError('payer.name_taken', sentence, { errors: { [field]: sentence } });
  }

  /** Two colleagues who give the same name in the same moment. */
  async #unlessTaken(manager: EntityManager, work: () => Promise<void>): Promise<void> {
    const undone = await inSavepoint(manager, work);
    if (!undone) return;
    if (databaseCode(undone.failed) !== '23505') throw undone.failed;
    throw leadError('payer.name_taken', 'Another payer has this name.');
  }

  async #audited(
    manager: EntityManager,
    action: string,
    resourceId: string,
    fields: readonly string[],
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const entry = { actor, action, resource: 'payer', resourceId, details: { fields } };
    await this.audit.record(manager, entry, now);
  }
}

/** Reads a payer and holds it to the end of the transaction. Throws `payer.not_found`. */
export async function lockPayer(manager: EntityManager, id: string): Promise<PayerEntity> {
  const payer = await manager.findOne(PayerEntity, {
    where: { id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!payer) throw leadError('payer.not_found', 'There is no such payer.');
  return payer;
}
