import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { QueueKeeper, type Reconciled } from '#leads';
import { inTransaction } from '#platform';

/** Entries worked out anew in one transaction. */
const BATCH = 200;

/** Keeps the queue right while time passes, and looks for what no change told of. */
@Injectable()
export class QueueUpkeep {
  constructor(
    private readonly source: DataSource,
    private readonly queue: QueueKeeper,
  ) {}

  /** Entries that are another one by now: hours opened or closed, something came due. Gives how many. */
  async recheck(now: Date, signal: AbortSignal): Promise<number> {
    let all = 0;
    for (let done = BATCH; done === BATCH && !signal.aborted; ) {
      done = await inTransaction(this.source, (manager) => this.queue.recheck(manager, now, BATCH));
      all += done;
    }
    return all;
  }

  /** Compares a part of the queue with the facts and puts right what differs. */
  reconcile(now: Date): Promise<Reconciled> {
    return inTransaction(this.source, (manager) => this.queue.reconcile(manager, now));
  }
}
