import type { Urgency, UrgencyReason } from '#contract';
import {
  dangerousToStop,
  type TriageFacts,
  URGENCY_RULES,
  URGENCY_RULES_VERSION,
} from './rules.js';

/** An urgency with all that gave it. */
export interface Triage {
  urgency: Urgency;
  /** Every rule that fired, the most urgent first. */
  reasons: UrgencyReason[];
  rulesVersion: number;
  /** What the person must be told; never medical advice. */
  safetyNotes: string[];
}

const ORDER: readonly Urgency[] = ['P0', 'P1', 'P2', 'P3'];

/**
 * Works out how urgent a request is: the most urgent rule that fires gives the level. It is an order
 * of who is called first, not a diagnosis; where the words leave a doubt the higher level stands.
 */
export function triage(facts: TriageFacts): Triage {
  const fired = URGENCY_RULES.filter((rule) => rule.fires(facts));
  const urgency = fired.reduce<Urgency>((most, rule) => moreUrgent(most, rule.urgency), 'P3');
  const reasons = ORDER.flatMap((level) =>
    fired
      .filter((rule) => rule.urgency === level)
      .map(({ id, because }) => ({ rule: id, because })),
  );
  return {
    urgency,
    reasons,
    rulesVersion: URGENCY_RULES_VERSION,
    safetyNotes: safetyNotes(reasons, dangerousToStop(facts)),
  };
}

/** The more urgent of two levels. */
export function moreUrgent(one: Urgency, other: Urgency): Urgency {
  return ORDER.indexOf(one) <= ORDER.indexOf(other) ? one : other;
}

/**
 * The triage of a lead after another inquiry joined it: the level never falls, and the reasons of
 * both are kept, each rule once.
 */
export function mergeTriage(
  current: Pick<Triage, 'urgency' | 'reasons'>,
  added: Omit<Triage, 'safetyNotes'>,
): Pick<Triage, 'urgency' | 'reasons' | 'rulesVersion'> {
  const known = new Set(added.reasons.map(({ rule }) => rule));
  const reasons = [...added.reasons, ...current.reasons.filter(({ rule }) => !known.has(rule))];
  return {
    urgency: moreUrgent(current.urgency, added.urgency),
    reasons: reasons.toSorted((one, other) => rankOf(one) - rankOf(other)),
    rulesVersion: added.rulesVersion,
  };
}

/** Most urgent first, then as the rules stand; a rule of an older version comes last. */
const RANKED = ORDER.flatMap((level) =>
  URGENCY_RULES.filter(({ urgency }) => urgency === level).map(({ id }) => id),
);

function rankOf({ rule }: UrgencyReason): number {
  const rank = RANKED.indexOf(rule);
  return rank < 0 ? RANKED.length : rank;
}

const NOTES: readonly { note: string; rules: readonly string[] }[] = [
  {
    note: 'Someone may be in danger: ask where they are and a number to call back first. In an emergency they call 911; for thoughts of suicide they call or text 988.',
    rules: [
      'danger.said',
      'danger.overdose',
      'asked.overdose',
      'danger.unresponsive',
      'asked.unresponsive',
      'danger.breathing',
      'asked.breathing',
      'danger.chest_pain',
      'asked.chest_pain',
      'danger.seizure',
      'asked.seizure',
      'danger.confusion',
      'asked.confusion',
      'danger.hallucinations',
      'asked.hallucinations',
      'danger.suicide',
      'asked.suicide',
      'danger.child',
      'asked.child',
    ],
  },
  {
    note: 'Danger from another person: leave no voicemail and send no text. The National Domestic Violence Hotline is 1-800-799-7233.',
    rules: ['danger.violence', 'asked.violence'],
  },
];

/** Said to whoever uses one of the substances whose sudden stop can be dangerous. */
export const STOPPING_NOTE = 'Do not stop suddenly on your own; withdrawal can be dangerous.';

/** Rules that carry {@link STOPPING_NOTE} by themselves. */
const STOPPING_RULES = [
  'risk.stopping',
  'risk.sedative_adulterant',
  'risk.withdrawal_before',
  'asked.stopping',
  'asked.withdrawal_before',
];

/** What must be said for safety, from the rules that fired and the substances on the lead. */
export function safetyNotes(
  reasons: readonly UrgencyReason[],
  substances: readonly string[],
): string[] {
  const fired = new Set(reasons.map(({ rule }) => rule));
  const notes = NOTES.filter(({ rules }) => rules.some((rule) => fired.has(rule))).map(
    ({ note }) => note,
  );
  const dangerous = new Set([
    'alcohol',
    'benzodiazepines',
    'barbiturates',
    'other_sedatives',
    'xylazine',
  ]);
  const stopping =
    STOPPING_RULES.some((rule) => fired.has(rule)) ||
    substances.some((code) => dangerous.has(code));
  return stopping ? [...notes, STOPPING_NOTE] : notes;
}
