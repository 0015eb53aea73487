import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BedHoldService } from '#facilities';
import { type JobContext, once } from '#queue';

/** Ends a hold whose time is over. */
@Injectable()
export class ExpireBedHold {
  constructor(
    private readonly source: DataSource,
    private readonly holds: BedHoldService,
  ) {}

  async handle({ holdId }: { holdId: string }, context: JobContext): Promise<void> {
    await once(this.source, context, (manager) => this.holds.expire(manager, holdId, context.now));
  }
}
