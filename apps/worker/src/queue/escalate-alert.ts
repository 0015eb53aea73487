import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { SYSTEM } from '#audit';
import type { AlertStep } from '#contract';
import { DutyQueries } from '#duty';
import { TaskService } from '#follow-up';
import { AlertService, type StepReached } from '#leads';
import { allEnded, readOnce } from '#platform';
import { type GroupedJob, type JobContext, once, onceTogether } from '#queue';

interface Payload {
  alertId: string;
  step: AlertStep;
}

/**
 * Nobody has taken an alert on in time: the next are reached. What reaches them is a task of theirs
 * and the event on every screen; there is no line of ours yet that rings a telephone by itself.
 */
@Injectable()
export class EscalateAlert {
  constructor(
    private readonly source: DataSource,
    private readonly alerts: AlertService,
    private readonly duty: DutyQueries,
    private readonly tasks: TaskService,
  ) {}

  async handle(payload: Payload, context: JobContext): Promise<void> {
    await once(this.source, context, (manager) => this.#escalate(manager, payload, context.now));
  }

  /** Of two steps of one alert the second is left. */
  async handleTogether(
    jobs: readonly GroupedJob<Payload>[],
  ): Promise<ReadonlySet<GroupedJob<Payload>>> {
    const alerts = new Map(jobs.map((job) => [job.payload.alertId, job]));
    const done = await onceTogether(
      this.source,
      () => Promise.resolve([...alerts.values()]),
      (manager, open) =>
        allEnded(open, ({ payload, context }) => this.#escalate(manager, payload, context.now)),
    );
    return new Set(done);
  }

  async #escalate(manager: EntityManager, { alertId, step }: Payload, now: Date): Promise<void> {
    const reached = await this.alerts.escalate(manager, alertId, step, now);
    if (reached) await this.#task(manager, reached, now);
  }

  async #task(manager: EntityManager, reached: StepReached, now: Date): Promise<void> {
    const { ownerId, title } = await this.#whom(manager, reached.step, now);
    await this.tasks.create(
      manager,
      {
        leadId: reached.leadId,
        kind: 'review',
        title,
        ownerId,
        dueAt: now,
        urgency: reached.urgency,
        originKey: `alert:${reached.alertId}:${reached.step}`,
      },
      SYSTEM,
      now,
    );
  }

  async #whom(
    manager: EntityManager,
    step: AlertStep,
    now: Date,
  ): Promise<{ ownerId: string | null; title: string }> {
    if (step === 'on_call') {
      const [onCall] = (await this.duty.at(manager, now)).onCall;
      const title = onCall
        ? `You are on call: nobody has taken on this alert. Call now${onCall.phone ? ` (ring ${onCall.name} at ${onCall.phone})` : ''}.`
        : 'Nobody is on call any more: take on this alert now.';
      return { ownerId: onCall?.id ?? null, title };
    }
    const [organisation] = await readOnce(manager, 'backup-phone', () =>
      manager.query<{ backup_phone: string | null }[]>(
        'SELECT backup_phone FROM organisation WHERE id = 1',
      ),
    );
    const line = organisation?.backup_phone;
    const title = line
      ? `Nobody has taken on this alert: ring the backup line, ${line}.`
      : 'Nobody has taken on this alert, and no backup line is set. Call now.';
    return { ownerId: null, title };
  }
}
