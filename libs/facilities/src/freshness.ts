import type { SaidBy } from '#contract';

const DAY = 86_400_000;

/**
 * Days that a field of a facility counts as known since somebody said it. What decides whether a person can be taken
 * (payers, medicines, requirements) changes with a contract or a director; an address hardly ever does.
 */
export const FACILITY_FRESH_DAYS: Readonly<Record<string, number>> = {
  name: 365,
  addressLine: 365,
  city: 365,
  state: 365,
  zip: 365,
  phone: 180,
  website: 365,
  financialTie: 365,
};

/** The same for a field of a program; `payers` is all that the program takes. */
export const PROGRAM_FRESH_DAYS: Readonly<Record<string, number>> = {
  levelOfCare: 180,
  minAge: 180,
  maxAge: 180,
  sexes: 180,
  populations: 180,
  languages: 180,
  methadone: 90,
  buprenorphine: 90,
  naltrexone: 90,
  payers: 90,
  selfPay: 180,
  slidingScale: 180,
  scholarship: 120,
  stateFunded: 180,
  privateInsurance: 180,
  requirements: 120,
  exclusions: 120,
};

/** What somebody said of one field of one record; the newest such row counts. */
export interface Fact {
  recordKind: 'facility' | 'program';
  field: string;
  saidBy: SaidBy;
  saidAt: Date;
}

/**
 * When a fact becomes stale; null for a field that does not age. What a directory or an import says counts half as
 * long as the word of the facility or of a colleague who asked: nobody answers for it.
 */
export function staleAt({ recordKind, field, saidBy, saidAt }: Fact): Date | null {
  const days = (recordKind === 'facility' ? FACILITY_FRESH_DAYS : PROGRAM_FRESH_DAYS)[field];
  if (days === undefined) return null;
  const counted = saidBy === 'facility' || saidBy === 'staff' ? days : days / 2;
  return new Date(saidAt.getTime() + counted * DAY);
}

/** When the first of several facts becomes stale; null when none ages. */
export function firstStaleAt(facts: readonly Fact[]): Date | null {
  const moments = facts.flatMap((fact) => staleAt(fact)?.getTime() ?? []);
  return moments.length === 0 ? null : new Date(Math.min(...moments));
}
