import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { readTimeZone } from '../facts/working-time.js';
import { nextRun } from './next-run.js';
import { SavedReportEntity } from './question.entities.js';
import { queueMail } from './queue-mail.js';

const BATCH = 20;

/** Hands out what is due of the saved reports. */
@Injectable()
export class DueReports {
  /**
   * One e-mail for each recipient of each report that is due, and when it is due again: a sending that was missed while
   * nothing ran is made up for once. Gives how many reports there were.
   */
  async handOut(manager: EntityManager, now: Date): Promise<number> {
    const due = await manager
      .createQueryBuilder(SavedReportEntity, 'r')
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .where('r.nextAt <= :now', { now })
      .orderBy('r.nextAt')
      .limit(BATCH)
      .getMany();
    if (due.length === 0) return 0;
    const timeZone = await readTimeZone(manager);
    for (const report of due) {
      const forAt = report.nextAt ?? now;
      for (const staffId of report.recipients) {
        await queueMail(manager, { reportId: report.id, staffId, forAt }, now);
      }
      await manager.update(
        SavedReportEntity,
        { id: report.id },
        {
          lastAt: forAt,
          nextAt: report.schedule ? nextRun(report.schedule, timeZone, now) : null,
        },
      );
    }
    return due.length;
  }
}
