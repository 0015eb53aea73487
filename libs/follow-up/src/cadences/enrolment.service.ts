import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, staffIdOf } from '#audit';
import type { EnrolmentEnd, EnrolmentInput } from '#contract';
import { ActivityService, checkVersion, leadError, lockAnyLead, lockLead } from '#leads';
import { insertRow, newId, readOnce } from '#platform';
import { Vault } from '#vault';
import { CadenceEntity } from './cadence.entity.js';
import { EnrolmentEntity } from './enrolment.entity.js';
import { EnrolmentStore, type FirstLook } from './enrolment-store.js';

interface StartWhen {
  now: Date;
  firstLookAt: Date;
  followedSince: Date;
  /** The caller looks at it in this transaction: no job does. */
  look: boolean;
}

interface PlanRow {
  cadence_id: string;
  plan_id: string;
  name: string;
  number: number;
}

/** Puts leads on plans, and takes them off. Every method belongs into the caller's transaction. */
@Injectable()
export class EnrolmentService {
  constructor(
    private readonly vault: Vault,
    private readonly store: EnrolmentStore,
    private readonly activities: ActivityService,
  ) {}

  /**
   * Enrols a lead that has just opened in the default cadence; nothing when there is none, or it is on
   * one. `firstLookAt` keeps the plan waiting, for somebody who is on the phone right now; `look` leaves
   * a look that is due now to the caller (see `FirstLooks`), who is given the enrolment.
   */
  async enrolOpened(
    manager: EntityManager,
    leadId: string,
    actor: Actor,
    now: Date,
    { firstLookAt = now, look = false }: { firstLookAt?: Date; look?: boolean } = {},
  ): Promise<FirstLook | null> {
    const [plan] = await readOnce(manager, 'default-plan', () =>
      manager.query<PlanRow[]>(
        `SELECT c.id AS cadence_id, c.name, p.id AS plan_id, p.number FROM cadence c
         JOIN cadence_plan p ON p.cadence_id = c.id
         WHERE c.is_default AND c.active ORDER BY p.number DESC LIMIT 1`,
      ),
    );
    if (!plan) return null;
    const lookNow = look && firstLookAt <= now;
    const when = { now, firstLookAt, followedSince: now, look: lookNow };
    const id = await this.#start(manager, leadId, plan, when, actor);
    return id && lookNow ? { id, leadId } : null;
  }

  /**
   * Puts a lead on a plan by hand. With one it is on already, `input.replaces` has to be its version:
   * the lead switches over, and its 90 days go on counting. Throws `lead.not_found`,
   * `lead.already_closed`, `cadence.not_found`, `cadence.retired`, `cadence.on_request_only`,
   * `enrolment.exists`, `record.version_conflict`.
   */
  async enrol(
    manager: EntityManager,
    leadId: string,
    input: EnrolmentInput,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const lead = await lockLead(manager, leadId);
    if (lead.closedAt) throw leadError('lead.already_closed', 'This lead is closed.');
    const plan = await planFor(manager, input);
    const current = await this.store.living(manager, leadId);
    if (current) await this.#switchFrom(manager, current, input, actor, now);
    const followedSince = current && !input.askedFor ? current.followedSince : now;
    const when = { now, firstLookAt: now, followedSince, look: false };
    await this.#start(manager, leadId, plan, when, actor, input.reason);
  }

  /** Pauses a plan, until a time or until somebody resumes it. Throws like `end`. */
  async pause(
    manager: EntityManager,
    leadId: string,
    input: { version?: number; until?: Date | null; reason: string },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const enrolment = await this.#living(manager, leadId, input.version);
    const pausedUntil = input.until ?? null;
    if (pausedUntil && pausedUntil <= now) {
      const sentence = 'Please give a time that is still to come.';
      throw leadError('request.invalid', sentence, { errors: { until: sentence } });
    }
    const ref = { table: 'enrolment', column: 'pause_reason_enc', id: enrolment.id };
    const pauseReasonEnc = this.vault.encrypt(ref, input.reason);
    const change = { pausedAt: now, pausedUntil, pauseReasonEnc, nextAt: pausedUntil };
    await this.store.save(manager, enrolment, change, now);
    const payload = { until: pausedUntil?.toISOString() ?? null, reason: input.reason };
    await this.activities.record(
      manager,
      { leadId, kind: 'cadence.paused', payload, at: now, actor },
      now,
    );
    await this.store.audited(manager, enrolment, 'enrolment.paused', {}, actor, now);
  }

  /** Lets a paused plan go on from where it was; waits count from now. Throws `enrolment.not_paused` too. */
  async resume(
    manager: EntityManager,
    leadId: string,
    input: { version?: number },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const enrolment = await this.#living(manager, leadId, input.version);
    if (!enrolment.pausedAt) {
      throw leadError('enrolment.not_paused', 'This plan is not paused.');
    }
    await this.resumed(manager, enrolment, actor, now);
  }

  /** What resuming does, by hand or because the time of the pause is over. */
  async resumed(
    manager: EntityManager,
    enrolment: EnrolmentEntity,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const goOn = { pausedAt: null, pausedUntil: null, pauseReasonEnc: null, nextAt: now };
    // A call that waits to be made still waits; else the plan counts on from today.
    const anchor = enrolment.callTaskId ? {} : { anchorAt: now };
    await this.store.save(manager, enrolment, { ...goOn, ...anchor }, now);
    const { leadId } = enrolment;
    const payload = { byItself: actor.kind === 'system' };
    await this.activities.record(
      manager,
      { leadId, kind: 'cadence.resumed', payload, at: now, actor },
      now,
    );
    await this.store.audited(manager, enrolment, 'enrolment.resumed', {}, actor, now);
  }

