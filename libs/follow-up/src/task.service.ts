import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, AuditService, staffIdOf } from '#audit';
import type { ActivityKind, ActivityPayload, TaskKind } from '#contract';
import { ActivityService, checkVersion, leadError, refreshNextAction } from '#leads';
import { insertRow, newId } from '#platform';
import { cancel, enqueueJob } from '#queue';
import { Vault } from '#vault';
import { REMIND_TASK } from './jobs.js';
import { TaskEntity } from './task.entity.js';

/** Something to do. */
export interface NewTask {
  leadId?: string | null;
  facilityId?: string | null;
  kind: TaskKind;
  /** Stored encrypted. */
  title: string;
  ownerId?: string | null;
  dueAt: Date;
  urgency?: string | null;
  /** The time promised to the person, of a call back. */
  promisedAt?: Date | null;
  /** Reminds this many minutes before it is due. */
  remindMinutes?: number;
  /** What makes it; the same origin again makes nothing. */
  originKey?: string | null;
}

/** Keeps what is to be done. Every write belongs into the caller's transaction. */
@Injectable()
export class TaskService {
  constructor(
    private readonly vault: Vault,
    private readonly activities: ActivityService,
    private readonly audit: AuditService,
  ) {}

  /** Makes a task with its reminder at the due time. For an origin that made one before: that one's id. */
  async create(
    manager: EntityManager,
    task: NewTask,
    actor: Actor,
    now: Date,
  ): Promise<{ taskId: string; created: boolean }> {
    const id = newId();
    const added = await insertRow(
      manager,
      'task',
      {
        id,
        lead_id: task.leadId ?? null,
        facility_id: task.facilityId ?? null,
        kind: task.kind,
        title_enc: this.vault.encrypt(titleRef(id), task.title),
        owner_id: task.ownerId ?? null,
        due_at: task.dueAt,
        urgency: task.urgency ?? null,
        origin_key: task.originKey ?? null,
        promised_at: task.promisedAt ?? null,
        remind_minutes: task.remindMinutes ?? 0,
        created_at: now,
        updated_at: now,
      },
      { onConflict: '(origin_key) WHERE origin_key IS NOT NULL DO NOTHING' },
    );
    if (!added) return { taskId: await this.#known(manager, task), created: false };
    await this.#remind(manager, { id, dueAt: task.dueAt, remindMinutes: task.remindMinutes ?? 0 });
    const payload = { taskId: id, title: task.title, dueAt: task.dueAt.toISOString() };
    const row = { id, leadId: task.leadId ?? null };
    await this.#onRecord(manager, row, 'task.created', payload, actor, now);
    return { taskId: id, created: true };
  }

  /** Marks a task as done. Throws `task.not_found`, `task.already_done`, `record.version_conflict`. */
  async complete(
    manager: EntityManager,
    taskId: string,
    input: { version?: number },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const task = await this.#open(manager, taskId, input.version, { done: true });
    await this.#finish(manager, task, { doneAt: now, doneBy: staffIdOf(actor) }, now);
    const payload = { taskId, title: this.titleOf(task) };
    await this.#onRecord(manager, task, 'task.done', payload, actor, now);
  }

  /** Gives a task up, saying why. Throws like `complete`. */
  async drop(
    manager: EntityManager,
    taskId: string,
    input: { version?: number; reason: string },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const task = await this.#open(manager, taskId, input.version, { dropped: true });
    const dropReasonEnc = this.vault.encrypt(dropReasonRef(taskId), input.reason);
    await this.#finish(manager, task, { droppedAt: now, dropReasonEnc }, now);
    const payload = { taskId, title: this.titleOf(task), reason: input.reason };
    await this.#onRecord(manager, task, 'task.dropped', payload, actor, now);
  }

  /** Changes what is given: due time (its reminder moves along), owner, title. Throws like `complete`. */
  async edit(
    manager: EntityManager,
    taskId: string,
    edit: {
      version?: number;
      title?: string | undefined;
      ownerId?: string | null | undefined;
      dueAt?: Date;
      remindMinutes?: number | undefined;
    },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const { version, ...yours } = edit;
    const task = await this.#open(manager, taskId, version, yours);
    const moved = {
      id: taskId,
      dueAt: edit.dueAt ?? task.dueAt,
      remindMinutes: edit.remindMinutes ?? task.remindMinutes,
    };
    await manager.update(TaskEntity, taskId, {
      ...(edit.title ? { titleEnc: this.vault.encrypt(titleRef(taskId), edit.title) } : {}),
      ...(edit.ownerId !== undefined ? { ownerId: edit.ownerId } : {}),
      dueAt: moved.dueAt,
      remindMinutes: moved.remindMinutes,
      version: task.version + 1,
      updatedAt: now,
    });
    if (taskJobKey(moved) !== taskJobKey(task)) {
      await cancel(manager, taskJobKey(task), now);
      await this.#remind(manager, moved);
    }
    await this.#changed(manager, task, false, now);
    const fields = Object.keys(yours);
    await this.#audited(manager, task, 'task.edited', { fields }, actor, now);
  }

  /** `edit` of the due time alone. */
  reschedule(
    manager: EntityManager,
    taskId: string,
    dueAt: Date,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    return this.edit(manager, taskId, { dueAt }, actor, now);
  }

  /** Marks every open task of these kinds on a lead as done: what they asked for has happened. */
  async settle(
    manager: EntityManager,
    leadId: string,
    kinds: readonly TaskKind[],
    actor: Actor,
    now: Date,
  ): Promise<number> {
    const open = await this.#openOf(manager, leadId);
    const settled = open.filter(({ kind }) => kinds.includes(kind));
    for (const task of settled) await this.complete(manager, task.id, {}, actor, now);
    return settled.length;
  }

  /** Gives up every open task of a lead (it was closed), saying why. */
  async dropAll(
    manager: EntityManager,
    leadId: string,
    reason: string,
    actor: Actor,
    now: Date,
  ): Promise<number> {
    const open = await this.#openOf(manager, leadId);
    for (const task of open) await this.drop(manager, task.id, { reason }, actor, now);
    return open.length;
  }

  /** Hands the open tasks of a lead that were nobody's or its former owner's to the new owner. */
  async follow(
    manager: EntityManager,
    leadId: string,
    from: string | null,
    to: string | null,
    now: Date,
  ): Promise<void> {
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `UPDATE task SET owner_id = $3, version = version + 1, updated_at = $4
       WHERE lead_id = $1 AND done_at IS NULL AND dropped_at IS NULL
         AND (owner_id IS NULL OR owner_id = $2) AND owner_id IS DISTINCT FROM $3
       RETURNING id`,
      [leadId, from, to, now],
    );
    for (const { id } of rows) await this.#changed(manager, { id, leadId }, false, now);
  }

