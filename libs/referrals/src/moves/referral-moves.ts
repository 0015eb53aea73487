import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, AuditService, staffIdOf } from '#audit';
import {
  type DeclineReason,
  labelOf,
  REFERRAL_STATES,
  type ReferralMover,
  type ReferralState,
} from '#contract';
import { ActivityService, LeadProgressService } from '#leads';
import { newId } from '#platform';
import { Vault } from '#vault';
import { ReferralEntity } from '../entities/referral.entity.js';
import { ReferralChangeEntity } from '../entities/referral-history.entity.js';
import { ReferralPages } from '../pages/referral-pages.js';
import { Places } from '../places/places.js';
import { referralError } from '../referral-error.js';
import { seals } from '../seals.js';
import { stageOfReferrals } from '../states/furthest.js';
import { mayMove } from '../states/transitions.js';
import { Consequences } from './consequences.js';

/** A step of a referral. */
export interface Step {
  to: ReferralState;
  /** Whose hand moves it. */
  mover: ReferralMover;
  /** On whose word; the mover's own unless said. */
  saidBy?: ReferralMover;
  reason?: DeclineReason | null;
  note?: string | null;
  /** When the patient is to arrive: offered with an acceptance, agreed when scheduled. */
  arrivalAt?: Date | null;
  /** The inquiry that said so: one step for each, however often it is taken in. */
  inquiryId?: string | null;
}

/** A row of the ledger. */
interface Entry {
  step: Step;
  from: ReferralState;
  saidBy: ReferralMover;
  /** It came when it could change nothing any more. */
  late: boolean;
}

/** Moves referrals: the one place where their state changes, with all that hangs on it in one transaction. */
@Injectable()
export class ReferralMoves {
  constructor(
    private readonly vault: Vault,
    private readonly places: Places,
    private readonly activities: ActivityService,
    private readonly audit: AuditService,
    private readonly progress: LeadProgressService,
    private readonly consequences: Consequences,
    private readonly pages: ReferralPages,
  ) {}

  /**
   * Moves a referral that is locked (`lockReferral`): its row, its ledger, the lead's timeline and stage, clocks, tasks,
   * links and pages. Throws `referral.move_not_allowed` for a step that the table of states does not have on this word,
   * and `request.invalid` for a decline without a reason or a schedule without a time.
   */
  async move(
    manager: EntityManager,
    referral: ReferralEntity,
    step: Step,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const from = referral.state;
    const saidBy = step.saidBy ?? step.mover;
    if (!mayMove(from, step.to, step.mover) || !mayMove(from, step.to, saidBy)) {
      throw referralError(
        'referral.move_not_allowed',
        `A referral does not go from ${nameOf(from)} to ${nameOf(step.to)} on this word.`,
      );
    }
    checkComplete(step, referral);
    Object.assign(referral, changesOf(referral, step, saidBy, now), {
      state: step.to,
      version: referral.version + 1,
      updatedAt: now,
    });
    await manager.save(ReferralEntity, referral);
    await this.#ledger(manager, referral, { step, from, saidBy, late: false }, actor, now);
    const after = { referral, from, step, saidBy, actor, now };
    await this.consequences.follow(manager, after);
    await this.#stage(manager, referral.leadId, actor, now);
    await this.pages.refresh(manager, referral.id, now);
  }

  /** An answer that can change nothing any more is kept, and seen by staff (once for each inquiry). */
  async late(
    manager: EntityManager,
    referral: ReferralEntity,
    step: Step,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const saidBy = step.saidBy ?? step.mover;
    const from = referral.state;
    await this.#ledger(manager, referral, { step, from, saidBy, late: true }, actor, now);
  }

  async #stage(manager: EntityManager, leadId: string, actor: Actor, now: Date): Promise<void> {
    const rows = await manager.query<{ state: ReferralState }[]>(
      'SELECT state FROM referral WHERE lead_id = $1',
      [leadId],
    );
    const stage = stageOfReferrals(rows.map(({ state }) => state));
    await this.progress.followReferrals(manager, leadId, stage, actor, now);
  }

  async #ledger(
    manager: EntityManager,
    referral: ReferralEntity,
    { step, from, saidBy, late }: Entry,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const id = newId();
    const to = late ? from : step.to;
    await manager.insert(ReferralChangeEntity, {
      id,
      referralId: referral.id,
      fromState: from,
      toState: to,
      wantedState: step.to,
      mover: step.mover,
      saidBy,
      staffId: staffIdOf(actor),
      reason: step.reason ?? null,
      noteEnc: this.vault.encryptNullable(seals.changeNote(id), step.note || null),
      inquiryId: step.inquiryId ?? null,
      at: now,
    });
    const place = await this.places.ofProgram(manager, referral.programId);
    await this.activities.record(
      manager,
      {
        leadId: referral.leadId,
        kind: 'referral.changed',
        payload: {
          referralId: referral.id,
          facility: place.facilityName,
          from,
          to: step.to,
          saidBy,
          ...(step.reason ? { reason: step.reason } : {}),
          ...(step.note ? { note: step.note } : {}),
          ...(late ? { late } : {}),
        },
        at: now,
        actor,
        subjectId: id,
      },
      now,
    );
    const details = { from, to, wanted: step.to, saidBy };
    const { id: resourceId, leadId } = referral;
    await this.audit.record(
      manager,
      { actor, action: 'referral.changed', resource: 'referral', resourceId, leadId, details },
      now,
    );
    announce(manager, { event: 'referral.changed', id: resourceId, leadId, created: false });
    announce(manager, { event: 'lead.changed', id: leadId, leadId, created: false });
  }
}

function nameOf(state: ReferralState): string {
  return labelOf(REFERRAL_STATES, state).toLowerCase();
}

function checkComplete(step: Step, referral: ReferralEntity): void {
  if (step.to === 'declined' && !step.reason) {
    const sentence = 'Please choose why it was declined.';
    throw referralError('request.invalid', sentence, { errors: { reason: sentence } });
  }
  if (step.to === 'scheduled' && !step.arrivalAt && !referral.arrivalAt) {
    const sentence = 'Please give the day and time of arrival.';
    throw referralError('request.invalid', sentence, { errors: { arrivalAt: sentence } });
  }
}

/** What a step writes beside the state. */
function changesOf(
  referral: ReferralEntity,
  step: Step,
  saidBy: ReferralMover,
  now: Date,
): Partial<ReferralEntity> {
  const answered = ['accepted', 'declined', 'waitlisted'].includes(step.to);
  const heard = answered || step.to === 'acknowledged';
  return {
    ...(step.to === 'sent' ? { sentAt: now } : {}),
    ...(heard ? { acknowledgedAt: referral.acknowledgedAt ?? now } : {}),
    ...(answered ? { answeredAt: now } : {}),
    ...(step.to === 'declined' ? { declineReason: step.reason ?? null } : {}),
    ...(step.arrivalAt ? { arrivalAt: step.arrivalAt } : {}),
    ...(step.to === 'scheduled' ? { arrivalPromiseId: newId() } : {}),
    ...(step.to === 'arrived' ? { arrivedAt: now, arrivalSaidBy: saidBy } : {}),
    ...(step.to === 'admitted' ? { admittedAt: now } : {}),
  };
}
