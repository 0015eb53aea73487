import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, announce } from '#audit';
import { type ConsentGiven, ConsentService } from '#consent';
import { ActivityService } from '../timeline/activity.service.js';

/** What somebody on a lead said to a colleague, and the contact points it is about; null: none in particular. */
export type SaidOnLead = Pick<
  ConsentGiven,
  'personId' | 'scope' | 'decision' | 'wording' | 'origin'
> & { contactPointIds: readonly (string | null)[] };

/** Puts consent that was said on a lead on record: in the ledger, on the timeline, and for the desk to see. */
@Injectable()
export class LeadConsents {
  constructor(
    private readonly consent: ConsentService,
    private readonly activities: ActivityService,
  ) {}

  /** Adds a row to the ledger for each contact point, and one to the timeline. */
  async record(
    manager: EntityManager,
    leadId: string,
    { contactPointIds, ...said }: SaidOnLead,
    actor: Actor,
    now: Date,
  ): Promise<void> {
    for (const contactPointId of contactPointIds) {
      await this.consent.record(manager, { ...said, contactPointId, at: now }, actor, now);
    }
    const payload = { scope: said.scope, decision: said.decision };
    const activity = { leadId, kind: 'consent.recorded', payload, at: now, actor } as const;
    await this.activities.record(manager, activity, now);
    announce(manager, { event: 'lead.changed', id: leadId, leadId, created: false });
  }
}
