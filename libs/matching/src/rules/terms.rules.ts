import type { PatientFacts, ProgramFacts } from '../facts.js';
import { con, type Found, type Judge, NOTHING, open, pro, type Rule, shut } from './rule.js';
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
  asking({ conditions }) {
    return barring(
      conditions,
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
  asking({ conditions }) {
    return barring(
      conditions,
      isOther,
      'It no longer applies to the patient, or the program makes an exception.',
      0,
    );
  },
};

const isOffence = (code: string) => OFFENCES.has(code);
const isOther = (code: string) => !OFFENCES.has(code) && !PREGNANCY.has(code);

function barring(
  conditions: PatientFacts['conditions'],
  concerns: (code: string) => boolean,
  change: string,
  cost: number,
): Judge {
  const words = ({ exclusions }: ProgramFacts, applies: boolean | undefined) =>
    exclusions
      .filter((code) => concerns(code) && conditions[code] === applies)
      .map(exclusionWords)
      .join('; ');
  const met = shut(
    (program) => `Does not take: ${words(program, true)}.`,
    () => change,
  );
  const unknown = open(
    cost,
    (program) => `Does not take: ${words(program, undefined)}. Not known of the patient.`,
  );
  const both = [...met, ...unknown];
  return ({ exclusions }) => {
    let isMet = false;
    let isUnknown = false;
    for (const code of exclusions) {
      if (!concerns(code)) continue;
      const applies = conditions[code];
      if (applies === undefined) isUnknown = true;
      else if (applies) isMet = true;
    }
    if (isMet) return isUnknown ? both : met;
    return isUnknown ? unknown : NOTHING;
  };
}

export const requirementsRule: Rule = {
  id: 'requirements',
  kind: 'hard',
  title: 'Requirements',
  says: 'What a program asks for is said. It excludes where it is known that the patient cannot meet it: living in its state, or opioid use disorder for somebody who uses no opioids.',
  asking({ state, substances }) {
    const opioids = forOpioids(substances);
    const residency = residencyOf(state);
    return (program, miles) => {
      const { requirements } = program;
      if (requirements.length === 0) return NOTHING;
      if (!requirements.some(isWeighed)) return PAPERS;
      const found = requirements.flatMap((code) => {
        if (code === 'state_residency') return residency(program, miles);
        return code === 'opioid_use_disorder' ? opioids : NOTHING;
      });
      return requirements.every(isWeighed) ? found : [...found, ...PAPERS];
    };
  },
};

const isWeighed = (code: string) => code === 'state_residency' || code === 'opioid_use_disorder';

const PAPERS = con(0, ({ requirements }) => {
  const papers = requirements.filter((code) => !isWeighed(code));
  return `Asks for: ${papers.map(requirementWords).join('; ')}.`;
});

const HOME_NOT_KNOWN = open(
  5,
  () => 'Takes people who live in its state only: not known of the patient.',
);

function residencyOf(state: string | null): Judge {
  const lives = con(0, () => `Asks for proof of living in ${state}.`);
  const livesElsewhere = shut(
    (program) => `Takes people who live in ${program.state} only; the patient lives in ${state}.`,
    (program) => `The patient lives in ${program.state}.`,
  );
  return (program) => {
    if (state === null || program.state === null) return HOME_NOT_KNOWN;
    return state === program.state ? lives : livesElsewhere;
  };
}

function forOpioids(substances: readonly string[]): Found {
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
