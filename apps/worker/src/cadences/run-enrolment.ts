import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EnrolmentRunner } from '#follow-up';
import { type JobContext, once } from '#queue';

/** Does what comes next on a lead's follow-up plan, at its time. */
@Injectable()
export class RunEnrolment {
  constructor(
    private readonly source: DataSource,
    private readonly runner: EnrolmentRunner,
  ) {}

  async handle(
    payload: { enrolmentId: string; version: number },
    context: JobContext,
  ): Promise<void> {
    await once(this.source, context, (manager) => this.runner.run(manager, payload, context.now));
  }
}
