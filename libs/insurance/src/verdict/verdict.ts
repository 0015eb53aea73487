import type { BenefitTerms, PayerRefusal, PlanSummary, Verdict, VerdictReason } from '#contract';
import { levelInWords } from '../eligibility/service-types.js';

/** Goes up with every change of the rules below; each verdict keeps the version that gave it. */
export const VERDICT_RULES_VERSION = 1;

/** What a verdict is given on. */
export interface VerdictFacts {
  /** The day it is asked for, `YYYY-MM-DD`. */
  on: string;
  levelsOfCare: readonly string[];
  /** Null: the payer said nothing that can be used. */
  summary: PlanSummary | null;
  terms: readonly BenefitTerms[];
  refusals: readonly PayerRefusal[];
  /** The lead has another coverage beside this one. */
  anotherCoverage: boolean;
}

export interface VerdictGiven {
  verdict: Verdict;
  reasons: VerdictReason[];
  rulesVersion: number;
}

/**
 * Whether this coverage pays for the asked levels of care. Of the plan's own reasons the worst decides;
 * of the levels the best does, for one that is covered is a way in. An answer with a hole in it is never
 * viable: what is not known needs more.
 */
export function verdictOf(facts: VerdictFacts): VerdictGiven {
  const plan = planReasons(facts);
  const levels = facts.levelsOfCare.map((level) => levelReasons(level, facts));
  const stopping = plan.filter(({ verdict }) => verdict === 'not_viable');
  if (stopping.length > 0) return given('not_viable', stopping);
  const best = bestOf(levels.map((reasons) => worstOf(reasons)));
  return given(worstOf([...plan, { verdict: best }]), [...plan, ...levels.flat()]);
}

function planReasons({ on, summary, refusals, anotherCoverage }: VerdictFacts): VerdictReason[] {
  if (!summary) {
    const because = refusals.map(({ sentence, toDo }) => `${sentence} ${toDo}`);
    return because.length > 0
      ? because.map((said) => about('no_answer', 'needs_more', said))
      : [about('no_answer', 'needs_more', 'Nobody knows yet what the plan says.')];
  }
  const reasons: VerdictReason[] = [];
  const { begins, ends } = summary;
  if (ends && ends < on) reasons.push(about('ended', 'not_viable', `The plan ended on ${ends}.`));
  else if (begins && begins > on) {
    reasons.push(about('not_begun', 'needs_more', `The plan begins on ${begins} only.`));
  } else if (summary.active === 'inactive') {
    reasons.push(about('inactive', 'not_viable', 'The payer says that the plan is not active.'));
  } else if (summary.active === 'unknown') {
    reasons.push(
      about('active_unknown', 'needs_more', 'The payer did not say whether the plan is active.'),
    );
  }
  if (summary.inGrace) {
    reasons.push(
      about(
        'grace',
        'needs_more',
        'Premiums are owed: what is paid now may be taken back. Ask until when they can be paid.',
      ),
    );
  }
  if (summary.cobra === 'pending') {
    reasons.push(
      about(
        'cobra_pending',
        'needs_more',
        'COBRA is not in force yet: it has to be chosen and paid first.',
      ),
    );
  }
  for (const { name, phone } of summary.carveOuts) {
    reasons.push(
      about(
        'carve_out',
        'needs_more',
        `Behavioral health is handled by ${name}${phone ? ` (${phone})` : ''}: check there.`,
      ),
    );
  }
  if (!anotherCoverage && summary.otherPayers.length > 0) {
    const names = summary.otherPayers.map(({ name }) => name).join(', ');
    reasons.push(
      about(
        'other_payer',
        'needs_more',
        `The payer knows of other insurance (${names}): find out which pays first.`,
      ),
    );
  }
  if (summary.facilityExclusions) {
    reasons.push(
      about(
        'facility_exclusions',
        'viable',
        `The plan does not pay every kind of facility: ${summary.facilityExclusions}`,
      ),
    );
  }
  return reasons;
}

function levelReasons(level: string, { terms }: VerdictFacts): VerdictReason[] {
  const name = levelInWords(level);
  const at = (rule: string, verdict: Verdict, because: string): VerdictReason => ({
    ...about(rule, verdict, because),
    levelOfCare: level,
  });
  if (level === 'sober_living') {
    return [at('no_benefit', 'not_viable', 'Health plans do not cover sober living.')];
  }
  const [inside, outside] = (['in', 'out'] as const).map((network) =>
    terms.find((one) => one.levelOfCare === level && one.network === network),
  );
  const open = [inside, outside].filter((one) => one?.covered === 'yes');
  if (open.length === 0) {
    const refused = inside?.covered === 'no' && outside?.covered !== 'unknown';
    return refused
      ? [at('not_covered', 'not_viable', `${name} is not covered.`)]
      : [
          at(
            'not_said',
            'needs_more',
            `The payer did not say whether ${name.toLowerCase()} is covered.`,
          ),
        ];
  }
  const usedUp = open.every((one) => one?.limits.some(({ remaining }) => remaining === 0));
  if (usedUp)
    return [at('used_up', 'not_viable', `${name}: the days or visits of this year are used up.`)];
  const reasons = [at('covered', 'viable', `${name} is covered ${where(inside, outside)}.`)];
  if (open.some((one) => one?.authorisation === 'required')) {
    reasons.push(at('authorisation', 'viable', `${name} has to be authorized before admission.`));
  } else if (open.every((one) => one?.authorisation === 'unknown')) {
    reasons.push(
      at(
        'authorisation_unknown',
        'viable',
        `Ask whether ${name.toLowerCase()} has to be authorized before admission.`,
      ),
    );
  }
  return reasons;
}

function where(inside: BenefitTerms | undefined, outside: BenefitTerms | undefined): string {
  if (inside?.covered === 'yes' && outside?.covered === 'yes') return 'in and out of network';
  if (inside?.covered !== 'yes') return 'out of network only';
  return outside?.covered === 'no' ? 'in network only' : 'in network';
}

function about(rule: string, verdict: Verdict, because: string): VerdictReason {
  return { rule, verdict, because, levelOfCare: null };
}

/** From the worst to the best. */
const ORDER: readonly Verdict[] = ['not_viable', 'needs_more', 'viable'];

function worstOf(reasons: readonly { verdict: Verdict }[]): Verdict {
  return ORDER.find((one) => reasons.some(({ verdict }) => verdict === one)) ?? 'viable';
}

function bestOf(verdicts: readonly Verdict[]): Verdict {
  return ORDER.findLast((one) => verdicts.includes(one)) ?? 'needs_more';
}

function given(verdict: Verdict, reasons: VerdictReason[]): VerdictGiven {
  return { verdict, reasons, rulesVersion: VERDICT_RULES_VERSION };
}
