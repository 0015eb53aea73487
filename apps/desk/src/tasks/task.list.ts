import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { codesOf, COUNT_CAP, moment, TASK_KINDS, type TaskView } from '#contract';
import { TaskEntity, TaskQueries } from '#follow-up';
import { ids, type ListRequest, type Page } from '../http/list-dialect.js';
import { Conditions, type ListSql, selectEntities } from '../http/list-sql.js';
import type { ListContext } from '../leads/lead.list.js';
import { PersonSearch } from '../people/person-search.js';

export const TaskFilter = z.strictObject({
  id: ids.optional(),
  q: z.string().trim().max(200).optional(),
  leadId: z.uuid().optional(),
  kind: z.enum(codesOf(TASK_KINDS)).optional(),
  ownerId: z.union([z.uuid(), z.literal('me'), z.literal('none')]).optional(),
  /** "me" and nobody's: what a colleague could do next. */
  mineOrFree: z.boolean().optional(),
  open: z.boolean().optional(),
  dueFrom: moment.optional(),
  /** Not included. */
  dueTo: moment.optional(),
  overdue: z.boolean().optional(),
});
export type TaskFilter = z.infer<typeof TaskFilter>;

const TASKS: ListSql = {
  columns: 't.id',
  from: 'task t',
  id: 't.id',
  about: ['t.lead_id'],
  sorts: {
    dueAt: 't.due_at',
    createdAt: 't.created_at',
    urgency: 't.urgency',
    kind: 't.kind',
    ownerId: 't.owner_id',
    doneAt: 't.done_at',
  },
  encrypted: ['title', 'patientName', 'phone'],
  order: ['dueAt', 'ASC'],
};

/** Lists tasks, soonest due first, with the face of their lead. */
@Injectable()
export class TaskList {
  constructor(
    private readonly queries: TaskQueries,
    private readonly search: PersonSearch,
  ) {}

  async page(
    manager: EntityManager,
    request: ListRequest<TaskFilter>,
    context: ListContext,
  ): Promise<Page<TaskView>> {
    const where = this.conditions(request.filter, context);
    const { rows, total } = await selectEntities(manager, TaskEntity, TASKS, request, where);
    return { rows: await this.queries.views(manager, rows, context.now), total };
  }

  /** One task as lists show it. */
  async one(
    manager: EntityManager,
    id: string,
    context: ListContext,
  ): Promise<TaskView | undefined> {
    const request = { filter: { id: [id] }, sort: undefined, offset: 0, limit: 1 };
    return (await this.page(manager, request, context)).rows[0];
  }

  async count(manager: EntityManager, filter: TaskFilter, context: ListContext): Promise<number> {
    const { hidden } = context;
    const { where, values } = this.conditions(filter, context).without(hidden, ['t.lead_id']);
    const [row] = await manager.query<{ total: string }[]>(
      `SELECT count(*) AS total FROM (SELECT 1 FROM task t WHERE ${where} LIMIT ${COUNT_CAP}) AS counted`,
      values,
    );
    return Number(row?.total ?? 0);
  }

  private conditions(filter: TaskFilter, { me, now }: ListContext): Conditions {
    const isOpen = 't.done_at IS NULL AND t.dropped_at IS NULL';
    const where = new Conditions()
      .add('t.id = ANY (?::uuid[])', filter.id)
      .add('t.lead_id = ?::uuid', filter.leadId)
      .add('t.kind = ?', filter.kind)
      .add('t.due_at >= ?::timestamptz', filter.dueFrom)
      .add('t.due_at < ?::timestamptz', filter.dueTo);
    if (filter.ownerId === 'none') where.add('t.owner_id IS NULL');
    else where.add('t.owner_id = ?::uuid', filter.ownerId === 'me' ? me : filter.ownerId);
    if (filter.mineOrFree) where.add('t.owner_id = ?::uuid OR t.owner_id IS NULL', me);
    if (filter.open !== undefined) where.add(filter.open ? isOpen : `NOT (${isOpen})`);
    if (filter.overdue === true) where.add(`${isOpen} AND t.due_at < ?::timestamptz`, now);
    if (filter.overdue === false) where.add(`NOT (${isOpen} AND t.due_at < ?::timestamptz)`, now);
    if (filter.q) {
      const persons = this.search.personsBy(filter.q);
      if (persons) {
        where.add(
          `t.lead_id IN (SELECT l.id FROM lead l WHERE l.patient_id IN (${persons.sql}))`,
          ...persons.values,
        );
      } else where.add('false');
    }
    return where;
  }
}
