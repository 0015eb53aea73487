import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EnrolmentRunner } from '#follow-up';
import { allEnded } from '#platform';
import { type GroupedJob, type JobContext, once, onceTogether } from '#queue';

interface Payload {
  enrolmentId: string;
  version: number;
}

/** Does what comes next on a lead's follow-up plan, at its time. */
@Injectable()
export class RunEnrolment {
  constructor(
    private readonly source: DataSource,
    private readonly runner: EnrolmentRunner,
  ) {}

  async handle(payload: Payload, context: JobContext): Promise<void> {
    await once(this.source, context, (manager) => this.runner.run(manager, payload, context.now));
  }

  /** Many plans in one transaction, side by side; of two jobs for one plan the second is left. */
  async handleTogether(
    jobs: readonly GroupedJob<Payload>[],
  ): Promise<ReadonlySet<GroupedJob<Payload>>> {
    const plans = new Map(jobs.map((job) => [job.payload.enrolmentId, job]));
    const done = await onceTogether(
      this.source,
      () => Promise.resolve([...plans.values()]),
      (manager, open) =>
        allEnded(open, ({ payload, context }) => this.runner.run(manager, payload, context.now)),
    );
    return new Set(done);
  }
}
