/** What a payer says of a member: the meaning of a 271, whichever wire it came over. */
export interface EligibilityAnswer {
  payer: Party | null;
  /** The member, and the patient where that is a dependant. */
  subscriber: Member | null;
  dependent: Member | null;
  planDates: readonly PlanDate[];
  benefits: readonly Benefit[];
  /** AAA: why there is no answer, or only part of one. */
  errors: readonly PayerError[];
}

export interface Party {
  name: string | null;
  id: string | null;
  phone: string | null;
  website: string | null;
}

export interface Member {
  firstName: string | null;
  lastName: string | null;
  memberId: string | null;
  /** `YYYY-MM-DD` */
  born: string | null;
  groupNumber: string | null;
}

/** A date of the plan or a benefit. `kind` is the DTP qualifier of X12 (346 plan begin, 347 plan end …). */
export interface PlanDate {
  kind: string;
  from: string;
  to: string | null;
}

export type NetworkSaid = 'in' | 'out' | 'both' | 'unknown' | null;

/** One EB segment. Codes are those of X12 005010X279A1. */
export interface Benefit {
  /** EB01: 1 active, 6 inactive, A coinsurance, B copay, C deductible, G out of pocket, F limit, I not covered … */
  code: string;
  /** EB02: IND, FAM, EMP … */
  level: string | null;
  /** EB03 */
  serviceTypes: readonly string[];
  /** EB05, the plan's own name. */
  plan: string | null;
  /** EB04: HM, PP … */
  insuranceType: string | null;
  /** EB06: 23 calendar year, 27 visit, 29 remaining … */
  period: string | null;
  /** EB07, cents. */
  amount: number | null;
  /** EB08 as the patient's share of 100. */
  percent: number | null;
  /** EB09 and EB10: DY 30 = thirty days. */
  quantity: { unit: string; count: number } | null;
  /** EB11: whether it has to be authorised first. */
  authorisation: 'yes' | 'no' | 'unknown' | null;
  /** EB12 */
  network: NetworkSaid;
  messages: readonly string[];
  /** Whom it names (loop 2120): a carve-out, another payer. `role` is NM101. */
  parties: readonly (Party & { role: string })[];
  /** Where it holds (III, code of place of service). */
  places: readonly string[];
  dates: readonly PlanDate[];
}

/** An AAA segment. */
export interface PayerError {
  /** AAA03 */
  code: string;
  /** AAA04: C correct and resubmit, R may be sent again, N not allowed … */
  followUp: string | null;
  about: 'source' | 'provider' | 'subscriber' | 'dependent';
}

/** An amount as decimal text ("1250.5") in cents; null where it is no amount. Never through a float. */
export function centsOf(text: string | null | undefined): number | null {
  const read = /^(-?)(\d*)(?:\.(\d*))?$/.exec((text ?? '').trim());
  if (!read || (read[2] === '' && !read[3])) return null;
  const cents = Number(read[2] || '0') * 100 + Number(`${read[3] ?? ''}00`.slice(0, 2));
  if (!Number.isSafeInteger(cents)) return null;
  return read[1] === '-' ? -cents : cents;
}

/**
 * EB08 is a decimal: .2 means that the patient pays 20 of 100. Payers that send "20" mean the same,
 * for a share above the whole makes no sense. Null where it is no number.
 */
export function percentOf(text: string | null | undefined): number | null {
  const cleaned = (text ?? '').trim();
  if (!/^(\d+(\.\d*)?|\.\d+)$/.test(cleaned)) return null;
  const share = Number(cleaned);
  const percent = share <= 1 ? share * 100 : share;
  return percent > 100 ? null : Math.round(percent * 100) / 100;
}

/** `20260101` as `2026-01-01`; null for what is no date. */
export function dateOf(text: string | null | undefined): string | null {
  const read = /^(\d{4})(\d{2})(\d{2})$/.exec((text ?? '').trim());
  if (!read) return null;
  const date = `${read[1]}-${read[2]}-${read[3]}`;
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date) ? date : null;
}

/** `20260101` or `20260101-20261231` (RD8) as a date of a kind. */
export function planDateOf(kind: string, text: string | null | undefined): PlanDate | null {
  const [first, last] = (text ?? '').split('-');
  const from = dateOf(first);
  return from === null ? null : { kind, from, to: dateOf(last) };
}

const NETWORKS: Readonly<Record<string, NetworkSaid>> = {
  Y: 'in',
  N: 'out',
  W: 'both',
  U: 'unknown',
};
const AUTHORISATIONS: Readonly<Record<string, Benefit['authorisation']>> = {
  Y: 'yes',
  N: 'no',
  U: 'unknown',
};

/** EB12 in words: W says that it does not matter. */
export function networkOf(code: string | null | undefined): NetworkSaid {
  return (code && NETWORKS[code]) || null;
}

/** EB11 in words. */
export function authorisationOf(code: string | null | undefined): Benefit['authorisation'] {
  return (code && AUTHORISATIONS[code]) || null;
}
