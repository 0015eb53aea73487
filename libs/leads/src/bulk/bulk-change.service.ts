import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { type Actor, AuditService, staffIdOf } from '#audit';
import { isId, newId } from '#platform';
import { LeadEntity } from '../lead.entity.js';
import { leadError } from '../lead-lock.js';
import { BulkChangeEntity, type BulkWhat } from './bulk-change.entity.js';
import type { BulkBefore, BulkKind } from './bulk-kinds.js';

/** What came of one lead. */
export interface BulkOutcome {
  done: BulkBefore[];
  unchanged: string[];
  refused: { leadId: string; code: string; because: string }[];
}

/** Keeps what was changed for many leads at once, so that it can be undone. */
@Injectable()
export class BulkChangeService {
  constructor(private readonly audit: AuditService) {}

  /** Writes down a bulk change with what each lead was before, and gives its id. */
  async record(
    manager: EntityManager,
    change: { kind: BulkKind; what: BulkWhat; outcome: BulkOutcome },
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const id = newId();
    const { done, unchanged, refused } = change.outcome;
    await manager.insert(BulkChangeEntity, {
      id,
      kind: change.kind,
      what: change.what,
      before: done,
      done: done.length,
      refused: refused.length,
      madeBy: staffIdOf(actor),
      at: now,
    });
    await this.audit.record(
      manager,
      {
        actor,
        action: 'lead.bulk_changed',
        resource: 'bulk_change',
        resourceId: id,
        details: {
          kind: change.kind,
          done: done.map(({ leadId }) => leadId),
          unchanged,
          refused: refused.map(({ leadId, code }) => ({ leadId, code })),
        },
      },
      now,
    );
    return id;
  }

  /**
   * Takes a bulk change to undo it, which is done once. Whether each lead was changed since is the
   * caller's to see. Throws `bulk_change.not_found`, `bulk_change.already_undone`.
   */
  async takeBack(
    manager: EntityManager,
    id: string,
    actor: Actor,
    now: Date,
  ): Promise<BulkChangeEntity> {
    const change = await this.get(manager, id);
    if (change.undoneAt) {
      throw leadError('bulk_change.already_undone', 'This change was undone already.');
    }
    await manager.update(BulkChangeEntity, { id }, { undoneAt: now });
    await this.audit.record(
      manager,
      { actor, action: 'lead.bulk_undone', resource: 'bulk_change', resourceId: id },
      now,
    );
    return change;
  }

  /** A bulk change, held to the end of the transaction. Throws `bulk_change.not_found`. */
  async get(manager: EntityManager, id: string): Promise<BulkChangeEntity> {
    const change = isId(id)
      ? await manager.findOne(BulkChangeEntity, {
          where: { id },
          lock: { mode: 'pessimistic_write' },
        })
      : null;
    if (!change) throw leadError('bulk_change.not_found', 'There is no such change.');
    return change;
  }

  /** Numbers of leads, for sentences. */
  async numbers(manager: EntityManager, ids: readonly string[]): Promise<Map<string, number>> {
    const leads = await manager.find(LeadEntity, {
      select: { id: true, number: true },
      where: { id: In([...ids]) },
    });
    return new Map(leads.map(({ id, number }) => [id, number]));
  }
}
