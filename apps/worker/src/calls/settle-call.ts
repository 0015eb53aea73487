import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { announce } from '#audit';
import { CallService } from '#calls';
import { type JobContext, once } from '#queue';
import { CallFollowThrough } from './call-follow-through.js';

/** Handles `SETTLE_CALL`. */
@Injectable()
export class SettleCall {
  constructor(
    private readonly source: DataSource,
    private readonly calls: CallService,
    private readonly followThrough: CallFollowThrough,
  ) {}

  async handle({ callId }: { callId: string }, context: JobContext): Promise<void> {
    const { now } = context;
    await once(this.source, context, async (manager) => {
      const change = await this.calls.settle(manager, callId, now);
      if (!change?.outcomeChanged) return;
      await this.followThrough.run(manager, change.call, { news: true }, now);
      const { leadId } = change.call;
      announce(manager, { event: 'call.changed', id: callId, leadId, created: false });
    });
  }
}
