import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#audit';
import type { RoutingFacts } from '#contract';
import type { Duty } from '#duty';
import { LeadWorkService } from '#follow-up';
import type { AssignmentCause } from '#leads';
import { RoutingService } from '#routing';

/** Gives leads to whom the rules say, on the record. */
@Injectable()
export class HandOut {
  constructor(
    private readonly routing: RoutingService,
    private readonly work: LeadWorkService,
  ) {}

  /** New leads, one after the other: each to a colleague, a team, or (nothing written) the queue. */
  async fresh(
    manager: EntityManager,
    leadIds: readonly string[],
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const facts = await Promise.all(leadIds.map((id) => this.routing.factsOf(manager, id)));
    // Who works is read again once somebody was given something.
    let duty: Promise<Duty> | undefined;
    const dutyNow = () => (duty ??= this.routing.dutyAt(manager, now));
    for (const [at, leadId] of leadIds.entries()) {
      const known = facts[at];
      if (!known) continue;
      const lead = { leadId, facts: known, how: { duty: dutyNow } };
      if (await this.#route(manager, lead, actor, now)) duty = undefined;
    }
  }

  /**
   * Takes a lead back from whoever did not act on it within the promised time, and asks the rules
   * anew; they do not get it again. Gives who has it now.
   */
  async takeBack(
    manager: EntityManager,
    lead: { leadId: string; ownerId: string },
    actor: Actor,
    now: Date,
  ): Promise<string | null> {
    const note = 'Nobody tried to reach them within the promised time.';
    const back = { ownerId: null, teamId: null, because: 'take_back' as AssignmentCause, note };
    await this.work.assign(manager, lead.leadId, back, actor, now);
    const facts = await this.routing.factsOf(manager, lead.leadId);
    const { leadId, ownerId } = lead;
    return this.#route(manager, { leadId, facts, how: { except: [ownerId] } }, actor, now);
  }

  async #route(
    manager: EntityManager,
    {
      leadId,
      facts,
      how,
    }: { leadId: string; facts: RoutingFacts; how: Parameters<RoutingService['choose']>[3] },
    actor: Actor,
    now: Date,
  ): Promise<string | null> {
    const { ownerId, teamId, why } = await this.routing.choose(manager, facts, now, how);
    if (!ownerId && !teamId) return null;
    const note = why.join(' ');
    await this.work.assign(manager, leadId, { ownerId, teamId, because: 'rule', note }, actor, now);
    return ownerId;
  }
}
