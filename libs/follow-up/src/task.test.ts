import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TaskView } from '#contract';
import { newId } from '#platform';
import { type Records, openRecords } from '../../../test/records.js';
import { TaskEntity } from './task.entity.js';

const NOW = new Date('2026-11-24T15:00:00Z');
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

describe('tasks on the database', () => {
  let records: Records;
  let actor: Awaited<ReturnType<Records['staff']>>;
  let leadId: string;
  beforeAll(async () => {
    records = await openRecords('desk');
    actor = await records.staff();
    ({ leadId } = await records.lead());
  }, 60_000);
  afterAll(() => records.close());

  const create = (more: { originKey?: string; dueAt?: Date } = {}) =>
    records.tx((manager) =>
      records.tasks.create(
        manager,
        { leadId, kind: 'call_back', title: 'Call the canary', dueAt: later(15), ...more },
        actor,
        NOW,
      ),
    );
  const read = (id: string) => records.source.manager.findOneByOrFail(TaskEntity, { id });
  const job = async (taskId: string) => {
    const rows = await records.source.query(
      `SELECT due_at, done_at FROM outbox WHERE name = 'remind-task' AND payload->>'taskId' = $1
       ORDER BY id`,
      [taskId],
    );
    return rows as { due_at: Date; done_at: Date | null }[];
  };

  test('R2 one origin makes one task, ten times at once', async () => {
    const originKey = `call:test:${newId()}`;
    const made = await Promise.all(Array.from({ length: 10 }, () => create({ originKey })));
    expect(new Set(made.map(({ taskId }) => taskId)).size).toBe(1);
    expect(made.filter(({ created }) => created)).toHaveLength(1);
    expect(await job(made[0]?.taskId ?? '')).toEqual([{ due_at: later(15), done_at: null }]);
  });

  test('a task is done once, its reminder called off, the timeline and the audit told', async () => {
    const { taskId } = await create();
    const complete = (version?: number) =>
      records.tx((manager) =>
        records.tasks.complete(
          manager,
          taskId,
          version === undefined ? {} : { version },
          actor,
          later(1),
        ),
      );
    await expect(complete(7)).rejects.toMatchObject({
      code: 'record.version_conflict',
      details: { current: { title: 'Call the canary', version: 1 } },
    });
    await complete(1);
    expect(await read(taskId)).toMatchObject({ doneAt: later(1), doneBy: actor.id, version: 2 });
    expect((await job(taskId))[0]?.done_at).toEqual(later(1));
    await expect(complete()).rejects.toMatchObject({ code: 'task.already_done', status: 409 });
    const timeline = await records.activities.timeline(records.source.manager, leadId);
    expect(timeline.filter(({ data }) => data.taskId === taskId).map(({ kind }) => kind)).toEqual([
      'task.done',
      'task.created',
    ]);
  });

  test('dropping needs its reason, which is encrypted', async () => {
    const { taskId } = await create();
    await records.tx((manager) =>
      records.tasks.drop(manager, taskId, { reason: 'the canary called' }, actor, later(2)),
    );
    const [{ text }] = await records.source.query(
      'SELECT t::text AS text FROM task t WHERE id = $1',
      [taskId],
    );
    expect(text).not.toContain('canary');
    expect((await read(taskId)).droppedAt).toEqual(later(2));
  });

  test('putting it off moves the reminder and the next action of the lead', async () => {
    const { leadId: own } = await records.lead({ phone: '+15550100301' });
    const { taskId } = await records.tx((manager) =>
      records.tasks.create(
        manager,
        { leadId: own, kind: 'follow_up', title: 'x', dueAt: later(10) },
        actor,
        NOW,
      ),
    );
    const next = async () => {
      const [row] = await records.source.query('SELECT next_action_at FROM lead WHERE id = $1', [
        own,
      ]);
      return row.next_action_at;
    };
    expect(await next()).toEqual(later(10));
    await records.tx((manager) =>
      records.tasks.reschedule(manager, taskId, later(90), actor, later(1)),
    );
    expect(await next()).toEqual(later(90));
    expect(await job(taskId)).toEqual([
      { due_at: later(10), done_at: later(1) },
      { due_at: later(90), done_at: null },
    ]);
    await records.tx((manager) => records.tasks.complete(manager, taskId, {}, actor, later(2)));
    expect(await next()).toBeNull();
  });

  test('logging a call settles the tasks to call and makes the call back asked for', async () => {
    const { leadId: own } = await records.lead({ phone: '+15550100302' });
    await records.tx(async (manager) => {
      for (const kind of ['first_attempt', 'follow_up'] as const) {
        await records.tasks.create(
          manager,
          { leadId: own, kind, title: kind, dueAt: later(5) },
          actor,
          NOW,
        );
      }
      await records.work.logCall(
        manager,
        own,
        {
          disposition: 'left_message',
          direction: 'outbound',
          callBackAt: later(120).toISOString(),
        },
        actor,
        later(1),
      );
    });
    const tasks = await records.source.query(
      'SELECT kind, done_at IS NOT NULL AS done, owner_id, due_at FROM task WHERE lead_id = $1 ORDER BY id',
      [own],
    );
    expect(tasks).toEqual([
      { kind: 'first_attempt', done: true, owner_id: null, due_at: later(5) },
      { kind: 'follow_up', done: false, owner_id: null, due_at: later(5) },
      { kind: 'call_back', done: false, owner_id: actor.id, due_at: later(120) },
    ]);
  });

  test('tasks are shown with their lead, in the shape of the contract', async () => {
    const { taskId } = await create();
    const alone = await records.tx((manager) =>
      records.tasks.create(
        manager,
        { kind: 'other', title: 'Order paper', dueAt: later(1) },
        actor,
        NOW,
      ),
    );
    const views = await records.taskQueries.views(
      records.source.manager,
      [await read(alone.taskId), await read(taskId)],
      NOW,
    );
    expect(views.map((view) => TaskView.parse(view))).toEqual(views);
    expect(views).toMatchObject([
      { title: 'Order paper', leadId: null, patientName: null },
      {
        title: 'Call the canary',
        patientName: 'Maria Lopez',
        phone: '+15550100199',
        urgency: 'P2',
      },
    ]);
  });

  test('what the desk hears comes after the commit, and not at all when it is rolled back', async () => {
    const { Client } = await import('pg');
    const listener = new Client({ connectionString: records.db.deskUrl });
    const heard: { event: string; id: string; created: boolean }[] = [];
    listener.on('notification', ({ payload }) => heard.push(JSON.parse(payload ?? '{}')));
    await listener.connect();
    try {
      await listener.query('LISTEN desk_events');
      const { taskId } = await create();
      const rolledBack = records.tx(async (manager) => {
        await records.tasks.create(manager, { kind: 'other', title: 'x', dueAt: NOW }, actor, NOW);
        throw new Error('no');
      });
      await expect(rolledBack).rejects.toThrow('no');
      await listener.query('SELECT 1');
      expect(heard).toEqual([{ event: 'task.changed', id: taskId, leadId, created: true }]);
    } finally {
      await listener.end();
    }
  });
});
