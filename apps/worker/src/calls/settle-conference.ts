import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import { CallEntity, CallService, ConferenceService, type SettledConference } from '#calls';
import type { ConferenceEnd } from '#contract';
import { TaskService } from '#follow-up';
import { type JobContext, once } from '#queue';

const CALL_BACK: Partial<Record<ConferenceEnd, string>> = {
  dropped: 'Call back: our line broke off while they were on hold',
  gave_up: 'Call back: they hung up while they were on hold',
};

/** Handles `SETTLE_CONFERENCE`. */
@Injectable()
export class SettleConference {
  constructor(
    private readonly source: DataSource,
    private readonly calls: CallService,
    private readonly conferences: ConferenceService,
    private readonly tasks: TaskService,
  ) {}

  async handle({ conferenceId }: { conferenceId: string }, context: JobContext): Promise<void> {
    const { now } = context;
    await once(this.source, context, async (manager) => {
      const settled = await this.conferences.settle(manager, conferenceId, now);
      if (!settled) return;
      await this.#countTalk(manager, settled, now);
      await this.#callBack(manager, conferenceId, settled, now);
    });
  }

  /** Once a call was moved, no report says how long we spoke: from the answer until we left, less what they waited. */
  async #countTalk(
    manager: EntityManager,
    { callId, until, heldSeconds }: SettledConference,
    now: Date,
  ): Promise<void> {
    const call = await manager.findOneByOrFail(CallEntity, { id: callId });
    const { provider, providerCallId, direction, startedAt, answeredAt } = call;
    if (answeredAt === null) return;
    const whole = Math.round((until.getTime() - answeredAt.getTime()) / 1000);
    const talkSeconds = Math.max(0, whole - heldSeconds);
    const spoken = { state: 'talking', startedAt, talkSeconds } as const;
    await this.calls.applyEvent(manager, { provider, providerCallId, direction }, spoken, now);
  }

  /** Whoever was left on hold is called, whatever else became of them. */
  async #callBack(
    manager: EntityManager,
    conferenceId: string,
    { leadId, end, staffId }: SettledConference,
    now: Date,
  ): Promise<void> {
    const title = CALL_BACK[end];
    if (title === undefined || leadId === null) return;
    const [lead] = await manager.query<{ urgency: 'P0' | 'P1' | 'P2' | 'P3' }[]>(
      'SELECT urgency FROM lead WHERE id = $1 AND closed_at IS NULL',
      [leadId],
    );
    if (!lead) return;
    await this.tasks.create(
      manager,
      {
        leadId,
        kind: 'call_back',
        title,
        dueAt: now,
        ownerId: staffId,
        urgency: lead.urgency,
        originKey: `conference:${conferenceId}`,
      },
      SYSTEM,
      now,
    );
  }
}
