import {
  countedAnswers,
  type LeadEdit,
  LEVELS_OF_CARE,
  type ScreenerAnswers,
  type UrgencyReason,
} from '#contract';
import { URGENCY_RULES, URGENCY_RULES_VERSION } from '../urgency/rules.js';
import type { AnsweredRisk } from '../urgency/screener-rules.js';
import { moreUrgent, type Triage, triage } from '../urgency/triage.js';

/** What is known of the lead beside the answers. */
export interface ScreenedLead {
  age: number | null;
  pregnant: string | null;
  whenWanted: string | null;
  substances: readonly string[];
}

const FULL_ZIP = /^\d{5}(-\d{4})?$/;

/** Answers that are risks, by question: which code is which. */
const RISKS: readonly { question: string; code: string; risk: AnsweredRisk }[] = [
  { question: 'use.stopping', code: 'yes', risk: 'stopping' },
  { question: 'use.overdose', code: 'month', risk: 'recent_overdose' },
  { question: 'withdrawal.history', code: 'seizure', risk: 'withdrawal_before' },
  { question: 'withdrawal.history', code: 'delirium', risk: 'withdrawal_before' },
  { question: 'withdrawal.released', code: 'yes', risk: 'just_released' },
];

/**
 * The urgency that the answers give by the rules, with those that fired. What is not known yet raises
 * nothing here: the screener is still asking. Null when no rule fires.
 */
export function screenedTriage(answers: ScreenerAnswers, lead: ScreenedLead): Triage | null {
  const counted = countedAnswers(answers);
  const fired = triage({
    substances: [
      ...lead.substances,
      ...codes(counted, 'use.substances'),
      words(counted, 'use.other'),
    ],
    age: number(counted, 'health.age') ?? lead.age,
    pregnant: code(counted, 'health.pregnant') ?? lead.pregnant,
    when: code(counted, 'wanted.when') ?? lead.whenWanted,
    answered: answeredRisks(counted),
  });
  const reasons = fired.reasons.filter(({ rule }) => !rule.startsWith('unknown.'));
  if (reasons.length === 0) return null;
  const urgency = reasons.map(urgencyOf).reduce(moreUrgent);
  return { urgency, reasons, rulesVersion: URGENCY_RULES_VERSION, safetyNotes: fired.safetyNotes };
}

/** What of the answers belongs on the lead; only what was answered. */
export function leadFieldsOf(
  answers: ScreenerAnswers,
  lead: ScreenedLead,
): Omit<LeadEdit, 'version'> {
  const counted = countedAnswers(answers);
  const zip = words(counted, 'location.zip');
  const age = number(counted, 'health.age');
  const pregnant = code(counted, 'health.pregnant');
  const level = code(counted, 'wanted.level');
  const payment = code(counted, 'coverage.payment');
  const substances = codes(counted, 'use.substances').filter((one) => one !== 'unknown');
  return {
    ...(FULL_ZIP.test(zip) ? { zip } : {}),
    ...(age === null ? {} : { age }),
    ...(isPregnancy(pregnant) ? { pregnant } : {}),
    ...(level && LEVELS_OF_CARE.some((known) => known.code === level)
      ? { levelRequested: level }
      : {}),
    ...(isPayment(payment) ? { payment } : {}),
    ...(substances.length > 0
      ? { substances: [...new Set([...lead.substances, ...substances])] }
      : {}),
  };
}

/** When they want to start, if they said. */
export function whenWantedOf(answers: ScreenerAnswers): string | null {
  return code(countedAnswers(answers), 'wanted.when');
}

/** The age and whether the ZIP is whole, for the rule on minors. */
export function ageOf(answers: ScreenerAnswers): number | null {
  return number(countedAnswers(answers), 'health.age');
}

/** The whole ZIP that was typed, or null. */
export function zipOf(answers: ScreenerAnswers): string | null {
  const zip = words(countedAnswers(answers), 'location.zip');
  return FULL_ZIP.test(zip) ? zip : null;
}

function answeredRisks(counted: ScreenerAnswers): AnsweredRisk[] {
  const signs = codes(counted, 'safety.signs').filter((sign) => sign !== 'none') as AnsweredRisk[];
  const risks = RISKS.filter(({ question, code: wanted }) =>
    codes(counted, question).includes(wanted),
  ).map(({ risk }) => risk);
  return [...new Set([...signs, ...risks])];
}

function urgencyOf({ rule }: UrgencyReason) {
  return URGENCY_RULES.find(({ id }) => id === rule)?.urgency ?? 'P3';
}

function codes(answers: ScreenerAnswers, question: string): string[] {
  const answer = answers[question];
  if (Array.isArray(answer)) return answer;
  return typeof answer === 'string' ? [answer] : [];
}

function code(answers: ScreenerAnswers, question: string): string | null {
  return codes(answers, question)[0] ?? null;
}

function words(answers: ScreenerAnswers, question: string): string {
  const answer = answers[question];
  return typeof answer === 'string' ? answer : '';
}

function number(answers: ScreenerAnswers, question: string): number | null {
  const answer = answers[question];
  return typeof answer === 'number' ? answer : null;
}

function isPregnancy(value: string | null): value is 'yes' | 'no' | 'unknown' {
  return value === 'yes' || value === 'no' || value === 'unknown';
}

function isPayment(value: string | null): value is NonNullable<LeadEdit['payment']> {
  return ['coverage', 'self_pay', 'state_funded', 'scholarship', 'unknown'].includes(value ?? '');
}
