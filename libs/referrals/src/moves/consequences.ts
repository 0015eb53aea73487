import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#audit';
import type { ReferralMover, ReferralState, Urgency } from '#contract';
import { EnrolmentService, TaskService } from '#follow-up';
import { ClockService } from '#leads';
import { ConsentLedger } from '../consent/consent-ledger.js';
import type { ReferralEntity } from '../entities/referral.entity.js';
import { ReferralLinks } from '../links/referral-links.js';
import { FacilityNotices } from '../notices/facility-notices.js';
import { Places } from '../places/places.js';
import { type Consequence, consequencesOf, followUpDue } from '../states/after-change.js';
import { NextReferral } from './next-referral.js';
import type { Step } from './referral-moves.js';

/** A move that has been made. */
export interface Moved {
  referral: ReferralEntity;
  from: ReferralState;
  step: Step;
  saidBy: ReferralMover;
  actor: Actor;
  now: Date;
}

/** Does what follows a move: clocks, tasks, links, the next proposal. */
@Injectable()
export class Consequences {
  constructor(
    private readonly clocks: ClockService,
    private readonly tasks: TaskService,
    private readonly enrolments: EnrolmentService,
    private readonly links: ReferralLinks,
    private readonly notices: FacilityNotices,
    private readonly places: Places,
    private readonly ledger: ConsentLedger,
    private readonly next: NextReferral,
  ) {}

  /** In the transaction of the move. */
  async follow(manager: EntityManager, moved: Moved): Promise<void> {
    for (const consequence of consequencesOf(moved.from, moved.step.to)) {
      await this.#do(consequence, manager, moved);
    }
  }

  async #do(consequence: Consequence, manager: EntityManager, moved: Moved): Promise<void> {
    const { referral, step, actor, now } = moved;
    const { leadId } = referral;
    switch (consequence) {
      case 'start_acknowledge_clock': {
        const urgency = await urgencyOf(manager, leadId);
        const clock = { leadId, kind: 'referral_acknowledged', subjectId: referral.id } as const;
        await this.clocks.start(manager, { ...clock, urgency, from: now }, now);
        return;
      }
      case 'end_acknowledge_clock': {
        if (step.to === 'withdrawn') {
          await this.clocks.cancel(manager, leadId, now, ['referral_acknowledged'], referral.id);
          return;
        }
        const kinds = ['referral_acknowledged'] as const;
        await this.clocks.meet(manager, leadId, kinds, now, actor, now, referral.id);
        return;
      }
      case 'start_arrival_clock':
        return this.#promiseArrival(manager, moved);
      case 'end_arrival_clock':
        return this.#endArrival(manager, moved);
      case 'propose_next': {
        const because = step.to === 'turned_away' ? 'turned_away' : 'declined';
        return this.next.propose(manager, referral, because, actor, now);
      }
      case 'revoke_links':
        await this.links.revoke(manager, referral.id, now);
        return;
      case 'tell_facility':
        return this.#withdrawn(manager, moved);
      case 'recover_no_show':
        return this.#recover(manager, moved);
      case 'follow_up_day_7':
      case 'follow_up_day_30':
        return this.#followUp(manager, moved, consequence === 'follow_up_day_7' ? 7 : 30);
    }
  }

  async #promiseArrival(manager: EntityManager, { referral, now }: Moved): Promise<void> {
    const { leadId, arrivalAt, arrivalPromiseId } = referral;
    if (!arrivalAt || !arrivalPromiseId) throw new Error('A schedule has a time.');
    const urgency = await urgencyOf(manager, leadId);
    const clock = { leadId, kind: 'scheduled_arrival', subjectId: arrivalPromiseId } as const;
    await this.clocks.start(manager, { ...clock, urgency, from: now, dueAt: arrivalAt }, now);
  }

  async #endArrival(manager: EntityManager, { referral, step, actor, now }: Moved): Promise<void> {
    const { leadId, arrivalPromiseId } = referral;
    if (!arrivalPromiseId) return;
    const kinds = ['scheduled_arrival'] as const;
    if (step.to === 'arrived') {
      await this.clocks.meet(manager, leadId, kinds, now, actor, now, arrivalPromiseId);
      return;
    }
    await this.clocks.cancel(manager, leadId, now, kinds, arrivalPromiseId);
  }

  /** The facility hears it, and a consent that named only this facility ends with the referral. */
  async #withdrawn(manager: EntityManager, { referral, step, actor, now }: Moved): Promise<void> {
    const contact = await this.links.lastContact(manager, referral.id);
    if (contact) {
      const { channel, address } = contact;
      const notice = { referral, kind: 'withdrawn', channel, address } as const;
      await this.notices.queue(manager, notice, actor, now);
    } else {
      const place = await this.places.ofProgram(manager, referral.programId);
      await this.tasks.create(
        manager,
        {
          leadId: referral.leadId,
          kind: 'follow_up',
          title: `Tell ${place.facilityName} that the referral was withdrawn`,
          dueAt: now,
          originKey: `referral-withdrawn:${referral.id}`,
        },
        actor,
        now,
      );
    }
    if (referral.consentId && (await namesOnly(manager, referral))) {
      await this.ledger.revoke(manager, referral.consentId, step.note ?? null, actor, now);
    }
  }

  async #recover(manager: EntityManager, { referral, actor, now }: Moved): Promise<void> {
    const { leadId } = referral;
    const place = await this.places.ofProgram(manager, referral.programId);
    await this.tasks.create(
      manager,
      {
        leadId,
        kind: 'call_back',
        title: `They did not arrive at ${place.facilityName}: are they safe, and what stood in the way?`,
        dueAt: now,
        urgency: await urgencyOf(manager, leadId),
        originKey: `referral-no-show:${referral.arrivalPromiseId ?? referral.id}`,
      },
      actor,
      now,
    );
    const plan = await recoveryPlan(manager, leadId);
    if (!plan) return;
    const { cadence_id: cadenceId, living_version: replaces } = plan;
    const input = { cadenceId, askedFor: false, reason: 'They did not arrive.' };
    const switching = replaces === null ? input : { ...input, replaces };
    await this.enrolments.enrol(manager, leadId, switching, actor, now);
  }

  async #followUp(
    manager: EntityManager,
    { referral, actor, now }: Moved,
    day: 7 | 30,
  ): Promise<void> {
    const place = await this.places.ofProgram(manager, referral.programId);
    const { day7, day30 } = followUpDue(referral.admittedAt ?? now);
    await this.tasks.create(
      manager,
      {
        leadId: referral.leadId,
        kind: 'follow_up_call',
        title: `Day ${day}: ask whether they are still in care at ${place.facilityName}`,
        dueAt: day === 7 ? day7 : day30,
        originKey: `referral-day-${day}:${referral.id}`,
      },
      actor,
      now,
    );
  }
}

