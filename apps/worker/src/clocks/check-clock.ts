import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import { CLOCK_KINDS, type ClockKind, labelOf } from '#contract';
import { TaskService } from '#follow-up';
import { type ClockMissed, ClockService } from '#leads';
import { type JobContext, once } from '#queue';
import { HandOut } from '../routing/hand-out.js';

/** Promises to reach the person: whoever had the lead and did not act loses it. */
const REACHING: ReadonlySet<ClockKind> = new Set(['first_attempt', 'call_back']);

/**
 * Looks at a clock when it is due: a promise that was not kept is said once, the lead is taken back
 * from whoever did not act and handed out anew, and a task says so.
 */
@Injectable()
export class CheckClock {
  constructor(
    private readonly source: DataSource,
    private readonly clocks: ClockService,
    private readonly tasks: TaskService,
    private readonly handOut: HandOut,
  ) {}

  async handle({ clockId }: { clockId: string }, context: JobContext): Promise<void> {
    await once(this.source, context, async (manager) => {
      const missed = await this.clocks.missDue(manager, clockId, SYSTEM, context.now);
      if (missed) await this.#escalate(manager, missed, context.now);
    });
  }

  async #escalate(manager: EntityManager, missed: ClockMissed, now: Date): Promise<void> {
    const lead = await leadOf(manager, missed);
    const takenBack = REACHING.has(missed.kind) && lead?.owner_id && !lead.calling;
    const ownerId =
      takenBack && lead.owner_id
        ? await this.handOut.takeBack(
            manager,
            { leadId: missed.leadId, ownerId: lead.owner_id },
            SYSTEM,
            now,
          )
        : null;
    await this.tasks.create(
      manager,
      {
        leadId: missed.leadId,
        kind: 'review',
        title: `Late: "${labelOf(CLOCK_KINDS, missed.kind)}" was not kept. See to it now.`,
        ownerId,
        dueAt: now,
        urgency: lead?.urgency ?? null,
        originKey: `clock-missed:${missed.clockId}`,
      },
      SYSTEM,
      now,
    );
  }
}

/** `calling`: somebody is trying right now, or did, and the phone company has not told yet. */
async function leadOf(manager: EntityManager, { clockId }: ClockMissed) {
  const [lead] = await manager.query<
    { urgency: string; owner_id: string | null; calling: boolean }[]
  >(
    `SELECT l.urgency, l.owner_id, EXISTS (SELECT 1 FROM call k WHERE k.lead_id = l.id
       AND k.direction = 'outbound' AND k.started_at >= c.started_at) AS calling
     FROM clock c JOIN lead l ON l.id = c.lead_id WHERE c.id = $1 AND l.closed_at IS NULL`,
    [clockId],
  );
  return lead;
}
