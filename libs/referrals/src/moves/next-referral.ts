import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, AuditService } from '#audit';
import { TaskService } from '#follow-up';
import { ActivityService } from '#leads';
import { MatchService } from '#matching';
import { insertRow, newId } from '#platform';
import type { ProposedBecause, ReferralEntity } from '../entities/referral.entity.js';
import { Places } from '../places/places.js';

const BECAUSE: Record<ProposedBecause, string> = {
  declined: 'declined',
  not_acknowledged: 'did not answer',
  turned_away: 'turned them away',
};

/**
 * Proposes the next best program: a draft, and a task to ask the patient. Nothing goes out by itself: sending it needs
 * the patient's word and a consent that names the facility.
 */
@Injectable()
export class NextReferral {
  constructor(
    private readonly matches: MatchService,
    private readonly places: Places,
    private readonly tasks: TaskService,
    private readonly activities: ActivityService,
    private readonly audit: AuditService,
  ) {}

  /** In the caller's transaction; once for each referral. */
  async propose(
    manager: EntityManager,
    after: ReferralEntity,
    because: ProposedBecause,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const place = await this.places.ofProgram(manager, after.programId);
    const asked = await manager.query<{ program_id: string }[]>(
      'SELECT DISTINCT program_id FROM referral WHERE lead_id = $1',
      [after.leadId],
    );
    const matchId = after.matchId ?? (await this.matches.latestFor(manager, after.leadId))?.id;
    const excluding = asked.map((row) => row.program_id);
    const best = matchId ? await this.matches.nextBest(manager, matchId, excluding, now) : null;
    const next = best
      ? (await this.places.ofPrograms(manager, [best.programId])).get(best.programId)
      : undefined;
    if (next) await this.#draft(manager, after, next, because, actor, now);
    const title = next
      ? `${place.facilityName} ${BECAUSE[because]}. Ask the patient about ${next.facilityName}, the next best match.`
      : `${place.facilityName} ${BECAUSE[because]}. No other match is left: match again or widen the search.`;
    await this.tasks.create(
      manager,
      {
        leadId: after.leadId,
        kind: 'follow_up',
        title,
        dueAt: now,
        originKey: `referral-next:${after.id}`,
      },
      actor,
      now,
    );
  }

  async #draft(
    manager: EntityManager,
    after: ReferralEntity,
    next: { programId: string; facilityId: string; facilityName: string },
    because: ProposedBecause,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const id = newId();
    const { leadId } = after;
    const added = await insertRow(
      manager,
      'referral',
      {
        id,
        lead_id: leadId,
        program_id: next.programId,
        facility_id: next.facilityId,
        match_id: after.matchId,
        state: 'draft',
        proposed_after_id: after.id,
        proposed_because: because,
        version: 1,
        created_at: now,
        updated_at: now,
      },
      { onConflict: 'DO NOTHING' },
    );
    if (!added) return;
    const payload = { referralId: id, facility: next.facilityName, because };
    const activity = { leadId, kind: 'referral.proposed', payload, at: now, actor } as const;
    await this.activities.record(manager, { ...activity, subjectId: id }, now);
    const entry = {
      actor,
      action: 'referral.proposed',
      resource: 'referral',
      resourceId: id,
      leadId,
    };
    await this.audit.record(manager, entry, now);
    announce(manager, { event: 'referral.changed', id, leadId, created: true });
  }
}
