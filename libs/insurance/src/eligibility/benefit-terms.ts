import type { Amounts, BenefitTerms, Network } from '#contract';
import type { Benefit, EligibilityAnswer } from './answer.js';
import { serviceTypesOf } from './service-types.js';

const ACTIVE = new Set(['1', '2', '3', '4', '5']);
const INACTIVE = new Set(['6', '7', '8']);
const NOT_COVERED = new Set(['I', 'E']);
/** EB06: what is left, rather than all of it. */
const REMAINING = '29';
/** EB06 of a copay. */
const COPAY_PERIODS: Readonly<Record<string, 'visit' | 'day' | 'admission'>> = {
  '27': 'visit',
  '7': 'day',
  '36': 'admission',
};
/** EB09 in words. */
const UNITS: Readonly<Record<string, string>> = {
  DY: 'days',
  VS: 'visits',
  HS: 'hours',
  MN: 'months',
  YY: 'years',
  P6: 'services',
  '99': 'used',
};
/** EB06 in words. */
const PERIODS: Readonly<Record<string, string>> = {
  '21': 'years',
  '22': 'service year',
  '23': 'calendar year',
  '24': 'year to date',
  '25': 'contract',
  '26': 'episode',
  '27': 'visit',
  '32': 'lifetime',
  '34': 'month',
  '35': 'week',
  '36': 'admission',
};
const MOST_NOTES = 30;

/** What an answer says of each asked level of care, in each network. */
export function benefitTerms(
  answer: EligibilityAnswer,
  levelsOfCare: readonly string[],
): BenefitTerms[] {
  return levelsOfCare.flatMap((level) =>
    (['in', 'out'] as const).map((network) => termsOf(answer.benefits, level, network)),
  );
}

/**
 * One level of care in one network. The nearest service type that says something counts; deductible and
 * out-of-pocket maximum come from the plan as a whole (30) unless the service has its own. Where places of
 * service differ, the least and the most are kept; of contradicting words on authorisation the strictest.
 */
function termsOf(
  benefits: readonly Benefit[],
  levelOfCare: string,
  network: Network,
): BenefitTerms {
  const types = serviceTypesOf(levelOfCare);
  const here = benefits.filter((benefit) => holdsIn(benefit, network));
  const about = here.filter(({ serviceTypes }) =>
    serviceTypes.some((type) => types.includes(type)),
  );
  const general = [...types, '30'];
  return {
    levelOfCare,
    network,
    covered: coveredIn(benefits, about, types, network),
    deductible: amountsOf(here, general, 'C', ['IND', null]),
    familyDeductible: amountsOf(here, ['30'], 'C', ['FAM']),
    outOfPocket: amountsOf(here, general, 'G', ['IND', null]),
    familyOutOfPocket: amountsOf(here, ['30'], 'G', ['FAM']),
    copay: copayOf(here, general),
    coinsurance: coinsuranceOf(here, general),
    authorisation: authorisationIn(about),
    limits: limitsOf(about),
    notes: [...new Set(about.flatMap(({ messages }) => messages))].slice(0, MOST_NOTES),
    serviceTypes: [...new Set(about.flatMap(({ serviceTypes }) => serviceTypes))].filter((type) =>
      types.includes(type),
    ),
  };
}

/** What does not name a network holds in both. */
function holdsIn({ network }: Benefit, wanted: Network): boolean {
  return network === wanted || network === 'both' || network === 'unknown' || network === null;
}

/**
 * Covered, by the nearest service type that says so or says not. Cost shares told for a service of one
 * network say that it is covered there. Out of network nothing follows from words that name no network.
 */
function coveredIn(
  benefits: readonly Benefit[],
  about: readonly Benefit[],
  types: readonly string[],
  network: Network,
): BenefitTerms['covered'] {
  for (const type of types) {
    const said = about.filter(({ serviceTypes }) => serviceTypes.includes(type));
    if (said.some(({ code }) => NOT_COVERED.has(code))) return 'no';
    if (said.some(({ code }) => INACTIVE.has(code))) return 'no';
    const named = said.filter(
      (benefit) => benefit.network === network || benefit.network === 'both',
    );
    if (named.some(({ code }) => ACTIVE.has(code) || ['A', 'B', 'C', 'CB'].includes(code)))
      return 'yes';
    if (network === 'in' && said.some(({ code }) => ACTIVE.has(code))) return 'yes';
  }
  const anywhere = benefits.some(
    ({ code, serviceTypes }) => INACTIVE.has(code) && serviceTypes.includes('30'),
  );
  return anywhere ? 'no' : 'unknown';
}

