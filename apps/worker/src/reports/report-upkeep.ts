import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '#platform';
import { FactService } from '#reporting';

/** Keeps the facts what the records say while those change. */
@Injectable()
export class ReportUpkeep {
  constructor(
    private readonly source: DataSource,
    private readonly facts: FactService,
  ) {}

  /** Makes anew the facts of what changed since. */
  async refresh(now: Date, signal: AbortSignal): Promise<void> {
    let marks = 1;
    while (marks > 0 && !signal.aborted) {
      marks = await inTransaction(this.source, (manager) => this.facts.refresh(manager, now));
    }
  }

  /** Makes all facts anew where that was asked for, a batch of leads in each transaction, and goes on where it was stopped. */
  async rebuild(now: Date, signal: AbortSignal): Promise<void> {
    let more = true;
    while (more && !signal.aborted) {
      more = await inTransaction(this.source, (manager) => this.facts.rebuildMore(manager, now));
    }
  }
}
