import type { PatientFacts, ProgramFacts } from '../facts.js';
import { con, type Finding, NOTHING, open, pro, type Rule, shut } from './rule.js';
import { exclusionWords, isOpioid, requirementWords } from './words.js';

const OFFENCES: ReadonlySet<string> = new Set([
  'arson_history',
  'sex_offense',
  'recent_violence',
  'open_warrant',
]);
/** Looked at by the rule on pregnancy. */
const PREGNANCY: ReadonlySet<string> = new Set(['pregnancy', 'third_trimester']);

export const offencesRule: Rule = {
  id: 'offences',
  kind: 'hard',
  title: 'Offences that bar a place',
  says: 'A conviction or an open warrant that a program does not take excludes it; where nobody asked, it has to be asked.',
  judge(patient, { exclusions }) {
    if (exclusions.length === 0) return NOTHING;
    return barred(
      patient,
      exclusions,
      isOffence,
      'The program makes an exception, which it would have to say itself.',
      5,
    );
  },
};

export const exclusionsRule: Rule = {
  id: 'exclusions',
  kind: 'hard',
  title: 'Exclusions',
  says: 'What a program says it cannot take excludes it for a patient to whom that applies; where it is not known of the patient, it is said and has to be asked, and costs no points: a program that says what it cannot take is not worse than one that says nothing.',
  judge(patient, { exclusions }) {
    if (exclusions.length === 0) return NOTHING;
    return barred(
      patient,
      exclusions,
      isOther,
      'It no longer applies to the patient, or the program makes an exception.',
      0,
    );
  },
};

const isOffence = (code: string) => OFFENCES.has(code);
const isOther = (code: string) => !OFFENCES.has(code) && !PREGNANCY.has(code);

function barred(
  { conditions }: PatientFacts,
  exclusions: readonly string[],
  concerns: (code: string) => boolean,
  change: string,
  cost: number,
): readonly Finding[] {
  let met = false;
  let unknown = false;
  for (const code of exclusions) {
    if (!concerns(code)) continue;
    const applies = conditions[code];
    if (applies === undefined) unknown = true;
    else if (applies) met = true;
  }
  if (!met && !unknown) return NOTHING;
  const words = (applies: boolean | undefined) =>
    exclusions
      .filter((code) => concerns(code) && conditions[code] === applies)
      .map(exclusionWords)
      .join('; ');
  const found: Finding[] = [];
  if (met) {
    found.push(
      shut(
        () => `Does not take: ${words(true)}.`,
        () => change,
      ),
    );
  }
  if (unknown) {
    found.push(open(cost, () => `Does not take: ${words(undefined)}. Not known of the patient.`));
  }
  return found;
}

export const requirementsRule: Rule = {
  id: 'requirements',
  kind: 'hard',
  title: 'Requirements',
  says: 'What a program asks for is said. It excludes where it is known that the patient cannot meet it: living in its state, or opioid use disorder for somebody who uses no opioids.',
  judge(patient, program) {
    const { requirements } = program;
    if (requirements.length === 0) return NOTHING;
    const found: Finding[] = [];
    for (const code of requirements) {
      if (code === 'state_residency') found.push(residency(patient, program));
      else if (code === 'opioid_use_disorder') found.push(opioids(patient));
    }
    if (found.length < requirements.length) found.push(con(0, () => papersOf(requirements)));
    return found;
  },
};

const WEIGHED: ReadonlySet<string> = new Set(['state_residency', 'opioid_use_disorder']);

function papersOf(requirements: readonly string[]): string {
  const papers = requirements.filter((code) => !WEIGHED.has(code));
  return `Asks for: ${papers.map(requirementWords).join('; ')}.`;
}

function residency({ state }: PatientFacts, program: ProgramFacts): Finding {
  if (state === null || program.state === null) {
    return open(5, () => 'Takes people who live in its state only: not known of the patient.');
  }
  if (state === program.state) return con(0, () => `Asks for proof of living in ${state}.`);
  return shut(
    () => `Takes people who live in ${program.state} only; the patient lives in ${state}.`,
    () => `The patient lives in ${program.state}.`,
  );
}

function opioids({ substances }: PatientFacts): Finding {
  const known = substances.filter((code) => code !== 'unknown');
  if (known.some(isOpioid)) return pro(4, () => 'Is a program for opioid use.');
  if (known.length === 0) {
    return open(5, () => 'Takes people with opioid use disorder only: not known of the patient.');
  }
  return shut(
    () => 'Takes people with opioid use disorder only; no opioid is named for the patient.',
    () => 'The patient uses opioids too, and the screening says so.',
  );
}
