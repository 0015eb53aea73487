import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '#audit';
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

  /** A new lead: to a colleague, a team, or (nothing written) the queue. */
  async fresh(manager: EntityManager, leadId: string, actor: Actor, now: Date): Promise<void> {
    await this.#route(manager, leadId, [], actor, now);
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
    return this.#route(manager, lead.leadId, [lead.ownerId], actor, now);
  }

  async #route(
    manager: EntityManager,
    leadId: string,
    except: readonly string[],
    actor: Actor,
    now: Date,
  ): Promise<string | null> {
    const facts = await this.routing.factsOf(manager, leadId);
    const { ownerId, teamId, why } = await this.routing.choose(manager, facts, now, except);
    if (!ownerId && !teamId) return null;
    const note = why.join(' ');
    await this.work.assign(manager, leadId, { ownerId, teamId, because: 'rule', note }, actor, now);
    return ownerId;
  }
}
