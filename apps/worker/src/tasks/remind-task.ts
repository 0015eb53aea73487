import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { announce } from '#audit';
import { type JobContext, once } from '#queue';

/** Lets the desk know that a task is due now, so that whoever looks at it sees it without reloading. */
@Injectable()
export class RemindTask {
  constructor(private readonly source: DataSource) {}

  async handle({ taskId }: { taskId: string }, context: JobContext): Promise<void> {
    await once(this.source, context, async (manager) => {
      const [task] = await manager.query<{ lead_id: string | null }[]>(
        'SELECT lead_id FROM task WHERE id = $1 AND done_at IS NULL AND dropped_at IS NULL',
        [taskId],
      );
      if (!task) return;
      announce(manager, {
        event: 'task.changed',
        id: taskId,
        leadId: task.lead_id,
        created: false,
      });
    });
  }
}
