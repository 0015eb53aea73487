import { Injectable } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import { type Actor, AuditService, SYSTEM } from '#audit';
import type { RetentionKind } from '#contract';
import { inTransaction, versionConflict } from '#platform';
import { RetentionRuleEntity } from './erasure.entities.js';
import { erasureError } from './erasure.errors.js';
import { ErasureService } from './erasure.service.js';

const DAY_MS = 86_400_000;
/** So many at a time, each time in a transaction of its own. */
const PEOPLE = 50;
const ROWS = 200;
const DISCARDED = "('spam', 'wrong_number', 'vendor', 'job_seeker')";

/** How long each kind is kept, and what goes each night by it. */
@Injectable()
export class RetentionService {
  constructor(
    private readonly erasures: ErasureService,
    private readonly audit: AuditService,
  ) {}

  /** Changes how long a kind is kept. Throws `retention_rule.not_found`, `record.version_conflict`. */
  async edit(
    manager: EntityManager,
    kind: string,
    { version, keepDays }: { version: number; keepDays: number | null },
    actor: Actor,
    now: Date,
  ): Promise<RetentionRuleEntity> {
    const rule = await manager.findOne(RetentionRuleEntity, {
      where: { kind: kind as RetentionKind },
      lock: { mode: 'pessimistic_write' },
    });
    if (!rule) throw erasureError('retention_rule.not_found');
    if (rule.version !== version) {
      const current = { keepDays: rule.keepDays, version: rule.version };
      throw versionConflict(current, { keepDays, version });
    }
    const saved = await manager.save(
      Object.assign(rule, { keepDays, version: version + 1, updatedAt: now }),
    );
    const details = { kind, keepDays };
    const entry = { actor, action: 'retention.changed', resource: 'retention_rule', details };
    await this.audit.record(manager, { ...entry, resourceId: kind }, now);
    return saved;
  }

  /** Lets go of what has been kept long enough; gives how much of each kind. Stops between steps when told to. */
  async keep(
    source: DataSource,
    now: Date,
    signal: AbortSignal,
  ): Promise<Partial<Record<RetentionKind, number>>> {
    const gone: Partial<Record<RetentionKind, number>> = {};
    for (const { kind, keepDays } of await source.manager.find(RetentionRuleEntity)) {
      if (keepDays === null) continue;
      const before = new Date(now.getTime() - keepDays * DAY_MS);
      let step = 1;
      while (step > 0 && !signal.aborted) {
        step = await inTransaction(source, (manager) => this.#step(manager, kind, before, now));
        gone[kind] = (gone[kind] ?? 0) + step;
      }
    }
    return gone;
  }

  async #step(manager: EntityManager, kind: RetentionKind, before: Date, now: Date) {
    if (kind === 'closed_lead' || kind === 'discarded_lead') {
      const people = await pastKeeping(manager, kind, before);
      for (const id of people) await this.erasures.byRetention(manager, id, SYSTEM, now);
      return people.length;
    }
    const [row] = await manager.query<{ gone: string }[]>(
      'SELECT forget_by_age($1, $2, $3) AS gone',
      [kind, before, ROWS],
    );
    const gone = Number(row?.gone ?? 0);
    if (gone > 0) {
      const details = { kind, gone };
      const entry = {
        actor: SYSTEM,
        action: 'retention.kept',
        resource: 'retention_rule',
        details,
      };
      await this.audit.record(manager, { ...entry, resourceId: kind }, now);
    }
    return gone;
  }
}

/** Patients all of whose leads were closed before, whom no hold keeps and whom nobody has erased yet. */
async function pastKeeping(
  manager: EntityManager,
  kind: 'closed_lead' | 'discarded_lead',
  before: Date,
): Promise<string[]> {
  const only = kind === 'discarded_lead' ? `AND bool_and(l.closed_reason IN ${DISCARDED})` : '';
  const rows = await manager.query<{ id: string }[]>(
    `SELECT l.patient_id AS id FROM lead l GROUP BY l.patient_id
     HAVING bool_and(l.closed_at < $1) ${only}
       AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.person_id = l.patient_id AND h.lifted_at IS NULL)
       AND NOT EXISTS (SELECT 1 FROM erasure_request e WHERE e.person_id = l.patient_id
         AND (e.state <> 'refused' OR e.decided_at > $1))
     LIMIT ${PEOPLE}`,
    [before],
  );
  return rows.map((row) => row.id);
}
