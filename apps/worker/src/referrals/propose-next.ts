import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type JobContext, once } from '#queue';
import { Acknowledgements } from '#referrals';

/** Proposes the next best program when a facility stayed silent although it was reminded. */
@Injectable()
export class ProposeNext {
  constructor(
    private readonly source: DataSource,
    private readonly acknowledgements: Acknowledgements,
  ) {}

  async handle({ referralId }: { referralId: string }, context: JobContext): Promise<void> {
    await once(this.source, context, (manager) =>
      this.acknowledgements.stillSilent(manager, referralId, context.now),
    );
  }
}
