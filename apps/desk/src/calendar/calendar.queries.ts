import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import {
  type CadencePlan,
  type Calendar,
  CALENDAR_MAX_ITEMS,
  type CalendarItem,
  type CalendarQuery,
  isContactStep,
} from '#contract';
import { TaskEntity, TaskService } from '#follow-up';
import { LeadBriefs } from '#leads';
import { Conditions } from '../http/list-sql.js';

type Item<T extends CalendarItem['type']> = Extract<CalendarItem, { type: T }>;

interface StepRow {
  id: string;
  lead_id: string;
  owner_id: string | null;
  next_at: Date;
  step: number;
  steps: CadencePlan;
  cadence_id: string;
  cadence_name: string;
}

interface ShiftRow {
  id: string;
  starts_at: Date;
  ends_at: Date;
  kind: string;
  staff_id: string;
  note: string | null;
}

/** One more than is shown tells that there is more. */
const LIMIT = CALENDAR_MAX_ITEMS + 1;

/** What is planned in a stretch of time: tasks, promised call backs, next steps of plans, shifts. */
@Injectable()
export class CalendarQueries {
  constructor(
    private readonly tasks: TaskService,
    private readonly briefs: LeadBriefs,
  ) {}

  async of(manager: EntityManager, query: CalendarQuery, me: string): Promise<Calendar> {
    const { from, to } = query;
    const owner = query.owner === 'me' ? me : query.owner;
    const window = { from: new Date(from), to: new Date(to), owner };
    const items = [
      ...(await this.#tasks(manager, window, query.done === 'true')),
      ...(await steps(manager, window)),
      ...(await shifts(manager, window)),
    ].sort((one, other) => (one.at < other.at ? -1 : 1));
    const shown = items.slice(0, CALENDAR_MAX_ITEMS);
    return {
      from: window.from.toISOString(),
      to: window.to.toISOString(),
      items: await this.#faces(manager, shown),
      cut: items.length > CALENDAR_MAX_ITEMS,
    };
  }

  async #tasks(manager: EntityManager, window: Window, done: boolean): Promise<Item<'task'>[]> {
    const where = within('t.due_at', 't.owner_id', window).add('t.dropped_at IS NULL');
    if (!done) where.add('t.done_at IS NULL');
    const rows = await manager.query<{ id: string }[]>(
      `SELECT t.id FROM task t WHERE ${where.where} ORDER BY t.due_at, t.id LIMIT ${LIMIT}`,
      where.values,
    );
    const found = await manager.findBy(TaskEntity, { id: In(rows.map(({ id }) => id)) });
    return found.map((task) => ({
      type: 'task',
      id: task.id,
      leadId: task.leadId,
      leadNumber: null,
      patientName: null,
      at: task.dueAt.toISOString(),
      version: task.version,
      kind: task.kind,
      title: this.tasks.titleOf(task),
      ownerId: task.ownerId,
      urgency: task.urgency,
      doneAt: task.doneAt?.toISOString() ?? null,
      promisedAt: task.promisedAt?.toISOString() ?? null,
    }));
  }

  /** Numbers and names of the leads that are shown, read once for all. */
  async #faces(manager: EntityManager, items: readonly CalendarItem[]): Promise<CalendarItem[]> {
    const ids = items.flatMap((item) => (item.type !== 'shift' && item.leadId ? item.leadId : []));
    const leads = await this.briefs.of(manager, ids);
    return items.map((item) => {
      if (item.type === 'shift' || !item.leadId) return item;
      const lead = leads.get(item.leadId);
      return {
        ...item,
        leadNumber: lead?.number ?? null,
        patientName: lead?.patientName ?? null,
      };
    });
  }
}

interface Window {
  from: Date;
  to: Date;
  /** A colleague's id, or `none`; undefined: everybody's. */
  owner: string | undefined;
}

function within(time: string, ownerColumn: string, { from, to, owner }: Window): Conditions {
  const where = new Conditions().add(`${time} >= ?`, from).add(`${time} < ?`, to);
  return owner === 'none'
    ? where.add(`${ownerColumn} IS NULL`)
    : where.add(`${ownerColumn} = ?::uuid`, owner);
}

/** The next step of each plan that runs; a call that waits to be made is a task already. */
async function steps(manager: EntityManager, window: Window): Promise<Item<'cadence_step'>[]> {
  const where = within('e.next_at', 'l.owner_id', window).add(
    'e.ended_at IS NULL AND e.paused_at IS NULL AND e.call_task_id IS NULL',
  );
  const rows = await manager.query<StepRow[]>(
    `SELECT e.id, e.lead_id, l.owner_id, e.next_at, e.step, p.steps, c.id AS cadence_id,
       c.name AS cadence_name
     FROM enrolment e JOIN lead l ON l.id = e.lead_id JOIN cadence_plan p ON p.id = e.plan_id
       JOIN cadence c ON c.id = e.cadence_id
     WHERE ${where.where} ORDER BY e.next_at, e.id LIMIT ${LIMIT}`,
    where.values,
  );
  return rows.flatMap((row): Item<'cadence_step'>[] => {
    const next = row.steps.slice(row.step).find(isContactStep);
    if (!next) return [];
    return [
      {
        type: 'cadence_step',
        id: row.id,
        leadId: row.lead_id,
        leadNumber: null,
        patientName: null,
        at: row.next_at.toISOString(),
        cadenceId: row.cadence_id,
        cadenceName: row.cadence_name,
        stepKey: next.key,
        stepKind: next.kind,
        ownerId: row.owner_id,
      },
    ];
  });
}

async function shifts(
  manager: EntityManager,
  { from, to, owner }: Window,
): Promise<Item<'shift'>[]> {
  if (owner === 'none') return [];
  const rows = await manager.query<ShiftRow[]>(
    `SELECT id, starts_at, ends_at, kind, staff_id, note FROM shift
     WHERE cancelled_at IS NULL AND starts_at < $2 AND ends_at > $1
       AND ($3::uuid IS NULL OR staff_id = $3) ORDER BY starts_at, id LIMIT ${LIMIT}`,
    [from, to, owner ?? null],
  );
  return rows.map((row) => ({
    type: 'shift',
    id: row.id,
    at: row.starts_at.toISOString(),
    until: row.ends_at.toISOString(),
    kind: row.kind,
    ownerId: row.staff_id,
    note: row.note,
  }));
}
