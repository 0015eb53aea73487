import type {
  RoutingAnswer,
  RoutingConditions,
  RoutingFacts,
  RoutingTarget,
  RuleTried,
} from '#contract';
import type { Duty } from '#duty';
import { findTarget } from './find-target.js';
import { unmetConditions } from './match-conditions.js';

/** A rule as far as deciding goes. */
export interface RoutingRule {
  id: string;
  name: string;
  active: boolean;
  conditions: RoutingConditions;
  target: RoutingTarget;
}

/** What decides beside the lead: who works, whether we are open, and whom not to give it. */
export interface RoutingContext {
  duty: Duty;
  open: boolean;
  /** Colleagues who do not get it: they had it and did not act. */
  except?: readonly string[];
  /** Names of sources, payers, teams and colleagues by id, for the words of a dry run. */
  names?: ReadonlyMap<string, string>;
}

/** Who gets a lead. Both null: it waits in the queue. */
export interface Routed {
  ruleId: string | null;
  ownerId: string | null;
  teamId: string | null;
  why: string[];
  rules: RuleTried[];
}

/**
 * Asks the rules in their order who gets a lead. The first whose conditions hold and whose target
 * finds somebody decides; without one the lead waits in the queue. Sees nothing of money paid to us:
 * neither facts nor rules have a field for it.
 */
export function route(
  facts: RoutingFacts,
  rules: readonly RoutingRule[],
  context: RoutingContext,
): Routed {
  const tried: RuleTried[] = [];
  let decided: Omit<Routed, 'rules'> | null = null;
  for (const rule of rules) {
    const one = (matched: boolean, because: string[], decides = false): RuleTried => ({
      ruleId: rule.id,
      name: rule.name,
      matched,
      decided: decides,
      because,
    });
    if (!rule.active) {
      tried.push(one(false, ['It is switched off.']));
      continue;
    }
    const unmet = unmetConditions(rule.conditions, facts, context);
    if (unmet.length > 0) {
      tried.push(one(false, unmet));
      continue;
    }
    if (decided) {
      tried.push(one(true, ['An earlier rule decided.']));
      continue;
    }
    const found = findTarget(rule.target, facts, context);
    tried.push(one(true, found.because, found.found));
    if (!found.found) continue;
    const { ownerId, teamId } = found;
    decided = { ruleId: rule.id, ownerId, teamId, why: [`Rule “${rule.name}”.`, ...found.because] };
  }
  const none = { ruleId: null, ownerId: null, teamId: null, why: ['No rule decided: the queue.'] };
  return { ...(decided ?? none), rules: tried };
}

/** The answer of a dry run. */
export function answerOf(
  routed: Routed,
  facts: RoutingFacts,
  names: ReadonlyMap<string, string>,
  at: Date,
): RoutingAnswer {
  const ownerName = routed.ownerId ? (names.get(routed.ownerId) ?? null) : null;
  return { at: at.toISOString(), ...routed, ownerName, facts };
}
