import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, SYSTEM } from '#audit';
import { type CallEntity, SETTLE_AFTER_MS, SETTLE_CALL } from '#calls';
import type { Urgency } from '#contract';
import { EnrolmentService, LeadWorkService, REACHING, TaskService } from '#follow-up';
import { ActivityService, ClockService, LeadProgressService } from '#leads';
import { enqueueJob } from '#queue';

/** A call of which nothing more was heard is settled this long after it began. */
const FORGOTTEN_AFTER_MS = 2 * 3_600_000;

interface LeadRow {
  urgency: Urgency;
  owner_id: string | null;
  closed: boolean;
}

/**
 * What has to happen once it is known what became of a call: nobody is left without a call back, and
 * a conversation counts as one. Doing it again changes nothing, so it runs after every event.
 */
@Injectable()
export class CallFollowThrough {
  constructor(
    private readonly progress: LeadProgressService,
    private readonly clocks: ClockService,
    private readonly tasks: TaskService,
    private readonly activities: ActivityService,
    private readonly work: LeadWorkService,
    private readonly enrolments: EnrolmentService,
  ) {}

  /** @param news whether the outcome or the lead is new with this event */
  async run(
    manager: EntityManager,
    call: CallEntity,
    { news }: { news: boolean },
    now: Date,
  ): Promise<void> {
    const { leadId } = call;
    if (call.outcome === null) {
      if (leadId !== null && call.state === 'talking')
        await this.#spoken(manager, call, leadId, now);
      return settleLater(manager, call, now);
    }
    if (leadId === null || !news) return;
    const added = await this.#record(manager, call, leadId, now);
    const { direction, disposition } = call;
    const answered = call.outcome === 'answered';
    await this.work.followUp(manager, leadId, { direction, disposition, answered }, SYSTEM, now);
    if (call.direction === 'outbound') {
      // Made at the desk: it was the call that was to be made.
      if (call.staffId) await this.tasks.settle(manager, leadId, REACHING, actorOf(call), now);
      return;
    }
    if (!answered) return this.#callBack(manager, call, leadId, now);
    // An earlier event took it for missed: what followed from that is over.
    if (!added) await this.#spoken(manager, call, leadId, now);
    await this.tasks.settle(manager, leadId, REACHING, SYSTEM, now);
  }

  /**
   * The timeline: one row for the call, one for its message (a voicemail is a missed call with a
   * message). A call of ours counts as an attempt, one that was answered as a conversation, and both
   * keep the promises to reach the person. False when the call was there already.
   */
  async #record(
    manager: EntityManager,
    call: CallEntity,
    leadId: string,
    now: Date,
  ): Promise<boolean> {
    const added = await this.progress.recordCall(
      manager,
      leadId,
      {
        callId: call.id,
        direction: call.direction,
        outcome: call.outcome === 'voicemail' ? 'missed' : call.outcome,
        seconds: call.talkSeconds,
        contactPointId: call.contactPointId,
        at: momentOf(call),
      },
      actorOf(call),
      now,
    );
    if (call.outcome === 'voicemail') {
      const payload = { callId: call.id, seconds: call.recordingSeconds };
      const kind = 'voicemail.left';
      const activity = { leadId, kind, payload, at: momentOf(call), actor: SYSTEM } as const;
      await this.activities.record(manager, { ...activity, subjectId: call.id }, now);
    }
    return added;
  }

  /** A human is or was on the line: the promises to reach this person are kept from that moment. */
  async #spoken(
    manager: EntityManager,
    call: CallEntity,
    leadId: string,
    now: Date,
  ): Promise<void> {
    if (call.direction !== 'inbound') return;
    await this.progress.recordContact(manager, leadId, momentOf(call), SYSTEM, now);
    await this.enrolments.endFor(manager, leadId, 'conversation', SYSTEM, now);
  }

  /** Nobody spoke with them: somebody calls back, by a clock, once. */
  async #callBack(
    manager: EntityManager,
    call: CallEntity,
    leadId: string,
    now: Date,
  ): Promise<void> {
    const lead = await leadRow(manager, leadId);
    if (!lead || lead.closed) return;
    if (await onlyThisCallPromised(manager, call, leadId)) {
      await this.clocks.cancel(manager, leadId, now, ['first_attempt']);
    }
    const withheld = call.contactPointId === null;
    const from = call.endedAt ?? call.startedAt;
    // A promise that cannot be kept is none: there is no number to call.
    const dueAt = withheld
      ? from
      : (
          await this.clocks.start(
            manager,
            { leadId, kind: 'call_back', subjectId: call.id, urgency: lead.urgency, from },
            now,
          )
        ).dueAt;
    await this.tasks.create(
      manager,
      {
        leadId,
        kind: withheld ? 'review' : 'call_back',
        title: withheld
          ? 'Nobody took this call and the number was withheld: listen whether a message names one'
          : 'Call back: nobody took this call',
        dueAt,
        ownerId: lead.owner_id,
        urgency: lead.urgency,
        originKey: originOf(call),
      },
      SYSTEM,
      now,
    );
  }
}

async function settleLater(manager: EntityManager, call: CallEntity, now: Date): Promise<void> {
  const key = `settle-call:${call.id}`;
  const forgotten = new Date(call.startedAt.getTime() + FORGOTTEN_AFTER_MS);
  const payload = { callId: call.id };
  await enqueueJob(manager, SETTLE_CALL, payload, { dueAt: forgotten, dedupeKey: `${key}:late` });
  if (!call.endedAt) return;
  const dueAt = new Date(now.getTime() + SETTLE_AFTER_MS);
  await enqueueJob(manager, SETTLE_CALL, payload, { dueAt, dedupeKey: key });
}

/** Who had it, where that is known. */
function actorOf({ staffId }: CallEntity): Actor {
  return staffId === null ? SYSTEM : { kind: 'staff', id: staffId };
}

/** When the conversation began, or the call that had none. */
function momentOf(call: CallEntity): Date {
  return call.answeredAt ?? call.startedAt;
}

function originOf(call: CallEntity): string {
  return `call:${call.provider}:${call.providerCallId}`;
}

/**
 * Whether every first attempt promised on the lead was promised when this call came in: now that
 * nobody took it, the call back is the promise. A request made otherwise keeps its own.
 */
async function onlyThisCallPromised(
  manager: EntityManager,
  call: CallEntity,
  leadId: string,
): Promise<boolean> {
  const [row] = await manager.query<{ only: boolean | null }[]>(
    `SELECT bool_and(EXISTS (SELECT 1 FROM inquiry i WHERE i.id = c.subject_id AND i.provider = $2
       AND split_part(i.provider_event_id, ':', 1) = $3)) AS only
     FROM clock c WHERE c.lead_id = $1 AND c.kind = 'first_attempt'
       AND c.met_at IS NULL AND c.missed_at IS NULL AND c.cancelled_at IS NULL`,
    [leadId, call.provider, call.providerCallId],
  );
  return row?.only ?? false;
}

async function leadRow(manager: EntityManager, leadId: string): Promise<LeadRow | undefined> {
  const [row] = await manager.query<LeadRow[]>(
    'SELECT urgency, owner_id, closed_at IS NOT NULL AS closed FROM lead WHERE id = $1',
    [leadId],
  );
  return row;
}
