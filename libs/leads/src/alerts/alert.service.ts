import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, AuditService, staffIdOf, SYSTEM } from '#audit';
import { type AlertStep, codesOf, ALERT_STEPS, type Urgency, type UrgencyReason } from '#contract';
import { DutyQueries } from '#duty';
import { insertRow, newId, type NewRow, readOnce, rowsAsJson, together } from '#platform';
import { cancel, enqueueJob } from '#queue';
import { ESCALATE_ALERT } from '../jobs.js';
import { leadError } from '../lead-lock.js';
import { ActivityService } from '../timeline/activity.service.js';
import { ALERT_STEP_MINUTES, alertPlan, stepAfter } from './alert-plan.js';

/** A lead somebody has to turn to now. */
export interface AlertedLead {
  leadId: string;
  urgency: Urgency;
  reasons: readonly UrgencyReason[];
}

/** A step an alert has reached, for whoever makes the task of it. */
export interface StepReached {
  alertId: string;
  leadId: string;
  urgency: Urgency;
  step: AlertStep;
  raisedAt: Date;
}

interface Row {
  id: string;
  lead_id: string;
  urgency: Urgency;
  raised_at: Date;
  step: AlertStep;
  next_step: AlertStep | null;
  next_step_at: Date | null;
}

const MINUTE_MS = 60_000;

/** Raises alerts, lets them go on to the next until somebody takes them on. Belongs into the caller's transaction. */
@Injectable()
export class AlertService {
  constructor(
    private readonly activities: ActivityService,
    private readonly audit: AuditService,
    private readonly duty: DutyQueries,
  ) {}

  /** Raises an alert where the urgency asks for one; nothing while one of this lead is living. */
  async raise(manager: EntityManager, lead: AlertedLead, now: Date): Promise<string | null> {
    if (lead.urgency !== 'P0' && lead.urgency !== 'P1') return null;
    const reachable = await this.#reachable(manager, now);
    const [first, next] = alertPlan(lead.urgency, reachable);
    if (!first) return null;
    const id = newId();
    const nextAt = next ? new Date(now.getTime() + next.afterMinutes * MINUTE_MS) : null;
    const added = await insertRow(
      manager,
      'alert',
      {
        id,
        lead_id: lead.leadId,
        urgency: lead.urgency,
        raised_at: now,
        step: first.step,
        step_at: now,
        next_step: next?.step ?? null,
        next_step_at: nextAt,
      },
      { onConflict: '(lead_id) WHERE acknowledged_at IS NULL DO NOTHING' },
    );
    if (!added) return null;
    const because = lead.reasons.map((reason) => reason.because);
    await this.#said(manager, { alertId: id, leadId: lead.leadId }, first.step, because, now);
    // The first step needs a task too when it is not everyone who looks at their screen.
    if (first.step !== 'everyone') await this.#job(manager, id, first.step, now);
    if (next && nextAt) await this.#job(manager, id, next.step, nextAt);
    return id;
  }

