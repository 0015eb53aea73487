import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import { CLOCK_KINDS, type ClockKind, labelOf } from '#contract';
import { TaskService } from '#follow-up';
import { CHECK_CLOCK, type ClockMissed, ClockService } from '#leads';
import { enqueueJob, type JobContext, once } from '#queue';
import { Acknowledgements } from '#referrals';
import { HandOut } from '../routing/hand-out.js';

/** Promises to reach the person: whoever had the lead and did not act loses it. */
const REACHING: ReadonlySet<ClockKind> = new Set(['first_attempt', 'call_back']);

const SECOND = 1000;
/** A call that was told in time and is not read so long after it was handed over decides nothing any more. */
const READING = 120 * SECOND;
const LOOK_AGAIN_AFTER = 2 * SECOND;

/**
 * Looks at a clock when it is due: a promise that was not kept is said once, the lead is taken back
 * from whoever did not act and handed out anew, and a task says so. After the worker was away, what the
 * phone company told in the meantime is read first: it may be the attempt that kept the promise.
 */
@Injectable()
export class CheckClock {
  constructor(
    private readonly source: DataSource,
    private readonly clocks: ClockService,
    private readonly tasks: TaskService,
    private readonly handOut: HandOut,
    private readonly acknowledgements: Acknowledgements,
  ) {}

  async handle({ clockId }: { clockId: string }, context: JobContext): Promise<void> {
    const { now } = context;
    await once(this.source, context, async (manager) => {
      if (await unreadCalls(manager, clockId, now)) {
        const dueAt = new Date(now.getTime() + LOOK_AGAIN_AFTER);
        await enqueueJob(manager, CHECK_CLOCK, { clockId }, { dueAt });
        return;
      }
      const missed = await this.clocks.missDue(manager, clockId, SYSTEM, now);
      if (!missed) return;
      await this.#escalate(manager, missed, now);
      if (missed.kind === 'referral_acknowledged') {
        await this.acknowledgements.missed(manager, missed.subjectId, now);
      }
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

/** Whether calls that were told before a promise ran out wait to be read. */
async function unreadCalls(manager: EntityManager, clockId: string, now: Date): Promise<boolean> {
  const [row] = await manager.query<unknown[]>(
    `SELECT 1 FROM clock c JOIN outbox o ON o.done_at IS NULL AND o.failed_at IS NULL
         AND o.queue = 'intake' AND o.name = 'take-in-inquiry' AND o.due_at <= c.due_at
         AND (o.handed_at > $3 OR (o.handed_at IS NULL AND o.due_at <= $2))
       JOIN inquiry i ON i.id = (o.payload->>'inquiryId')::uuid AND i.kind IN ('call', 'missed_call', 'voicemail')
     WHERE c.id = $1 AND c.kind = ANY($4::text[]) AND c.due_at <= $2
       AND c.met_at IS NULL AND c.missed_at IS NULL AND c.cancelled_at IS NULL LIMIT 1`,
    [clockId, now, new Date(now.getTime() - READING), [...REACHING]],
  );
  return row !== undefined;
}