async function urgencyOf(manager: EntityManager, leadId: string): Promise<Urgency> {
  const [row] = await manager.query<{ urgency: Urgency }[]>(
    'SELECT urgency FROM lead WHERE id = $1',
    [leadId],
  );
  if (!row) throw new Error('A referral has a lead.');
  return row.urgency;
}

/** Whether the consent it was sent under names this facility alone. */
async function namesOnly(
  manager: EntityManager,
  { consentId, facilityId }: ReferralEntity,
): Promise<boolean> {
  const [row] = await manager.query<{ only: boolean }[]>(
    `SELECT NOT EXISTS (SELECT 1 FROM facility f WHERE f.id = ANY(r.facility_ids)
       AND coalesce(f.merged_into_id, f.id) <> $2::uuid) AS only
     FROM consent_signature s JOIN consent_request r ON r.id = s.request_id WHERE s.id = $1`,
    [consentId, facilityId],
  );
  return row?.only ?? false;
}

/** The plan for who did not come, and the version of the plan the lead is on; none of an installation that retired it. */
async function recoveryPlan(
  manager: EntityManager,
  leadId: string,
): Promise<{ cadence_id: string; living_version: number | null } | undefined> {
  const [row] = await manager.query<{ cadence_id: string; living_version: number | null }[]>(
    `SELECT c.id AS cadence_id, (SELECT e.version FROM enrolment e
       WHERE e.lead_id = $1 AND e.ended_at IS NULL) AS living_version
     FROM cadence c WHERE c.code = 'no_show' AND c.active
       AND NOT EXISTS (SELECT 1 FROM enrolment e WHERE e.lead_id = $1 AND e.ended_at IS NULL
         AND e.cadence_id = c.id)`,
    [leadId],
  );
  return row;
}
