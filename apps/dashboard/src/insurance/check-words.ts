import {
  type Amounts,
  type BenefitCheckRow,
  type BenefitTerms,
  CHECK_STATES,
  COPAY_PER,
  labelOf,
  LEVELS_OF_CARE,
  type PlanSummary,
  VERDICTS,
} from '#contract';

/** The levels of care of a check, by name. */
export const levelsInWords = (codes: readonly string[]): string =>
  codes.map((code) => labelOf(LEVELS_OF_CARE, code)).join(', ');

/** Where a check stands, or what came of it. */
export const standing = ({ state, verdict }: Pick<BenefitCheckRow, 'state' | 'verdict'>): string =>
  verdict ? labelOf(VERDICTS, verdict) : labelOf(CHECK_STATES, state);

/** Whether a verdict may still be relied on. */
export const isValid = (check: Pick<BenefitCheckRow, 'validUntil'>, now: number): boolean =>
  check.validUntil !== null && new Date(check.validUntil).getTime() > now;

/** "$1,250.50"; whole dollars without cents. */
export function money(cents: number | null): string {
  if (cents === null) return '–';
  const digits = cents % 100 === 0 ? 0 : 2;
  return `$${(cents / 100).toLocaleString('en-US', { minimumFractionDigits: digits })}`;
}

/** What is left of how much. */
export function leftOf({ total, remaining }: Amounts): string {
  if (total === null && remaining === null) return '–';
  if (remaining === null) return money(total);
  if (total === null) return `${money(remaining)} left`;
  return total === 0 ? 'None' : `${money(remaining)} left of ${money(total)}`;
}

export function copayInWords({ copay }: BenefitTerms): string {
  if (!copay) return '–';
  const { low, high, per } = copay;
  const amount = low === high ? money(high) : `${money(low)} to ${money(high)}`;
  return `${amount} ${labelOf(COPAY_PER, per)}`;
}

export function shareInWords({ coinsurance }: BenefitTerms): string {
  if (!coinsurance) return '–';
  const { low, high } = coinsurance;
  return low === high ? `${high} %` : `${low} to ${high} %`;
}

const COVERED: Record<BenefitTerms['covered'], string> = {
  yes: 'Covered',
  no: 'Not covered',
  unknown: 'Not said',
};
export const coveredInWords = ({ covered }: BenefitTerms): string => COVERED[covered];

const AUTHORISATION: Record<BenefitTerms['authorisation'], string> = {
  required: 'Needed before admission',
  not_required: 'Not needed',
  unknown: 'Not said',
};
export const authorisationInWords = ({ authorisation }: BenefitTerms): string =>
  AUTHORISATION[authorisation];

/** "26 of 30 days left, calendar year". */
export const limitsInWords = ({ limits }: BenefitTerms): string =>
  limits.map(limitInWords).join('; ') || '–';

function limitInWords({ unit, total, remaining, period }: BenefitTerms['limits'][number]): string {
  const count =
    remaining === null
      ? `${total ?? ''} ${unit}`
      : `${remaining}${total === null ? '' : ` of ${total}`} ${unit} left`;
  return period ? `${count}, ${period}` : count;
}

/** "January 1, 2027": a plan's days belong to a year. */
const dayOf = (isoDay: string): string =>
  new Date(`${isoDay}T12:00:00Z`).toLocaleDateString('en-US', {
    dateStyle: 'long',
    timeZone: 'UTC',
  });

/** A moment as it is read long after, on paper. */
export const onRecord = (iso: string): string =>
  new Date(iso).toLocaleString('en-US', { dateStyle: 'long', timeStyle: 'short' });

const ACTIVE: Record<PlanSummary['active'], string> = {
  active: 'Active',
  inactive: 'Not active',
  unknown: 'Not said',
};

/** What holds for the whole plan, as pairs of a word and its value. */
export function planFacts(summary: PlanSummary): (readonly [string, string])[] {
  const dates = [
    summary.begins && `from ${dayOf(summary.begins)}`,
    summary.ends && `to ${dayOf(summary.ends)}`,
  ].filter(Boolean);
  const party = ({ name, phone }: PlanSummary['carveOuts'][number]) =>
    phone ? `${name}, ${phone}` : name;
  const all: (readonly [string, string | null])[] = [
    ['Plan', [ACTIVE[summary.active], ...dates].join(', ')],
    ['Name', summary.planName],
    ['Group', summary.groupNumber],
    [
      'Grace period',
      summary.inGrace === null ? null : summary.inGrace ? 'Yes: premiums are owed' : 'No',
    ],
    ['COBRA', summary.cobra && COBRA[summary.cobra]],
    ['Plan year begins again', summary.resetsOn && dayOf(summary.resetsOn)],
    ['Behavioral health', summary.carveOuts.map(party).join('; ') || null],
    ['Other insurance', summary.otherPayers.map(party).join('; ') || null],
    ['Does not pay', summary.facilityExclusions],
    ['Out of network', summary.outOfNetworkBasis],
    [
      'Pays',
      summary.paysPatient === null ? null : summary.paysPatient ? 'the patient' : 'the facility',
    ],
  ];
  return all.filter((fact): fact is readonly [string, string] => fact[1] !== null);
}

const COBRA: Record<NonNullable<PlanSummary['cobra']>, string> = {
  no: 'No',
  active: 'In force',
  pending: 'Not in force yet',
};
