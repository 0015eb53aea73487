import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { allEnded, inSavepoint } from '#platform';
import { EnrolmentRunner } from './enrolment-runner.js';
import { EnrolmentStore, type FirstLook } from './enrolment-store.js';

/** Looks at enrolments in the transaction that makes them, which spares each a job of its own. */
@Injectable()
export class FirstLooks {
  constructor(
    private readonly store: EnrolmentStore,
    private readonly runner: EnrolmentRunner,
  ) {}

  /**
   * Does what comes first on these plans. When that fails, nobody is taken in later for it: it is undone,
   * and a job looks at each of them, which tries again and tells of what keeps failing.
   */
  async look(manager: EntityManager, enrolments: readonly FirstLook[], now: Date): Promise<void> {
    if (enrolments.length === 0) return;
    const undone = await inSavepoint(manager, () =>
      allEnded(enrolments, (enrolment) => this.runner.first(manager, enrolment, now)),
    );
    if (!undone) return;
    for (const each of enrolments) {
      const found = await this.store.ofLead(manager, each);
      if (found) await this.store.save(manager, found.enrolment, { nextAt: now }, now);
    }
  }
}
