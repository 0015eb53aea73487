import { type BenefitTerms, type CostInWords, type Language } from '#contract';
import { type CostWords, EN, ES } from './cost-words.js';

/**
 * What the person would pay, in words they can use: what is left of the deductible, their share after it,
 * the most it can come to. Amounts are rounded up to ten dollars, so that nobody is told less than the plan
 * says; spans are told as spans; what is not known is said to be. Never a promise: the assumptions go with it.
 * @param on the day the plan was asked, `YYYY-MM-DD`
 */
export function costInWords(
  terms: readonly BenefitTerms[],
  on: string,
  language: Language,
): CostInWords {
  const words = language === 'es' ? ES : EN;
  const levels = [...new Set(terms.map(({ levelOfCare }) => levelOfCare))].map((levelOfCare) => ({
    levelOfCare,
    label: words.level(levelOfCare),
    sentences: terms
      .filter((one) => one.levelOfCare === levelOfCare)
      .flatMap((one) => sentencesOf(one, words)),
  }));
  const outside = terms.some(({ network, covered }) => network === 'out' && covered === 'yes');
  return {
    language,
    headline: words.headline,
    levels:
      levels.length > 0
        ? levels
        : [{ levelOfCare: '', label: '', sentences: [words.nothingKnown] }],
    assumptions: [
      words.asOf(dayInWords(on, language)),
      ...words.assumptions,
      ...(outside ? [words.balanceBilling] : []),
    ],
  };
}

function sentencesOf(terms: BenefitTerms, words: CostWords): string[] {
  const where = words.network(terms.network);
  if (terms.covered === 'no') return [`${where}: ${words.notCovered}.`];
  const parts = [...deductible(terms, words), ...shares(terms, words)];
  if (parts.length === 0) return terms.network === 'out' ? [] : [`${where}: ${words.notSaid}.`];
  const sentences = [`${where}: ${parts.join('; ')}.`];
  const { remaining } = terms.outOfPocket;
  if (remaining === 0) sentences.push(words.mostReached);
  else if (remaining !== null) sentences.push(words.most(dollars(remaining)));
  if (terms.authorisation === 'required') sentences.push(words.authorisation);
  for (const { remaining: left, unit } of terms.limits) {
    if (left !== null) sentences.push(words.limit(String(left), unit));
  }
  return sentences;
}

function deductible(
  { deductible: { total, remaining } }: BenefitTerms,
  words: CostWords,
): string[] {
  if (remaining !== null && remaining > 0) return [words.deductibleLeft(dollars(remaining))];
  if (total === 0) return [words.noDeductible];
  if (remaining === 0) return [words.deductibleMet];
  return total === null ? [] : [words.deductibleWhole(dollars(total))];
}

function shares(
  { copay, coinsurance, deductible: { remaining, total } }: BenefitTerms,
  words: CostWords,
): string[] {
  const parts: string[] = [];
  const first = (remaining ?? total ?? 0) > 0;
  if (coinsurance) {
    const { low, high } = coinsurance;
    if (high === 0) {
      if (first) parts.push(words.nothingAfter);
      else if (!copay) parts.push(words.share('0 %'));
    } else {
      const percent = low === high ? `${high} %` : words.between(`${low} %`, `${high} %`);
      parts.push(first ? words.thenShare(percent) : words.share(percent));
    }
  }
  if (copay && copay.high > 0) {
    const { low, high, per } = copay;
    const amount = low === high ? exact(high) : words.between(exact(low), exact(high));
    parts.push(words.copay(amount, per));
  }
  return parts;
}

/** Rounded up to ten dollars; below a hundred to one. */
function dollars(cents: number): string {
  const step = cents < 10_000 ? 100 : 1000;
  return `$${(Math.ceil(cents / step) * (step / 100)).toLocaleString('en-US')}`;
}

/** A copay is told as the plan has it. */
function exact(cents: number): string {
  const whole = cents % 100 === 0;
  return `$${(cents / 100).toLocaleString('en-US', { minimumFractionDigits: whole ? 0 : 2 })}`;
}

function dayInWords(day: string, language: Language): string {
  return new Date(`${day}T12:00:00Z`).toLocaleDateString(language === 'es' ? 'es-US' : 'en-US', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}
