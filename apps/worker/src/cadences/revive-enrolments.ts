import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EnrolmentStore } from '#follow-up';
import { inTransaction } from '#platform';

/** A plan that nobody looked at for so long after its time has lost its job. */
const OVERDUE_MS = 15 * 60_000;
const MOST_AT_ONCE = 500;

/** Plans whose job failed for good, or was lost with a merge that was undone, are looked at again. */
@Injectable()
export class ReviveEnrolments {
  constructor(
    private readonly source: DataSource,
    private readonly store: EnrolmentStore,
  ) {}

  /** Gives how many were taken up again. A job that is only late finds the version moved on, and does nothing. */
  async run(now: Date): Promise<number> {
    const overdue = await this.source.query<{ id: string }[]>(
      `SELECT e.id FROM enrolment e WHERE e.ended_at IS NULL AND e.next_at < $1
         AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.done_at IS NULL AND o.failed_at IS NULL
           AND o.dedupe_key = 'enrolment:' || e.id || ':' || e.version)
       ORDER BY e.next_at, e.id LIMIT ${MOST_AT_ONCE}`,
      [new Date(now.getTime() - OVERDUE_MS)],
    );
    for (const { id } of overdue) {
      await inTransaction(this.source, async (manager) => {
        const found = await this.store.byId(manager, id);
        if (found?.enrolment.nextAt) {
          await this.store.save(manager, found.enrolment, { nextAt: now }, now);
        }
      });
    }
    return overdue.length;
  }
}