  /** Ends a plan by hand. Throws `lead.not_found`, `enrolment.not_found`, `record.version_conflict`. */
  async end(
    manager: EntityManager,
    leadId: string,
    input: { version?: number; reason: string },
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const enrolment = await this.#living(manager, leadId, input.version);
    const { reason } = input;
    await this.store.end(manager, enrolment, { because: 'by_hand', reason }, actor, now);
  }

  /** Something has happened that ends follow-up of a lead (docs/domain.md, "Cadence"). False: it had none. */
  async endFor(
    manager: EntityManager,
    leadId: string,
    because: Extract<EnrolmentEnd, 'conversation' | 'stopped' | 'closed' | 'merged'>,
    actor: Actor,
    now: Date,
  ): Promise<boolean> {
    await lockAnyLead(manager, leadId);
    const enrolment = await this.store.living(manager, leadId);
    if (!enrolment) return false;
    await this.store.end(manager, enrolment, { because }, actor, now);
    return true;
  }

  /** A person asked us to stop: every plan that would reach them ends. Gives the leads. */
  async endForPerson(
    manager: EntityManager,
    personId: string,
    actor: Actor,
    now: Date,
  ): Promise<string[]> {
    const leads = await manager.query<{ id: string }[]>(
      `SELECT l.id FROM lead l JOIN enrolment e ON e.lead_id = l.id AND e.ended_at IS NULL
       WHERE l.patient_id = $1 OR EXISTS (
         SELECT 1 FROM lead_contact c WHERE c.lead_id = l.id AND c.person_id = $1)
       ORDER BY l.id`,
      [personId],
    );
    for (const { id } of leads) await this.endFor(manager, id, 'stopped', actor, now);
    return leads.map(({ id }) => id);
  }

  /** Somebody tried to reach the person: a plan that waited for the call goes on. */
  async attempted(manager: EntityManager, leadId: string, now: Date): Promise<void> {
    const enrolment = await this.store.living(manager, leadId);
    if (!enrolment?.callTaskId || enrolment.pausedAt) return;
    await this.store.save(manager, enrolment, { nextAt: now }, now);
  }

  async #living(
    manager: EntityManager,
    leadId: string,
    version: number | undefined,
  ): Promise<EnrolmentEntity> {
    await lockLead(manager, leadId);
    const enrolment = await this.store.living(manager, leadId);
    if (!enrolment) throw leadError('enrolment.not_found', 'This lead is on no plan.');
    const { nextAt, pausedAt } = enrolment;
    checkVersion(enrolment, version, { nextAt, pausedAt }, {});
    return enrolment;
  }

  async #switchFrom(
    manager: EntityManager,
    current: EnrolmentEntity,
    { replaces, reason }: EnrolmentInput,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    if (replaces === undefined) {
      throw leadError('enrolment.exists', 'This lead is on a plan already.', {
        details: { current: { cadenceId: current.cadenceId, version: current.version } },
      });
    }
    checkVersion(current, replaces, { cadenceId: current.cadenceId }, {});
    await this.store.end(manager, current, { because: 'switched', reason }, actor, now);
  }

  async #start(
    manager: EntityManager,
    leadId: string,
    plan: PlanRow,
    { now, firstLookAt, followedSince, look }: StartWhen,
    actor: Actor,
    reason?: string,
  ): Promise<string | null> {
    const id = newId();
    const added = await insertRow(
      manager,
      'enrolment',
      {
        id,
        lead_id: leadId,
        cadence_id: plan.cadence_id,
        plan_id: plan.plan_id,
        step: 0,
        started_at: now,
        followed_since: followedSince,
        started_by: staffIdOf(actor),
        anchor_at: firstLookAt,
        tried_by_message: false,
        next_at: look ? null : firstLookAt,
        version: 1,
        created_at: now,
        updated_at: now,
      },
      { onConflict: '(lead_id) WHERE ended_at IS NULL DO NOTHING' },
    );
    if (!added) return null;
    if (!look) await this.store.plan(manager, { id, version: 1, nextAt: firstLookAt });
    const payload = {
      cadence: plan.name,
      planNumber: plan.number,
      ...(reason ? { reason } : {}),
    };
    const row = {
      leadId,
      kind: 'cadence.started',
      payload,
      at: now,
      actor,
      subjectId: id,
    } as const;
    await this.activities.record(manager, row, now);
    const details = { cadenceId: plan.cadence_id };
    await this.store.audited(manager, { id, leadId }, 'enrolment.started', details, actor, now);
    announce(manager, { event: 'enrolment.changed', id, leadId, created: true });
    return id;
  }
}

async function planFor(
  manager: EntityManager,
  { cadenceId, askedFor }: EnrolmentInput,
): Promise<PlanRow> {
  const cadence = await manager.findOneBy(CadenceEntity, { id: cadenceId });
  if (!cadence) {
    const sentence = 'There is no such plan.';
    throw leadError('cadence.not_found', sentence, { errors: { cadenceId: sentence } });
  }
  if (!cadence.active) throw leadError('cadence.retired', 'This plan takes nobody new.');
  if (cadence.onRequest && !askedFor) {
    const sentence = 'This plan is only for people who asked to hear from us. Did they?';
    throw leadError('cadence.on_request_only', sentence, { errors: { askedFor: sentence } });
  }
  const [plan] = await manager.query<PlanRow[]>(
    `SELECT cadence_id, id AS plan_id, $2::text AS name, number FROM cadence_plan
     WHERE cadence_id = $1 ORDER BY number DESC LIMIT 1`,
    [cadence.id, cadence.name],
  );
  if (!plan) throw new Error('A cadence has at least one plan.');
  return plan;
}
