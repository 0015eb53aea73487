import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import { CLOCK_KINDS, labelOf } from '#contract';
import { TaskService } from '#follow-up';
import { type ClockMissed, ClockService } from '#leads';
import { type JobContext, once } from '#queue';

/** Looks at a clock when it is due: a promise that was not kept is said once, and given to a human. */
@Injectable()
export class CheckClock {
  constructor(
    private readonly source: DataSource,
    private readonly clocks: ClockService,
    private readonly tasks: TaskService,
  ) {}

  async handle({ clockId }: { clockId: string }, context: JobContext): Promise<void> {
    await once(this.source, context, async (manager) => {
      const missed = await this.clocks.missDue(manager, clockId, SYSTEM, context.now);
      if (missed) await this.#escalate(manager, missed, context.now);
    });
  }

  /** A task of its own, for nobody in particular: whoever owned the first one did not get to it. */
  async #escalate(manager: EntityManager, missed: ClockMissed, now: Date): Promise<void> {
    const [lead] = await manager.query<{ urgency: string }[]>(
      'SELECT urgency FROM lead WHERE id = $1',
      [missed.leadId],
    );
    await this.tasks.create(
      manager,
      {
        leadId: missed.leadId,
        kind: 'review',
        title: `Late: "${labelOf(CLOCK_KINDS, missed.kind)}" was not kept. See to it now.`,
        dueAt: now,
        urgency: lead?.urgency ?? null,
        originKey: `clock-missed:${missed.clockId}`,
      },
      SYSTEM,
      now,
    );
  }
}
