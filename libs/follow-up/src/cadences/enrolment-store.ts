import { Injectable } from '@nestjs/common';
import { Any, type EntityManager, IsNull } from 'typeorm';
import { type Actor, announce, AuditService } from '#audit';
import { ENROLMENT_ENDS, type EnrolmentEnd, labelOf } from '#contract';
import { ActivityService, lockAnyLead } from '#leads';
import type { LeadEntity } from '#leads';
import { rowsAsJson, together } from '#platform';
import { cancel, enqueueJob } from '#queue';
import { Vault } from '#vault';
import { RUN_ENROLMENT } from '../jobs.js';
import { TaskService } from '../task.service.js';
import { CadenceEntity } from './cadence.entity.js';
import { EnrolmentEntity } from './enrolment.entity.js';

/** What changes as an enrolment goes on. */
export type EnrolmentChange = Partial<
  Pick<
    EnrolmentEntity,
    | 'step'
    | 'anchorAt'
    | 'triedAt'
    | 'triedByMessage'
    | 'callTaskId'
    | 'nextAt'
    | 'pausedAt'
    | 'pausedUntil'
    | 'pauseReasonEnc'
    | 'endedAt'
    | 'endedBecause'
    | 'endReasonEnc'
  >
>;

/** When an enrolment is looked at next. */
type PlannedLook = Pick<EnrolmentEntity, 'id' | 'version' | 'nextAt'>;
/** An enrolment made in this transaction, which its maker looks at. */
export type FirstLook = Pick<EnrolmentEntity, 'id' | 'leadId'>;

/** Reads, locks and writes enrolments, each with the one job that looks at it next. */
@Injectable()
export class EnrolmentStore {
  constructor(
    private readonly vault: Vault,
    private readonly activities: ActivityService,
    private readonly audit: AuditService,
    private readonly tasks: TaskService,
  ) {}

  /** The living enrolment of a lead, held to the end of the transaction; the caller holds the lead. */
  living(manager: EntityManager, leadId: string): Promise<EnrolmentEntity | null> {
    return together(manager, 'living enrolment', leadId, async (leadIds) => {
      const living = await manager.find(EnrolmentEntity, {
        where: { leadId: Any([...leadIds]), endedAt: IsNull() },
        order: { leadId: 'ASC' },
        lock: { mode: 'pessimistic_write' },
      });
      const byLead = new Map(living.map((enrolment) => [enrolment.leadId, enrolment]));
      return leadIds.map((id) => byLead.get(id) ?? null);
    });
  }

  /** An enrolment with its lead, both held; null when it has ended or does not exist. */
  async byId(
    manager: EntityManager,
    id: string,
  ): Promise<{ enrolment: EnrolmentEntity; lead: LeadEntity } | null> {
    const leadId = await together(manager, 'lead of enrolment', id, (ids) => leadsOf(manager, ids));
    return leadId === null ? null : this.ofLead(manager, { id, leadId });
  }

  /** The same for one whose lead is known. */
  async ofLead(
    manager: EntityManager,
    { id, leadId }: FirstLook,
  ): Promise<{ enrolment: EnrolmentEntity; lead: LeadEntity } | null> {
    // The lead first, as everybody does, or two transactions would wait for each other.
    const lead = await lockAnyLead(manager, leadId);
    const enrolment = await this.living(manager, lead.id);
    return enrolment?.id === id ? { enrolment, lead } : null;
  }

  /** Writes a change and puts the job to its new time (none when `nextAt` is null). */
  async save(
    manager: EntityManager,
    enrolment: EnrolmentEntity,
    change: EnrolmentChange,
    now: Date,
  ): Promise<void> {
    // Without a next time there is no job.
    if (enrolment.nextAt !== null) await cancel(manager, jobKeyOf(enrolment), now);
    Object.assign(enrolment, change, { version: enrolment.version + 1, updatedAt: now });
    await together(manager, 'save enrolment', enrolment, (all) => writeChanged(manager, all));
    await this.plan(manager, enrolment);
    const { id, leadId } = enrolment;
    announce(manager, { event: 'enrolment.changed', id, leadId, created: false });
  }

  /** Puts up the job that looks at an enrolment at its time. */
  async plan(manager: EntityManager, enrolment: PlannedLook): Promise<void> {
    const { id: enrolmentId, version, nextAt } = enrolment;
    if (nextAt === null) return;
    const when = { dueAt: nextAt, dedupeKey: jobKeyOf(enrolment) };
    await enqueueJob(manager, RUN_ENROLMENT, { enrolmentId, version }, when);
  }

