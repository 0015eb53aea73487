import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ReferralDetail } from '#contract';
import { inTransaction } from '#platform';
import { ReferralQueries } from '#referrals';
import type { Visit } from '../http/visit.js';
import { ReadingRecord } from '../leads/reading.js';
import { CLOCK } from '../tokens.js';
import type { Clock } from '#platform';

/** The referral page: read on record, and read again after each thing done to it. */
@Injectable()
export class ReferralPage {
  constructor(
    private readonly source: DataSource,
    private readonly queries: ReferralQueries,
    private readonly readings: ReadingRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The whole page; the reading is on record before it is answered. Throws `referral.not_found`. */
  read({ actor }: Visit, id: string): Promise<ReferralDetail> {
    return inTransaction(this.source, async (manager) => {
      const now = this.clock.now();
      const detail = await this.queries.detail(manager, id, now);
      const reading = { resource: 'referral', id, leadId: detail.leadId } as const;
      await this.readings.one(manager, actor, reading, now);
      return detail;
    });
  }

  /** Does something to the referral in one transaction, and answers with the page as it is then. */
  async after(
    visit: Visit,
    id: string,
    work: (manager: EntityManager, now: Date) => Promise<unknown>,
  ): Promise<ReferralDetail> {
    await inTransaction(this.source, (manager) => work(manager, this.clock.now()));
    return this.read(visit, id);
  }
}
