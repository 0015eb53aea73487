import type { EligibilityAnswer } from './answer.js';

/**
 * Several answers about one member, each to a service type of its own, as one. What a payer repeats in
 * each of them counts once.
 */
export function combineAnswers(answers: readonly EligibilityAnswer[]): EligibilityAnswer {
  const first = <T>(pick: (answer: EligibilityAnswer) => T | null): T | null =>
    answers.map(pick).find((value) => value !== null) ?? null;
  return {
    payer: first(({ payer }) => payer),
    subscriber: first(({ subscriber }) => subscriber),
    dependent: first(({ dependent }) => dependent),
    planDates: unlike(answers.flatMap(({ planDates }) => planDates)),
    benefits: unlike(answers.flatMap(({ benefits }) => benefits)),
    errors: unlike(answers.flatMap(({ errors }) => errors)),
  };
}

function unlike<T>(all: readonly T[]): T[] {
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}
