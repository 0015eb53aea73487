import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SendOutcomes } from '#messages';
import { inTransaction } from '#platform';

/** Finds the messages whose worker ended between asking the provider and writing its answer down. */
@Injectable()
export class FindLostSends {
  constructor(
    private readonly source: DataSource,
    private readonly outcomes: SendOutcomes,
  ) {}

  async run(now: Date): Promise<number> {
    const lost = await inTransaction(this.source, (manager) =>
      this.outcomes.findLost(manager, now),
    );
    return lost.length;
  }
}
