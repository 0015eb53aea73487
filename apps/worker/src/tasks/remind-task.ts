import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { announce } from '#audit';
import { type JobContext, once } from '#queue';

/** Reminds of a task: its owner hears it, and whoever looks at it sees it without reloading. */
@Injectable()
export class RemindTask {
  constructor(private readonly source: DataSource) {}

  async handle({ taskId }: { taskId: string }, context: JobContext): Promise<void> {
    await once(this.source, context, async (manager) => {
      const [task] = await manager.query<{ lead_id: string | null; owner_id: string | null }[]>(
        'SELECT lead_id, owner_id FROM task WHERE id = $1 AND done_at IS NULL AND dropped_at IS NULL',
        [taskId],
      );
      if (!task) return;
      const { lead_id: leadId, owner_id: ownerId } = task;
      announce(manager, { event: 'task.changed', id: taskId, leadId, created: false });
      // Nobody's task is everybody's reminder.
      const forWhom = ownerId ? { staffId: ownerId } : {};
      announce(manager, { event: 'task.due', id: taskId, leadId, created: false, ...forWhom });
    });
  }
}
