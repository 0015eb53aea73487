import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { BulkUndoResult, Stage } from '#contract';
import { LeadWorkService, REMIND_TASK } from '#follow-up';
import {
  type BulkBefore,
  type BulkChangeEntity,
  BulkChangeService,
  CHECK_CLOCK,
  leadError,
  lockLead,
  refreshNextAction,
  TagService,
} from '#leads';
import { enqueueJob } from '#queue';
import type { Visit } from '../http/visit.js';
import { eachLead } from './each-lead.js';

const SINCE = 'Somebody changed this since.';

/** Puts leads back as they were before a bulk change, those that nobody has changed since. */
@Injectable()
export class BulkUndo {
  constructor(
    private readonly work: LeadWorkService,
    private readonly tags: TagService,
    private readonly changes: BulkChangeService,
  ) {}

  /** Throws `bulk_change.not_found`, `bulk_change.already_undone`. */
  async undo(manager: EntityManager, id: string, visit: Visit, now: Date): Promise<BulkUndoResult> {
    const change = await this.changes.takeBack(manager, id, visit.actor, now);
    const before = new Map(change.before.map((was) => [was.leadId, was]));
    const ids = [...before.keys()];
    const numbers = await this.changes.numbers(manager, ids);
    const restored: string[] = [];
    const refused = await eachLead(manager, ids, async (leadId) => {
      const was = before.get(leadId);
      if (was) await this.#restore(manager, change, was, visit, now);
      restored.push(leadId);
    });
    const left = refused.map(({ leadId, error }) => ({
      id: leadId,
      number: numbers.get(leadId) ?? null,
      because: error.message,
    }));
    return { id, restored, left, undoneAt: now.toISOString() };
  }

  async #restore(
    manager: EntityManager,
    change: BulkChangeEntity,
    was: BulkBefore,
    { actor }: Visit,
    now: Date,
  ): Promise<void> {
    const { leadId } = was;
    const lead = await lockLead(manager, leadId);
    if ('tagged' in was) {
      await this.#restoreTag(manager, change, was, { actor }, now);
    } else if ('stage' in was) {
      await refuseChanged(manager, 'stage_change', leadId, change.at);
      if (lead.stage !== change.what.stage) throw changedSince();
      const back = { stage: was.stage, reason: was.closedReason };
      await this.work.changeStage(manager, leadId, withReason(back), actor, now);
      if (lead.stage === 'closed') await takeUpAgain(manager, leadId, change.at);
    } else {
      await refuseChanged(manager, 'assignment', leadId, change.at);
      const to = { ownerId: was.ownerId, teamId: was.teamId };
      await this.work.assign(manager, leadId, to, actor, now);
    }
  }

  async #restoreTag(
    manager: EntityManager,
    change: BulkChangeEntity,
    was: BulkBefore & { tagged: boolean },
    { actor }: Pick<Visit, 'actor'>,
    now: Date,
  ): Promise<void> {
    const { leadId } = was;
    const tagId = String(change.what.tagId);
    const [row] = await manager.query<{ created_at: Date }[]>(
      'SELECT created_at FROM lead_tag WHERE lead_id = $1 AND tag_id = $2',
      [leadId, tagId],
    );
    if (was.tagged) {
      if (row) throw changedSince();
      await this.tags.add(manager, leadId, tagId, actor, now);
      return;
    }
    if (row?.created_at.getTime() !== change.at.getTime()) throw changedSince();
    await this.tags.remove(manager, leadId, tagId, actor, now);
  }
}

/** Throws when a later row says that the lead was assigned or moved after the bulk change. */
async function refuseChanged(
  manager: EntityManager,
  table: 'assignment' | 'stage_change',
  leadId: string,
  at: Date,
): Promise<void> {
  const later = await manager.query<unknown[]>(
    `SELECT 1 FROM ${table} WHERE lead_id = $1 AND at > $2 LIMIT 1`,
    [leadId, at],
  );
  if (later.length > 0) throw changedSince();
}

/** Closing gave up tasks and promises; whoever is open again is not left without them. */
async function takeUpAgain(manager: EntityManager, leadId: string, closedAt: Date): Promise<void> {
  const [tasks] = await manager.query<[{ id: string; due_at: Date }[], number]>(
    `UPDATE task SET dropped_at = NULL, drop_reason_enc = NULL, version = version + 1
     WHERE lead_id = $1 AND dropped_at = $2 RETURNING id, due_at`,
    [leadId, closedAt],
  );
  for (const { id: taskId, due_at: dueAt } of tasks) {
    await enqueueJob(manager, REMIND_TASK, { taskId }, { dueAt, dedupeKey: `task:${taskId}` });
  }
  const [clocks] = await manager.query<[{ id: string; due_at: Date }[], number]>(
    'UPDATE clock SET cancelled_at = NULL WHERE lead_id = $1 AND cancelled_at = $2 RETURNING id, due_at',
    [leadId, closedAt],
  );
  for (const { id: clockId, due_at: dueAt } of clocks) {
    await enqueueJob(manager, CHECK_CLOCK, { clockId }, { dueAt, dedupeKey: `clock:${clockId}` });
  }
  await refreshNextAction(manager, leadId);
}

function withReason({ stage, reason }: { stage: Stage; reason: string | null }) {
  return reason === null ? { stage } : { stage, reason };
}

function changedSince() {
  return leadError('record.version_conflict', SINCE);
}
