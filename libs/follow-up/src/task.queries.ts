import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TaskView } from '#contract';
import { LeadEntity, LeadRows, leadError } from '#leads';
import { TaskEntity } from './task.entity.js';
import { TaskService } from './task.service.js';

/** Reads tasks for the desk. */
@Injectable()
export class TaskQueries {
  constructor(
    private readonly tasks: TaskService,
    private readonly leads: LeadRows,
  ) {}

  /** The task itself. Throws `task.not_found`. */
  async get(manager: EntityManager, taskId: string): Promise<TaskEntity> {
    const task = await manager.findOneBy(TaskEntity, { id: taskId });
    if (!task) throw leadError('task.not_found', 'There is no such task.');
    return task;
  }

  /** Tasks as the desk shows them, in the same order, with a handful of statements for a whole page. */
  async views(
    manager: EntityManager,
    tasks: readonly TaskEntity[],
    now: Date,
  ): Promise<TaskView[]> {
    const ids = [...new Set(tasks.flatMap(({ leadId }) => leadId ?? []))];
    const leads =
      ids.length === 0
        ? []
        : await manager
            .createQueryBuilder(LeadEntity, 'lead')
            .where('lead.id = ANY(:ids::uuid[])', { ids })
            .getMany();
    const rows = new Map(
      (await this.leads.decorate(manager, leads, now)).map((row) => [row.id, row] as const),
    );
    return tasks.map((task) => {
      const lead = task.leadId ? rows.get(task.leadId) : undefined;
      return {
        id: task.id,
        version: task.version,
        leadId: task.leadId,
        leadNumber: lead?.number ?? null,
        patientName: lead?.patientName ?? null,
        phone: lead?.phone ?? null,
        facilityId: task.facilityId,
        kind: task.kind,
        title: this.tasks.titleOf(task),
        ownerId: task.ownerId,
        urgency: lead?.urgency ?? task.urgency,
        dueAt: task.dueAt.toISOString(),
        promisedAt: task.promisedAt?.toISOString() ?? null,
        remindMinutes: task.remindMinutes,
        doneAt: task.doneAt?.toISOString() ?? null,
        droppedAt: task.droppedAt?.toISOString() ?? null,
        createdAt: task.createdAt.toISOString(),
      };
    });
  }
}
