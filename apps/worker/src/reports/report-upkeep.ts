import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction } from '#platform';
import { FactService, PeriodCloseService, RollUpService } from '#reporting';

/** A day that was changed comes to rest before it is rolled up. */
const AT_REST_MS = 20_000;

/** Keeps the facts what the records say while those change. */
@Injectable()
export class ReportUpkeep {
  constructor(
    private readonly source: DataSource,
    private readonly facts: FactService,
    private readonly rollUps: RollUpService,
    private readonly closes: PeriodCloseService,
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

  /** Rolls up the days whose facts have come to rest, then adds up months of them. */
  async rollUp(now: Date, signal: AbortSignal): Promise<void> {
    const before = new Date(now.getTime() - AT_REST_MS);
    let days = 1;
    while (days > 0 && !signal.aborted) {
      days = await inTransaction(this.source, (manager) =>
        this.rollUps.rollUp(manager, before, now),
      );
    }
    let more = true;
    while (more && !signal.aborted) {
      more = await inTransaction(this.source, (manager) => this.rollUps.addUpMonth(manager, now));
    }
  }

  /** Closes the months that are over. */
  async closeMonths(now: Date, signal: AbortSignal): Promise<void> {
    let month: string | null = '';
    while (month !== null && !signal.aborted) {
      const close = (manager: EntityManager) => this.closes.closeNext(manager, now);
      month = await inTransaction(this.source, close, { snapshot: true });
    }
  }
}
