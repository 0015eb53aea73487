import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#audit';
import type { TaskKind } from '#contract';
import { TaskService } from '#follow-up';

/** The tasks that ask a colleague to call a facility. */
@Injectable()
export class FacilityTasks {
  constructor(private readonly tasks: TaskService) {}

  /** What was to be asked is known now: the open tasks of this kind are done. */
  async settle(
    manager: EntityManager,
    facilityId: string,
    kind: Extract<TaskKind, 'verify_facility' | 'ask_beds'>,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const open = await manager.query<{ id: string }[]>(
      `SELECT id FROM task WHERE facility_id = $1 AND kind = $2 AND done_at IS NULL AND dropped_at IS NULL
       ORDER BY id LIMIT 20`,
      [facilityId, kind],
    );
    for (const { id } of open) await this.tasks.complete(manager, id, {}, actor, now);
  }
}