  /** A task's title, decrypted. */
  titleOf(task: Pick<TaskEntity, 'id' | 'titleEnc'>): string {
    return this.vault.decrypt(titleRef(task.id), task.titleEnc);
  }

  async #known(manager: EntityManager, task: NewTask): Promise<string> {
    const [row] = await manager.query<{ id: string }[]>(
      'SELECT id FROM task WHERE origin_key = $1',
      [task.originKey],
    );
    if (!row) throw new Error('A task was neither made nor found');
    return row.id;
  }

  async #open(
    manager: EntityManager,
    taskId: string,
    version: number | undefined,
    yours: Record<string, unknown>,
  ): Promise<TaskEntity> {
    const task = await manager.findOne(TaskEntity, {
      where: { id: taskId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!task) throw leadError('task.not_found', 'There is no such task.');
    if (task.doneAt ?? task.droppedAt) {
      throw leadError('task.already_done', 'This task is done or was dropped.');
    }
    const current = {
      title: this.titleOf(task),
      ownerId: task.ownerId,
      dueAt: task.dueAt.toISOString(),
    };
    checkVersion(task, version, current, yours);
    return task;
  }

  #openOf(manager: EntityManager, leadId: string): Promise<TaskEntity[]> {
    return manager
      .createQueryBuilder(TaskEntity, 'task')
      .where('task.leadId = :leadId AND task.doneAt IS NULL AND task.droppedAt IS NULL', { leadId })
      .orderBy('task.id')
      .getMany();
  }

  async #finish(
    manager: EntityManager,
    task: TaskEntity,
    end: Partial<Pick<TaskEntity, 'doneAt' | 'doneBy' | 'droppedAt' | 'dropReasonEnc'>>,
    now: Date,
  ): Promise<void> {
    await manager.update(TaskEntity, task.id, {
      ...end,
      version: task.version + 1,
      updatedAt: now,
    });
    await cancel(manager, taskJobKey(task), now);
  }

  async #remind(manager: EntityManager, task: Reminding): Promise<void> {
    const when = { dueAt: remindAt(task), dedupeKey: taskJobKey(task) };
    await enqueueJob(manager, REMIND_TASK, { taskId: task.id }, when);
  }

  async #onRecord<K extends ActivityKind>(
    manager: EntityManager,
    task: { id: string; leadId: string | null },
    kind: K,
    payload: ActivityPayload<K>,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const { leadId } = task;
    if (leadId) {
      const activity = { leadId, kind, payload, at: now, actor, subjectId: task.id };
      await this.activities.record(manager, activity, now);
    }
    await this.#audited(manager, task, kind, {}, actor, now);
    await this.#changed(manager, task, kind === 'task.created', now);
  }

  async #changed(
    manager: EntityManager,
    task: { id: string; leadId: string | null },
    created: boolean,
    now: Date,
  ): Promise<void> {
    if (task.leadId) {
      await refreshNextAction(manager, task.leadId);
      await this.activities.touched(manager, task.leadId, now);
    }
    announce(manager, { event: 'task.changed', id: task.id, leadId: task.leadId, created });
  }

  #audited(
    manager: EntityManager,
    task: { id: string; leadId: string | null },
    action: string,
    details: Record<string, unknown>,
    actor: Actor,
    now: Date,
  ): Promise<string> {
    const { id: resourceId, leadId } = task;
    return this.audit.record(
      manager,
      { actor, action, resource: 'task', resourceId, leadId, details },
      now,
    );
  }
}

function titleRef(id: string) {
  return { table: 'task', column: 'title_enc', id };
}

function dropReasonRef(id: string) {
  return { table: 'task', column: 'drop_reason_enc', id };
}

type Reminding = Pick<TaskEntity, 'id' | 'dueAt' | 'remindMinutes'>;

function remindAt({ dueAt, remindMinutes }: Reminding): Date {
  return new Date(dueAt.getTime() - remindMinutes * 60_000);
}

/** Of its time, so that a task put off after it was reminded of is reminded of again. */
/** The key of a task's reminder: one for each time it is due. */
export function taskJobKey(task: Reminding): string {
  return `task:${task.id}:${remindAt(task).getTime()}`;
}
