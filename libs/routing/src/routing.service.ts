import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { RoutingAnswer, RoutingConditions, RoutingFacts, RoutingTarget } from '#contract';
import { OrganisationService } from '#content';
import { type Duty, DutyQueries } from '#duty';
import { isOpen } from '#leads';
import { readOnce } from '#platform';
import { LeadFactsQueries } from './lead-facts.queries.js';
import { unmetConditions } from './match-conditions.js';
import { answerOf, type Routed, route, type RoutingRule } from './route.js';
import { routingNames } from './routing-names.js';

interface RuleRow {
  id: string;
  name: string;
  active: boolean;
  conditions: RoutingConditions;
  target: RoutingTarget;
}

const NOBODY: Duty = { onDuty: [], onCall: [], outOfOffice: [] };

/** Asks the rules who gets a lead. */
@Injectable()
export class RoutingService {
  constructor(
    private readonly duty: DutyQueries,
    private readonly organisation: OrganisationService,
    private readonly leadFacts: LeadFactsQueries,
  ) {}

  /**
   * Who gets a lead of these facts now, by the active rules. `except`: colleagues who had it and did not
   * act; `duty`: who works and what they have, unless the caller knows.
   */
  async choose(
    manager: EntityManager,
    facts: RoutingFacts,
    now: Date,
    {
      except = [],
      duty: dutyNow = () => this.dutyAt(manager, now),
    }: { except?: readonly string[]; duty?: () => Promise<Duty> } = {},
  ): Promise<Routed> {
    const rules = await this.#rules(manager, true);
    const asksHours = rules.some(({ conditions }) => conditions.hours);
    const open = !asksHours || (await this.#open(manager, now));
    // Most leads go to the queue: then nobody need know who is on duty.
    const first = rules.find(({ conditions }) => applies(conditions, facts, open));
    const asksDuty = first !== undefined && first.target.kind !== 'queue';
    const duty = asksDuty ? await dutyNow() : NOBODY;
    return route(facts, rules, { duty, open, except });
  }

  /** Who would get it at `at`, with every rule's answer in words. Changes nothing. */
  async dryRun(manager: EntityManager, facts: RoutingFacts, at: Date): Promise<RoutingAnswer> {
    const rules = await this.#rules(manager, false);
    const duty = await this.duty.at(manager, at);
    const names = await routingNames(manager);
    const open = await this.#open(manager, at);
    return answerOf(route(facts, rules, { duty, open, names }), facts, names, at);
  }

  /** Who works at a time, and what they have. */
  dutyAt(manager: EntityManager, at: Date): Promise<Duty> {
    return this.duty.at(manager, at);
  }

  /** The facts of a lead as it is now. Throws `lead.not_found`. */
  factsOf(manager: EntityManager, leadId: string): Promise<RoutingFacts> {
    return this.leadFacts.of(manager, leadId);
  }

  async #open(manager: EntityManager, at: Date): Promise<boolean> {
    const { hours, timeZone } = await this.organisation.workingTime(manager);
    return isOpen(at, hours, timeZone);
  }

  #rules(manager: EntityManager, activeOnly: boolean): Promise<RoutingRule[]> {
    return readOnce(manager, `routing-rules:${activeOnly}`, () =>
      manager.query<RuleRow[]>(
        `SELECT id, name, active, conditions, target FROM routing_rule
         WHERE active OR NOT $1 ORDER BY position, id`,
        [activeOnly],
      ),
    );
  }
}

function applies(conditions: RoutingConditions, facts: RoutingFacts, open: boolean): boolean {
  return unmetConditions(conditions, facts, { open }).length === 0;
}
