import {
  type Coordinates,
  countedAnswers,
  EXCLUSION_CODES,
  type MatchWishes,
  MOUD_MEDICINES,
  type MoudMedicine,
  PROGRAM_LANGUAGES,
  type ScreenerAnswers,
} from '#contract';
import { minorConsent } from '#leads';
import type { PatientFacts, PatientPayer, Payment } from '../facts.js';
import { isOpioid } from '../rules/words.js';

/** What of a lead the matcher looks at, as its row has it. */
export interface LeadForMatching {
  id: string;
  levelAssessed: string | null;
  levelScreened: string | null;
  levelRequested: string | null;
  age: number | null;
  pregnant: string | null;
  payment: string | null;
  substances: readonly string[];
  language: string;
  state: string | null;
}

export interface PatientRecords {
  lead: LeadForMatching;
  answers: ScreenerAnswers;
  /** In the order they pay. */
  payers: readonly PatientPayer[];
  wishes: MatchWishes;
  /** Of the ZIP code searched around. */
  place: Coordinates | null;
}

/** Screener's code → the directory's. */
const OFFENCES: Readonly<Record<string, string>> = {
  sex_offence: 'sex_offense',
  arson: 'arson_history',
  violent: 'recent_violence',
  warrant: 'open_warrant',
};
const PAYMENTS: readonly Payment[] = [
  'coverage',
  'self_pay',
  'state_funded',
  'scholarship',
  'unknown',
];

/**
 * What is known of a patient, from the lead, the screening, the coverages and what was said on the board. What nobody
 * said stays null. Only what the type names is taken over: whatever else a record holds does not get in.
 */
export function patientFacts(records: PatientRecords): PatientFacts {
  const { lead, wishes, place } = records;
  const answers = countedAnswers(records.answers);
  const substances = known([...lead.substances, ...codes(answers, 'use.substances')]);
  const age = lead.age ?? number(answers, 'health.age');
  const spoken = spokenLanguage(answers, wishes, lead.language);
  return {
    leadId: lead.id,
    level: {
      assessed: lead.levelAssessed,
      screened: lead.levelScreened,
      requested: lead.levelRequested,
    },
    age,
    sex: wishes.sex,
    pregnant: yesNo(lead.pregnant ?? code(answers, 'health.pregnant')),
    minor: minorOf(age, lead.state),
    guardianAgrees: yesNo(code(answers, 'health.guardian')),
    payment: paymentOf(lead.payment, records.payers),
    payers: records.payers.map(({ id, name, relatedIds, planType }) => ({
      id,
      name,
      relatedIds,
      planType,
    })),
    substances,
    medications: medicationsOf(answers, substances),
    keepsMedication: yesNo(code(answers, 'moud.continue')),
    conditions: conditionsOf(answers, substances, wishes),
    language: spoken.language,
    languageNeeded: spoken.needed,
    place,
    state: lead.state,
    travel: { willing: wishes.willing ?? willingOf(answers), maxMiles: wishes.maxMiles },
    wishes: {
      populations: wishes.populations,
      preferredFacilityIds: wishes.preferredFacilityIds,
      refusedFacilityIds: wishes.refusedFacilityIds,
      outOfNetwork: wishes.outOfNetwork,
    },
  };
}

/** What the screening says of what the board asks: what it starts with. */
export function wishesOf(answers: ScreenerAnswers, language: string): Partial<MatchWishes> {
  const counted = countedAnswers(answers);
  const spoken = interpreterLanguage(counted) ?? language;
  const listed = PROGRAM_LANGUAGES.find(({ code: one }) => one === spoken)?.code ?? null;
  return {
    willing: willingOf(counted),
    language: listed,
    languageNeeded: code(counted, 'interpreter.needed') === 'yes',
  };
}

function minorOf(age: number | null, state: string | null): PatientFacts['minor'] {
  const consent = minorConsent(age, state);
  return consent ? { alone: consent.alone, rule: consent.rule } : null;
}

function paymentOf(payment: string | null, payers: readonly PatientPayer[]): Payment | null {
  const given = PAYMENTS.find((one) => one === payment) ?? null;
  const sliding = payers.some(({ planType }) => planType === 'sliding_scale');
  return given === 'self_pay' && sliding ? 'sliding_scale' : given;
}

