import type { DangerSign, Urgency } from '#contract';

/** What somebody answered when asked about a risk. */
export type AnsweredRisk =
  | Exclude<DangerSign, 'none'>
  | 'stopping'
  | 'withdrawal_before'
  | 'recent_overdose'
  | 'just_released';

/** One risk that a screener asks about. */
interface AskedRule {
  readonly answer: AnsweredRisk;
  readonly urgency: Urgency;
  readonly because: string;
}

const p0 = (answer: AnsweredRisk, because: string): AskedRule => ({
  answer,
  urgency: 'P0',
  because,
});
const p1 = (answer: AnsweredRisk, because: string): AskedRule => ({
  answer,
  urgency: 'P1',
  because,
});

/** Answers to the screener's questions, each with the level of docs/domain.md, "Urgency". */
const ASKED: readonly AskedRule[] = [
  p0('overdose', 'Asked: an overdose now.'),
  p0('unresponsive', 'Asked: somebody cannot be woken.'),
  p0('breathing', 'Asked: trouble breathing.'),
  p0('chest_pain', 'Asked: chest pain.'),
  p0('seizure', 'Asked: a seizure now.'),
  p0('confusion', 'Asked: severe confusion.'),
  p0('hallucinations', 'Asked: hallucinations.'),
  p0('suicide', 'Asked: thoughts of suicide or self-harm.'),
  p0('violence', 'Asked: danger from another person.'),
  p0('child', 'Asked: a child is at risk.'),
  p1('stopping', 'Asked: stopping now a substance whose sudden stop can be dangerous.'),
  p1('withdrawal_before', 'Asked: an earlier withdrawal seizure or delirium.'),
  p1('recent_overdose', 'Asked: an overdose in the last month.'),
  p1('just_released', 'Asked: just out of jail, prison, hospital or detox.'),
];

/** The rules of the screener's answers, in the shape of all others. */
export const SCREENER_RULES = ASKED.map(({ answer, urgency, because }) => ({
  id: `asked.${answer}`,
  urgency,
  because,
  fires: (facts: { answered?: readonly string[] | null | undefined }) =>
    facts.answered?.includes(answer) ?? false,
}));
