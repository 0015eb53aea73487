import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, AuditService, staffIdOf } from '#audit';
import type { SpendEdit, SpendInput, SpendView } from '#contract';
import { databaseCode, isId, newId, versionConflict } from '#platform';
import { SpendEntity } from './spend.entity.js';
import { spendError } from './spend-error.js';

/** Keeps what sources cost. Each change is audited in its transaction, with the amounts before and after. */
@Injectable()
export class SpendService {
  constructor(private readonly audit: AuditService) {}

  /** Throws `spend.not_found`. */
  async get(manager: EntityManager, id: string): Promise<SpendView> {
    const row = isId(id) ? await manager.findOneBy(SpendEntity, { id }) : null;
    if (!row) throw spendError('spend.not_found', 'There is no such amount.');
    return viewOf(row);
  }

  /** Throws `source.not_found`, and `spend.exists` when this month of the source (and campaign) has an amount. */
  async enter(
    manager: EntityManager,
    input: SpendInput,
    actor: Actor,
    now: Date,
  ): Promise<SpendView> {
    await checkSource(manager, input.sourceId);
    const id = newId();
    await once(
      manager.insert(SpendEntity, {
        id,
        sourceId: input.sourceId,
        campaign: input.campaign ?? null,
        month: `${input.month}-01`,
        cents: input.cents,
        enteredBy: staffIdOf(actor),
        createdAt: now,
        updatedAt: now,
      }),
    );
    await this.#recorded(manager, 'spend.entered', id, { after: input.cents }, actor, now);
    return this.get(manager, id);
  }

  /** Throws `spend.not_found`, `record.version_conflict` with both values, and what `enter` throws. */
  async change(
    manager: EntityManager,
    id: string,
    { version, ...edit }: SpendEdit,
    actor: Actor,
    now: Date,
  ): Promise<SpendView> {
    const row = await this.#locked(manager, id, version, edit);
    if (edit.sourceId) await checkSource(manager, edit.sourceId);
    const before = row.cents;
    await once(
      manager.update(
        SpendEntity,
        { id },
        {
          ...(edit.sourceId ? { sourceId: edit.sourceId } : {}),
          ...(edit.campaign === undefined ? {} : { campaign: edit.campaign }),
          ...(edit.month ? { month: `${edit.month}-01` } : {}),
          ...(edit.cents === undefined ? {} : { cents: edit.cents }),
          // It is no import's any more: taking that back leaves it.
          importId: null,
          enteredBy: staffIdOf(actor),
          version: version + 1,
          updatedAt: now,
        },
      ),
    );
    const amounts = { before, after: edit.cents ?? before };
    await this.#recorded(manager, 'spend.changed', id, amounts, actor, now);
    return this.get(manager, id);
  }

  /** Takes an amount away; what it was stays in the audit. Throws like `change`. */
  async remove(
    manager: EntityManager,
    id: string,
    version: number,
    actor: Actor,
    now: Date,
  ): Promise<SpendView> {
    const row = await this.#locked(manager, id, version, {});
    await manager.delete(SpendEntity, { id });
    const details = { before: row.cents, month: row.month, sourceId: row.sourceId };
    await this.#recorded(manager, 'spend.removed', id, details, actor, now);
    return viewOf(row);
  }

  async #locked(
    manager: EntityManager,
    id: string,
    version: number,
    yours: Omit<SpendEdit, 'version'>,
  ): Promise<SpendEntity> {
    const row = isId(id)
      ? await manager.findOne(SpendEntity, { where: { id }, lock: { mode: 'pessimistic_write' } })
      : null;
    if (!row) throw spendError('spend.not_found', 'There is no such amount.');
    if (row.version === version) return row;
    const { sourceId, campaign, month, cents } = viewOf(row);
    throw versionConflict({ sourceId, campaign, month, cents, version: row.version }, yours);
  }

  #recorded(
    manager: EntityManager,
    action: string,
    id: string,
    details: Record<string, unknown>,
    actor: Actor,
    now: Date,
  ) {
    const entry = { actor, action, resource: 'spend', resourceId: id, details };
    return this.audit.record(manager, entry, now);
  }
}

/** An amount as the desk shows it. */
function viewOf(row: SpendEntity): SpendView {
  const { id, version, sourceId, campaign, month, cents, importId, enteredBy } = row;
  return {
    id,
    version,
    sourceId,
    campaign,
    month: month.slice(0, 7),
    cents,
    importId,
    enteredBy,
    updatedAt: row.updatedAt.toISOString(),
  };
}

async function checkSource(manager: EntityManager, id: string): Promise<void> {
  const found = await manager.query<unknown[]>('SELECT 1 FROM source WHERE id = $1', [id]);
  if (found.length === 0) throw spendError('source.not_found', 'There is no such source.');
}

async function once(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (databaseCode(error) !== '23505') throw error;
    const message = 'This month of this source has an amount already. Change that one.';
    throw spendError('spend.exists', message, { errors: { month: message } });
  }
}
