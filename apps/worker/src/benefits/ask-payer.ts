import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CheckAsking, ClearinghousePort } from '#insurance';
import { inTransaction } from '#platform';
import { type JobContext, once } from '#queue';

/**
 * Asks a payer for one service type. The question is the same under the same key however often the job runs, so a worker
 * that dies while it waits asks again; what came of it is written down once.
 */
@Injectable()
export class AskPayer {
  constructor(
    private readonly source: DataSource,
    private readonly asking: CheckAsking,
    private readonly port: ClearinghousePort,
  ) {}

  async handle({ inquiryId }: { inquiryId: string }, context: JobContext): Promise<void> {
    const { now } = context;
    const question = await inTransaction(this.source, (manager) =>
      this.asking.begin(manager, inquiryId, this.port.asker, now),
    );
    const outcome = question && (await this.port.ask(question, now));
    await once(this.source, context, async (manager) => {
      if (outcome) await this.asking.settle(manager, inquiryId, this.port.provider, outcome, now);
    });
  }
}
