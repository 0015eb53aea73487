import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce, AuditService, staffIdOf } from '#audit';
import type { PossibleMatchView } from '#contract';
import { isId } from '#platform';
import { LeadBriefs } from '../lead-brief.js';
import { PossibleMatchEntity } from '../lead-links.entity.js';
import { leadError } from '../lead-lock.js';
import { ActivityService } from '../timeline/activity.service.js';

/** Leads that intake thought might be of the same patient. */
@Injectable()
export class PossibleMatches {
  constructor(
    private readonly briefs: LeadBriefs,
    private readonly activities: ActivityService,
    private readonly audit: AuditService,
  ) {}

  /** Those of a lead, the undecided first. Throws `lead.not_found`. */
  async ofLead(manager: EntityManager, leadId: string): Promise<PossibleMatchView[]> {
    const known = await manager.query<unknown[]>('SELECT 1 FROM lead WHERE id = $1', [leadId]);
    if (known.length === 0) throw leadError('lead.not_found', 'There is no such lead.');
    const matches = await manager.find(PossibleMatchEntity, {
      where: [{ leadId }, { otherLeadId: leadId }],
      order: { createdAt: 'DESC', id: 'DESC' },
      take: 100,
    });
    const views = await this.#views(manager, matches, leadId);
    return views.toSorted((a, b) => Number(a.decision !== null) - Number(b.decision !== null));
  }

  /**
   * Says that the two are of different patients. Throws `possible_match.not_found`,
   * `possible_match.already_decided`.
   */
  async dismiss(
    manager: EntityManager,
    id: string,
    actor: Actor,
    now: Date,
  ): Promise<PossibleMatchView> {
    const match = isId(id)
      ? await manager.findOne(PossibleMatchEntity, {
          where: { id },
          lock: { mode: 'pessimistic_write' },
        })
      : null;
    if (!match) throw leadError('possible_match.not_found', 'There is no such possible match.');
    if (match.decision) {
      throw leadError('possible_match.already_decided', 'This was decided already.');
    }
    const decided = { decision: 'different' as const, decidedAt: now, decidedBy: staffIdOf(actor) };
    await manager.update(PossibleMatchEntity, { id }, decided);
    for (const [leadId, otherLeadId] of [
      [match.leadId, match.otherLeadId],
      [match.otherLeadId, match.leadId],
    ] as const) {
      const kind = 'match.dismissed';
      await this.activities.record(
        manager,
        { leadId, kind, payload: { otherLeadId }, at: now, actor },
        now,
      );
      const entry = { actor, action: 'lead.match_dismissed', resource: 'lead', resourceId: leadId };
      await this.audit.record(manager, { ...entry, leadId, details: { otherLeadId } }, now);
      announce(manager, { event: 'lead.changed', id: leadId, leadId, created: false });
    }
    const [view] = await this.#views(manager, [Object.assign(match, decided)], match.leadId);
    if (!view) throw leadError('possible_match.not_found', 'There is no such possible match.');
    return view;
  }

  async #views(
    manager: EntityManager,
    matches: readonly PossibleMatchEntity[],
    leadId: string,
  ): Promise<PossibleMatchView[]> {
    const otherOf = (match: PossibleMatchEntity) =>
      match.leadId === leadId ? match.otherLeadId : match.leadId;
    const briefs = await this.briefs.of(manager, matches.map(otherOf));
    return matches.flatMap((match): PossibleMatchView[] => {
      const other = briefs.get(otherOf(match));
      if (!other) return [];
      const { id, because, decision, decidedAt, decidedBy, createdAt } = match;
      return [
        {
          id,
          leadId,
          other,
          because,
          decision,
          decidedAt: decidedAt?.toISOString() ?? null,
          decidedBy,
          createdAt: createdAt.toISOString(),
        },
      ];
    });
  }
}
