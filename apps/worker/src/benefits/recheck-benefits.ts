import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Rechecks } from '#insurance';
import { inTransaction } from '#platform';
import { type JobContext, once } from '#queue';

/** Asks again what was verified: handles `RECHECK_BENEFITS`, and looks at the day's admissions. */
@Injectable()
export class RecheckBenefits {
  constructor(
    private readonly source: DataSource,
    private readonly rechecks: Rechecks,
  ) {}

  async handle({ checkId }: { checkId: string }, context: JobContext): Promise<void> {
    await once(this.source, context, async (manager) => {
      await this.rechecks.expired(manager, checkId, context.now);
    });
  }

  admissions(now: Date): Promise<number> {
    return inTransaction(this.source, (manager) => this.rechecks.admissions(manager, now));
  }
}
