import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '#platform';

const MINUTE_MS = 60_000;
/** A notice that is `sending` for so long lost its process: nobody waits for its answer any more. */
const LOST_AFTER_MINUTES = 2;

/** Deletes packets that were open long enough, and finds notices whose worker ended before it wrote the outcome down. */
@Injectable()
export class TidyLinks {
  constructor(private readonly source: DataSource) {}

  async run(now: Date): Promise<void> {
    const before = new Date(now.getTime() - LOST_AFTER_MINUTES * MINUTE_MS);
    await inTransaction(this.source, async (manager) => {
      await manager.query('DELETE FROM referral_opening WHERE expires_at <= $1', [now]);
      await manager.query(
        "UPDATE facility_notice SET state = 'unknown' WHERE state = 'sending' AND sending_at < $1",
        [before],
      );
    });
  }
}
