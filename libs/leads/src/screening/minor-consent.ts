import type { MinorConsentView } from '#contract';

interface StateRule {
  /** May consent alone from this age; null: the law names none. */
  from: number | null;
  /** Where the law lets them do so. */
  scope: 'any' | 'outpatient';
  source: string;
}

/**
 * Where a patient under 18 may consent to substance use treatment alone. Only states whose statute is
 * named here are answered; where summaries of the law differ, the stricter one stands. Every other
 * state, and an unknown one, is for a supervisor. To be read by counsel before it is relied on: laws
 * change, and programs may ask for more than the law.
 * Sources: the statutes named; P. Weisleder, J Am Acad Psychiatry Law 35:317 (2007), table 1;
 * 42 CFR 2.14 (whose consent a disclosure about a minor needs follows the state's law).
 */
const STATES: Readonly<Record<string, StateRule>> = {
  AL: { from: 14, scope: 'any', source: 'Ala. Code 22-8-4, 22-8-6' },
  AZ: { from: 12, scope: 'any', source: 'Ariz. Rev. Stat. 44-133.01' },
  CA: { from: 12, scope: 'any', source: 'Cal. Fam. Code 6929' },
  CO: { from: 15, scope: 'any', source: 'Colo. Rev. Stat. 13-22-102' },
  CT: { from: null, scope: 'outpatient', source: 'Conn. Gen. Stat. 17a-688' },
  DE: { from: 14, scope: 'outpatient', source: '16 Del. Code 2210' },
  FL: { from: null, scope: 'any', source: 'Fla. Stat. 397.601(4)' },
  IA: { from: null, scope: 'any', source: 'Iowa Code 125.33' },
  IL: { from: 12, scope: 'any', source: '410 Ill. Comp. Stat. 210/4' },
  MA: { from: 12, scope: 'any', source: 'Mass. Gen. Laws c. 112 s. 12E' },
  MN: { from: null, scope: 'any', source: 'Minn. Stat. 144.343' },
  MS: { from: 15, scope: 'any', source: 'Miss. Code 41-41-14' },
  ND: { from: 14, scope: 'any', source: 'N.D. Cent. Code 14-10-17' },
  NH: { from: 12, scope: 'any', source: 'N.H. Rev. Stat. 318-B:12-a' },
  OH: { from: null, scope: 'any', source: 'Ohio Rev. Code 3719.012' },
  OR: { from: 14, scope: 'outpatient', source: 'Or. Rev. Stat. 109.675' },
  PA: { from: null, scope: 'any', source: '71 Pa. Stat. 1690.112' },
  TX: { from: null, scope: 'any', source: 'Tex. Fam. Code 32.003' },
  VA: { from: null, scope: 'outpatient', source: 'Va. Code 54.1-2969' },
  VT: { from: 12, scope: 'any', source: '18 Vt. Stat. 4226' },
  WA: { from: 13, scope: 'outpatient', source: 'Wash. Rev. Code 71.34.530' },
  WI: { from: 12, scope: 'outpatient', source: 'Wis. Stat. 51.47' },
};

/** What is said of a patient of this age in this state; null for an adult or when the age is not known. */
export function minorConsent(
  age: number | null | undefined,
  state: string | null | undefined,
): MinorConsentView | null {
  if (age === null || age === undefined || age >= 18) return null;
  const rule = state ? STATES[state] : undefined;
  if (!state || !rule) {
    const where = state ? `We have no rule for ${state}` : 'The state is not known';
    return {
      state: state ?? null,
      alone: 'ask',
      fromAge: null,
      rule: `${where}: take it that a parent or guardian has to consent, and ask a supervisor.`,
      source: null,
    };
  }
  const old = rule.from === null || age >= rule.from;
  const ages = rule.from === null ? 'At any age' : `From ${rule.from}`;
  const where = rule.scope === 'outpatient' ? 'outpatient treatment' : 'treatment';
  const limit =
    rule.scope === 'outpatient'
      ? ' A stay in a program is another matter: ask a supervisor.'
      : ' A program may ask for more.';
  return {
    state,
    alone: old ? 'yes' : 'no',
    fromAge: rule.from,
    rule: old
      ? `${ages} a patient in ${state} may consent to ${where} alone.${limit}`
      : `Under ${rule.from} a parent or guardian in ${state} has to consent.`,
    source: rule.source,
  };
}