  /** Ends it: no job comes any more, and the call it had asked for is off, unless it was answered. */
  async end(
    manager: EntityManager,
    enrolment: EnrolmentEntity,
    end: { because: EnrolmentEnd; reason?: string | undefined },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const { id, leadId, callTaskId } = enrolment;
    const { because, reason } = end;
    const endReasonEnc = reason ? this.vault.encrypt(endReasonRef(id), reason) : null;
    const over = { endedAt: now, endedBecause: because, endReasonEnc, nextAt: null };
    await this.save(manager, enrolment, { ...over, callTaskId: null }, now);
    if (callTaskId) await this.#callOff(manager, id, callTaskId, because, actor, now);
    const cadence = await nameOf(manager, enrolment.cadenceId);
    const payload = { cadence, because, ...(reason ? { reason } : {}) };
    const row = { leadId, kind: 'cadence.ended', payload, at: now, actor, subjectId: id } as const;
    await this.activities.record(manager, row, now);
    await this.audited(manager, enrolment, 'enrolment.ended', { because }, actor, now);
  }

  async audited(
    manager: EntityManager,
    enrolment: Pick<EnrolmentEntity, 'id' | 'leadId'>,
    action: string,
    details: Record<string, unknown>,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const { id: resourceId, leadId } = enrolment;
    const resource = 'enrolment';
    await this.audit.record(manager, { actor, action, resource, resourceId, leadId, details }, now);
  }

  /** Only a task this plan has made is its to take away; one it found was asked for by something else. */
  async #callOff(
    manager: EntityManager,
    enrolmentId: string,
    taskId: string,
    because: EnrolmentEnd,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const open = await manager.query<unknown[]>(
      `SELECT 1 FROM task WHERE id = $1 AND done_at IS NULL AND dropped_at IS NULL
         AND origin_key LIKE $2`,
      [taskId, `cadence:${enrolmentId}:%`],
    );
    if (open.length === 0) return;
    if (because === 'conversation') return this.tasks.complete(manager, taskId, {}, actor, now);
    const reason = `Follow-up ended: ${labelOf(ENROLMENT_ENDS, because)}.`;
    await this.tasks.drop(manager, taskId, { reason }, actor, now);
  }
}

async function leadsOf(manager: EntityManager, ids: readonly string[]): Promise<(string | null)[]> {
  const rows = await manager.query<{ id: string; lead_id: string }[]>(
    'SELECT id, lead_id FROM enrolment WHERE id = ANY($1::uuid[])',
    [ids],
  );
  const leads = new Map(rows.map((row) => [row.id, row.lead_id]));
  return ids.map((id) => leads.get(id) ?? null);
}

/** Writes all that changes as an enrolment goes on; the caller holds them. */
async function writeChanged(
  manager: EntityManager,
  enrolments: readonly EnrolmentEntity[],
): Promise<void[]> {
  const rows = enrolments.map((enrolment) => ({
    id: enrolment.id,
    step: enrolment.step,
    anchor_at: enrolment.anchorAt,
    tried_at: enrolment.triedAt,
    tried_by_message: enrolment.triedByMessage,
    call_task_id: enrolment.callTaskId,
    next_at: enrolment.nextAt,
    paused_at: enrolment.pausedAt,
    paused_until: enrolment.pausedUntil,
    pause_reason_enc: enrolment.pauseReasonEnc,
    ended_at: enrolment.endedAt,
    ended_because: enrolment.endedBecause,
    end_reason_enc: enrolment.endReasonEnc,
    version: enrolment.version,
    updated_at: enrolment.updatedAt,
  }));
  const changed = Object.keys(rows[0] ?? {}).filter((column) => column !== 'id');
  await manager.query(
    `UPDATE enrolment e SET ${changed.map((column) => `${column} = r.${column}`).join()}
     FROM json_populate_recordset(NULL::enrolment, $1::json) AS r WHERE e.id = r.id`,
    [rowsAsJson(rows)],
  );
  return enrolments.map(() => undefined);
}

export async function nameOf(manager: EntityManager, cadenceId: string): Promise<string> {
  const cadence = await manager.findOneByOrFail(CadenceEntity, { id: cadenceId });
  return cadence.name;
}

export function endReasonRef(id: string) {
  return { table: 'enrolment', column: 'end_reason_enc', id };
}

function jobKeyOf({ id, version }: Pick<EnrolmentEntity, 'id' | 'version'>): string {
  return `enrolment:${id}:${version}`;
}