/** All of it and what is left, both told for the same service type: mixing two would be neither. */
function amountsOf(
  here: readonly Benefit[],
  types: readonly string[],
  code: string,
  levels: readonly (string | null)[],
): Amounts {
  for (const type of types) {
    const said = here.filter(
      (benefit) =>
        benefit.code === code &&
        benefit.amount !== null &&
        levels.includes(benefit.level) &&
        benefit.serviceTypes.includes(type),
    );
    if (said.length === 0) continue;
    const total = most(said.filter(({ period }) => period !== REMAINING));
    const left = most(said.filter(({ period }) => period === REMAINING));
    const remaining = total === 0 ? 0 : left;
    const met = total !== null && remaining !== null ? Math.max(0, total - remaining) : null;
    return { total, met, remaining };
  }
  return { total: null, met: null, remaining: null };
}

function copayOf(here: readonly Benefit[], types: readonly string[]): BenefitTerms['copay'] {
  const said = nearest(here, types, ({ code, amount }) => code === 'B' && amount !== null);
  const amounts = said.flatMap(({ amount }) => amount ?? []);
  const [first] = said;
  if (!first) return null;
  const per = COPAY_PERIODS[first.period ?? ''] ?? 'service';
  return { low: Math.min(...amounts), high: Math.max(...amounts), per };
}

function coinsuranceOf(here: readonly Benefit[], types: readonly string[]) {
  const said = nearest(here, types, ({ code, percent }) => code === 'A' && percent !== null);
  const percents = said.flatMap(({ percent }) => percent ?? []);
  if (percents.length === 0) return null;
  return { low: Math.min(...percents), high: Math.max(...percents) };
}

function nearest(
  here: readonly Benefit[],
  types: readonly string[],
  wanted: (benefit: Benefit) => boolean,
): readonly Benefit[] {
  for (const type of types) {
    const said = here.filter(
      (benefit) =>
        benefit.serviceTypes.includes(type) && wanted(benefit) && benefit.level !== 'FAM',
    );
    if (said.length > 0) return said;
  }
  return [];
}

function authorisationIn(about: readonly Benefit[]): BenefitTerms['authorisation'] {
  const said = new Set(about.map(({ authorisation }) => authorisation));
  const text = about.flatMap(({ messages }) => messages).join(' ');
  if (
    said.has('yes') ||
    /\b(prior|pre-?)\s?(authoriz|authoris|certif)\w*\s+(is\s+)?required/i.test(text)
  ) {
    return 'required';
  }
  if (said.has('unknown')) return 'unknown';
  return said.has('no') ? 'not_required' : 'unknown';
}

/** Limits (EB01 F), all and left of one unit and period put together. */
function limitsOf(about: readonly Benefit[]): BenefitTerms['limits'] {
  const limits = new Map<string, BenefitTerms['limits'][number]>();
  for (const { code, quantity, period } of about) {
    if (code !== 'F' || !quantity) continue;
    const unit = UNITS[quantity.unit] ?? quantity.unit;
    const limit = limits.get(unit) ?? {
      unit,
      total: null,
      used: null,
      remaining: null,
      period: null,
    };
    if (period === REMAINING) limit.remaining ??= quantity.count;
    else {
      limit.total ??= quantity.count;
      limit.period ??= (period && PERIODS[period]) ?? null;
    }
    limits.set(unit, limit);
  }
  return [...limits.values()].map((limit) => ({
    ...limit,
    used:
      limit.total !== null && limit.remaining !== null
        ? Math.max(0, limit.total - limit.remaining)
        : limit.used,
  }));
}

function most(benefits: readonly Benefit[]): number | null {
  const amounts = benefits.flatMap(({ amount }) => amount ?? []);
  return amounts.length > 0 ? Math.max(...amounts) : null;
}
