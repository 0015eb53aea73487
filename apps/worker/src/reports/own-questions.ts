import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction } from '#platform';
import { DueReports, TargetService } from '#reporting';

/** What people asked to be told by themselves: reports that are due, targets that are missed. */
@Injectable()
export class OwnQuestions {
  constructor(
    private readonly source: DataSource,
    private readonly due: DueReports,
    private readonly targets: TargetService,
  ) {}

  async sendDue(now: Date, signal: AbortSignal): Promise<void> {
    let handed = 1;
    while (handed > 0 && !signal.aborted) {
      handed = await inTransaction(this.source, (manager) => this.due.handOut(manager, now));
    }
  }

  /** Each target in a transaction of its own: one that cannot be counted holds up no other. */
  async checkTargets(now: Date, signal: AbortSignal): Promise<void> {
    for (const id of await this.targets.active(this.source.manager)) {
      if (signal.aborted) return;
      const check = (manager: EntityManager) => this.targets.check(manager, id, now);
      await inTransaction(this.source, check, { snapshot: true });
    }
  }
}