function medicationsOf(
  answers: ScreenerAnswers,
  substances: readonly string[],
): MoudMedicine[] | null {
  const taking = codes(answers, 'moud.taking');
  if (taking.includes('none')) return [];
  const named = MOUD_MEDICINES.map(({ code: one }) => one).filter((one) => taking.includes(one));
  if (named.length > 0) return named;
  // The screener asks only those who may use opioids.
  return substances.length > 0 && !substances.some(isOpioid) ? [] : null;
}

/** Code of an exclusion → whether it is true of the patient; missing: not known. */
function conditionsOf(
  answers: ScreenerAnswers,
  substances: readonly string[],
  wishes: MatchWishes,
): Record<string, boolean> {
  const said: Record<string, boolean> = {
    ...offencesOf(answers),
    ...seizureOf(answers),
    ...suicidalityOf(answers),
  };
  if (substances.length > 0) {
    if (!substances.includes('alcohol')) said.alcohol_withdrawal = false;
    if (!substances.includes('benzodiazepines')) said.benzodiazepine_withdrawal = false;
  }
  if (wishes.conditionsAsked) {
    for (const one of EXCLUSION_CODES) said[one] = said[one] ?? false;
  }
  for (const one of wishes.conditions) said[one] = true;
  return said;
}

function offencesOf(answers: ScreenerAnswers): Record<string, boolean> {
  const told = codes(answers, 'legal.offences');
  if (told.length === 0 || told.includes('unknown')) return {};
  return Object.fromEntries(Object.entries(OFFENCES).map(([one, as]) => [as, told.includes(one)]));
}

/** A seizure in some earlier withdrawal may be long ago: then it has to be asked. */
function seizureOf(answers: ScreenerAnswers): Record<string, boolean> {
  const told = codes(answers, 'withdrawal.history');
  return told.length === 0 || told.includes('unknown') || told.includes('seizure')
    ? {}
    : { recent_seizure: false };
}

function suicidalityOf(answers: ScreenerAnswers): Record<string, boolean> {
  const signs = codes(answers, 'safety.signs');
  return signs.length === 0 ? {} : { active_suicidality: signs.includes('suicide') };
}

function spokenLanguage(
  answers: ScreenerAnswers,
  wishes: MatchWishes,
  leadLanguage: string,
): { language: string; needed: boolean } {
  const asked = interpreterLanguage(answers);
  const language = wishes.language ?? asked ?? leadLanguage;
  return { language, needed: wishes.languageNeeded || (asked !== null && asked === language) };
}

/** The language an interpreter was asked for: a code of the directory where it has one, else the words as typed. */
function interpreterLanguage(answers: ScreenerAnswers): string | null {
  if (code(answers, 'interpreter.needed') !== 'yes') return null;
  const typed = words(answers, 'interpreter.language').trim();
  if (typed === '') return null;
  const lower = typed.toLowerCase();
  const listed = PROGRAM_LANGUAGES.find(
    ({ code: one, label }) => one === lower || lower.includes(label.toLowerCase()),
  );
  if (listed) return listed.code;
  return /espa(ñ|n)ol/.test(lower) ? 'es' : typed;
}

function willingOf(answers: ScreenerAnswers): 'near' | 'state' | 'anywhere' | null {
  const where = code(answers, 'wanted.where');
  return where === 'near' || where === 'state' || where === 'anywhere' ? where : null;
}

function known(substances: readonly string[]): string[] {
  return [...new Set(substances)].filter((one) => one !== 'unknown');
}

function yesNo(value: string | null): boolean | null {
  if (value === 'yes') return true;
  return value === 'no' ? false : null;
}

function codes(answers: ScreenerAnswers, question: string): string[] {
  const answer = answers[question];
  if (Array.isArray(answer)) return answer;
  return typeof answer === 'string' ? [answer] : [];
}

function code(answers: ScreenerAnswers, question: string): string | null {
  return codes(answers, question)[0] ?? null;
}

function words(answers: ScreenerAnswers, question: string): string {
  return code(answers, question) ?? '';
}

function number(answers: ScreenerAnswers, question: string): number | null {
  const answer = answers[question];
  return typeof answer === 'number' ? answer : null;
}