  /**
   * The time of a step has come. Gives what was reached, once for each step; null when somebody has
   * taken the alert on, or the step is reached already.
   */
  async escalate(
    manager: EntityManager,
    alertId: string,
    step: AlertStep,
    now: Date,
  ): Promise<StepReached | null> {
    const row = await this.#living(manager, 'id', alertId);
    if (!row) return null;
    const reached = {
      alertId,
      leadId: row.lead_id,
      urgency: row.urgency,
      step,
      raisedAt: row.raised_at,
    };
    if (row.step === step) return reached;
    if (row.next_step !== step && rank(row.step) >= rank(step)) return null;
    const nextStep = stepAfter(step, await this.#reachable(manager, now));
    const nextAt = nextStep ? new Date(now.getTime() + ALERT_STEP_MINUTES * MINUTE_MS) : null;
    const move = { id: alertId, step, next_step: nextStep, next_step_at: nextAt };
    await together(manager, 'escalate alert', move, (moves) => writeSteps(manager, moves, now));
    await this.#said(manager, { alertId, leadId: row.lead_id }, step, [], now);
    if (nextStep && nextAt) await this.#job(manager, alertId, nextStep, nextAt);
    return reached;
  }

  /** Somebody takes a lead's alert on. Throws `alert.not_found` when none is living. */
  async acknowledge(
    manager: EntityManager,
    leadId: string,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const row = await this.#living(manager, 'lead_id', leadId);
    if (!row) {
      throw leadError('alert.not_found', 'There is no alert here: somebody has taken it on.');
    }
    await this.#end(manager, row, actor, now);
  }

  /** What happened answers the alert by itself: a call to the person, or closing the lead. */
  async answered(manager: EntityManager, leadId: string, actor: Actor, now: Date): Promise<void> {
    const row = await this.#living(manager, 'lead_id', leadId);
    if (row) await this.#end(manager, row, actor, now);
  }

  async #end(manager: EntityManager, row: Row, actor: Actor, now: Date): Promise<void> {
    const { id: alertId, lead_id: leadId, step } = row;
    await manager.query(
      `UPDATE alert SET acknowledged_at = $2, acknowledged_by = $3, next_step = NULL,
         next_step_at = NULL WHERE id = $1`,
      [alertId, now, staffIdOf(actor)],
    );
    for (const known of codesOf(ALERT_STEPS)) await cancel(manager, jobKeyOf(alertId, known), now);
    const seconds = Math.round((now.getTime() - row.raised_at.getTime()) / 1000);
    const payload = { alertId, step, seconds };
    await this.activities.record(
      manager,
      { leadId, kind: 'alert.acknowledged', payload, at: now, actor, subjectId: alertId },
      now,
    );
    await this.audit.record(
      manager,
      {
        actor,
        action: 'alert.acknowledged',
        resource: 'lead',
        resourceId: leadId,
        leadId,
        details: { alertId, seconds },
      },
      now,
    );
    announce(manager, { event: 'alert.acknowledged', id: alertId, leadId, created: false });
  }

  async #said(
    manager: EntityManager,
    { alertId, leadId }: { alertId: string; leadId: string },
    step: AlertStep,
    because: string[],
    now: Date,
  ): Promise<void> {
    const payload = { alertId, step, because };
    await this.activities.record(
      manager,
      { leadId, kind: 'alert.raised', payload, at: now, actor: SYSTEM },
      now,
    );
    announce(manager, { event: 'alert.raised', id: alertId, leadId, created: true });
  }

  #job(manager: EntityManager, alertId: string, step: AlertStep, dueAt: Date): Promise<string> {
    const when = { dueAt, dedupeKey: jobKeyOf(alertId, step) };
    return enqueueJob(manager, ESCALATE_ALERT, { alertId, step }, when);
  }

  #living(manager: EntityManager, by: 'id' | 'lead_id', id: string): Promise<Row | null> {
    return together(manager, `living alert by ${by}`, id, async (ids) => {
      const rows = await manager.query<Row[]>(
        `SELECT id, lead_id, urgency, raised_at, step, next_step, next_step_at FROM alert
         WHERE ${by} = ANY($1::uuid[]) AND acknowledged_at IS NULL ORDER BY id FOR UPDATE`,
        [ids],
      );
      const found = new Map(rows.map((row) => [row[by], row]));
      return ids.map((one) => found.get(one) ?? null);
    });
  }

  async #reachable(manager: EntityManager, now: Date): Promise<{ onDuty: number; onCall: number }> {
    // Who is there does not change with what somebody is given.
    const { onDuty, onCall } = await readOnce(manager, 'reachable', () =>
      this.duty.at(manager, now),
    );
    return { onDuty: onDuty.length, onCall: onCall.length };
  }
}

async function writeSteps(
  manager: EntityManager,
  moves: readonly NewRow[],
  now: Date,
): Promise<void[]> {
  await manager.query(
    `UPDATE alert a SET step = r.step, step_at = $2, next_step = r.next_step, next_step_at = r.next_step_at
     FROM json_populate_recordset(NULL::alert, $1::json) AS r WHERE a.id = r.id`,
    [rowsAsJson(moves), now],
  );
  return moves.map(() => undefined);
}

function rank(step: AlertStep): number {
  return codesOf(ALERT_STEPS).indexOf(step);
}

function jobKeyOf(alertId: string, step: AlertStep): string {
  return `alert:${alertId}:${step}`;
}
