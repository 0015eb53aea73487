import { LEVELS_OF_CARE } from '#contract';

/** X12 service type codes (EB03, EQ01) of behavioral health, and 30 for the plan as a whole. Source: 005010X279A1. */
export const SERVICE_TYPES: Readonly<Record<string, string>> = {
  '30': 'Health plan coverage',
  A4: 'Psychiatric',
  A5: 'Psychiatric, room and board',
  A6: 'Psychotherapy',
  A7: 'Psychiatric, inpatient',
  A8: 'Psychiatric, outpatient',
  AI: 'Substance abuse',
  AJ: 'Alcoholism',
  AK: 'Drug addiction',
  BB: 'Partial hospitalization (psychiatric)',
  BC: 'Day care (psychiatric)',
  CE: 'Mental health provider, inpatient',
  CF: 'Mental health provider, outpatient',
  CG: 'Mental health facility, inpatient',
  CH: 'Mental health facility, outpatient',
  CI: 'Substance abuse facility, inpatient',
  CJ: 'Substance abuse facility, outpatient',
  MH: 'Mental health',
  RT: 'Residential psychiatric treatment',
};

/** Codes that speak of a level of care: the nearest first, what holds for all of behavioral health last. */
const OUTPATIENT = ['CJ', 'AI', 'AK', 'AJ', 'A8', 'A6', 'CH', 'CF', 'A4', 'MH'];
const DAY = ['BB', 'BC', 'CJ', 'AI', 'AK', 'AJ', 'A8', 'CH', 'A4', 'MH'];
const RESIDENTIAL = ['RT', 'CI', 'AI', 'AK', 'AJ', 'A5', 'CG', 'A4', 'MH'];
const INPATIENT = ['CI', 'AI', 'AK', 'AJ', 'A7', 'A5', 'CG', 'CE', 'A4', 'MH'];

const BY_LEVEL: Readonly<Record<string, readonly string[]>> = {
  early_intervention: OUTPATIENT,
  outpatient: OUTPATIENT,
  otp: OUTPATIENT,
  intensive_outpatient: OUTPATIENT,
  wm_1: OUTPATIENT,
  wm_2: OUTPATIENT,
  partial_hospitalization: DAY,
  residential_low: RESIDENTIAL,
  residential_population: RESIDENTIAL,
  residential_high: RESIDENTIAL,
  wm_3_2: RESIDENTIAL,
  inpatient_monitored: INPATIENT,
  inpatient_managed: INPATIENT,
  wm_3_7: INPATIENT,
  wm_4: INPATIENT,
};

/** What is asked for each kind of level; few, for each code is an inquiry of its own. */
const ASKED: ReadonlyMap<readonly string[], readonly string[]> = new Map([
  [OUTPATIENT, ['CJ', 'AI', 'MH']],
  [DAY, ['BB', 'CJ', 'AI']],
  [RESIDENTIAL, ['RT', 'CI', 'AI']],
  [INPATIENT, ['CI', 'AI', 'A7']],
]);

/** The codes that say something of a level of care, the nearest first. Sober living: none, no health plan covers it. */
export function serviceTypesOf(levelOfCare: string): readonly string[] {
  return BY_LEVEL[levelOfCare] ?? [];
}

/**
 * The service types to ask a payer for, each in an inquiry of its own, for many payers answer
 * one of several. 30 always: deductible and out-of-pocket maximum come with it.
 */
export function serviceTypesToAsk(levelsOfCare: readonly string[]): string[] {
  const asked = levelsOfCare.flatMap((level) => ASKED.get(serviceTypesOf(level)) ?? []);
  return [...new Set(['30', ...asked])];
}

/** A service type in words. */
export function serviceTypeLabel(code: string): string {
  return SERVICE_TYPES[code] ?? code;
}

/** A level of care as it is named in a sentence: without its number. */
export function levelInWords(levelOfCare: string): string {
  const label = LEVELS_OF_CARE.find(({ code }) => code === levelOfCare)?.label ?? levelOfCare;
  return label.replace(/ \([^)]*\)$/, '');
}
