import { type BenefitCheckView, type Language } from '#contract';

/** What of a benefit check its patient may read on their own page. */
export type CheckedCoverage = Pick<BenefitCheckView, 'verdict' | 'cost'>;

const WORDS = {
  en: {
    viable: 'We asked your insurance. By its answer it pays for care of the kind you asked about.',
    not_viable:
      'We asked your insurance. By its answer it would not pay here. There are other ways to pay: call us, and we look at them together.',
    needs_more:
      'We asked your insurance, and its answer leaves something open. A person is finding out the rest.',
    differs:
      'What you would pay differs from one kind of care to another. Call us: a person goes through it with you.',
  },
  es: {
    viable:
      'Preguntamos a su seguro. Según su respuesta, paga la atención del tipo que usted preguntó.',
    not_viable:
      'Preguntamos a su seguro. Según su respuesta, aquí no pagaría. Hay otras formas de pagar: llámenos y las vemos juntos.',
    needs_more:
      'Preguntamos a su seguro, y su respuesta deja algo abierto. Una persona está averiguando lo demás.',
    differs:
      'Lo que pagaría cambia de un tipo de atención a otro. Llámenos: una persona lo repasa con usted.',
  },
} as const;

/**
 * The answer of an insurance in sentences that name no kind of care, so that a lost link tells as little as it can: what
 * it means, what it costs where that is the same for all that was asked, and on which assumptions. Never a promise.
 */
export function coverageSentences(
  { verdict, cost }: CheckedCoverage,
  language: Language,
): string[] {
  const words = WORDS[language];
  const said = verdict === 'viable' || verdict === 'not_viable' ? verdict : 'needs_more';
  const spoken = cost.find((one) => one.language === language);
  if (!spoken || said !== 'viable') return [words[said]];
  const [first, ...others] = spoken.levels.map(({ sentences }) => sentences);
  const same = others.every((one) => one.join(' ') === first?.join(' '));
  const amounts = same ? [...new Set(first ?? [])] : [words.differs];
  return [words[said], ...amounts, ...spoken.assumptions];
}
