import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { announce } from '#audit';
import { type GroupedJob, type JobContext, once, onceTogether } from '#queue';

interface Payload {
  taskId: string;
}

/** Reminds of a task: its owner hears it, and whoever looks at it sees it without reloading. */
@Injectable()
export class RemindTask {
  constructor(private readonly source: DataSource) {}

  async handle(payload: Payload, context: JobContext): Promise<void> {
    await once(this.source, context, (manager) => remind(manager, [payload]));
  }

  async handleTogether(
    jobs: readonly GroupedJob<Payload>[],
  ): Promise<ReadonlySet<GroupedJob<Payload>>> {
    const done = await onceTogether(
      this.source,
      () => Promise.resolve(jobs),
      (manager, open) =>
        remind(
          manager,
          open.map(({ payload }) => payload),
        ),
    );
    return new Set(done);
  }
}

async function remind(manager: EntityManager, reminders: readonly Payload[]): Promise<void> {
  const tasks = await manager.query<
    { id: string; lead_id: string | null; owner_id: string | null }[]
  >(
    `SELECT id, lead_id, owner_id FROM task
     WHERE id = ANY($1::uuid[]) AND done_at IS NULL AND dropped_at IS NULL`,
    [reminders.map(({ taskId }) => taskId)],
  );
  for (const { id, lead_id: leadId, owner_id: ownerId } of tasks) {
    announce(manager, { event: 'task.changed', id, leadId, created: false });
    // Nobody's task is everybody's reminder.
    const forWhom = ownerId ? { staffId: ownerId } : {};
    announce(manager, { event: 'task.due', id, leadId, created: false, ...forWhom });
  }
}
