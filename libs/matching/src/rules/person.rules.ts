import type { PatientFacts, ProgramFacts } from '../facts.js';
import {
  FINDS_NOTHING,
  type Found,
  type Judge,
  NOTHING,
  open,
  pro,
  type Rule,
  shut,
  type Words,
} from './rule.js';
import { populationWords, sexWords } from './words.js';

const ADULT = 18;
const YOUNG: ReadonlySet<string> = new Set(['adolescents', 'children']);

export const ageRule: Rule = {
  id: 'age',
  kind: 'hard',
  title: 'Age',
  says: 'Outside the ages a program takes is excluded, and so is an adult where only adolescents are named. A program that did not say from which age it takes people has to be asked before a patient under 18 is sent, unless it says it has something for adolescents.',
  asking({ age }) {
    if (age === null) return unknownAge;
    const belowMin = outside(age, ({ minAge }) => `from ${minAge}`);
    const aboveMax = outside(age, ({ maxAge }) => `up to ${maxAge}`);
    const tooOld = shut(
      () => `Is made for adolescents; the patient is ${age}.`,
      () => 'The program says that it takes adults.',
    );
    const inside = age < ADULT ? forMinor(age) : FINDS_NOTHING;
    return (program, miles) => {
      const { minAge, maxAge } = program;
      if (minAge !== null && age < minAge) return belowMin;
      if (maxAge !== null && age > maxAge) return aboveMax;
      return age >= ADULT && isForTheYoung(program) ? tooOld : inside(program, miles);
    };
  },
};

function isForTheYoung({ populations, maxAge }: ProgramFacts): boolean {
  return maxAge === null && populations.length > 0 && populations.every((code) => YOUNG.has(code));
}

const AGE_NOT_KNOWN = open(
  4,
  ({ minAge, maxAge }) => `Takes ages ${ages(minAge, maxAge)}: the age is not known.`,
);

function unknownAge({ minAge, maxAge }: ProgramFacts): Found {
  const limited = (minAge !== null && minAge > 0) || maxAge !== null;
  return limited ? AGE_NOT_KNOWN : NOTHING;
}

function outside(age: number, limit: Words): Found {
  return shut(
    ({ minAge, maxAge }) => `Takes ages ${ages(minAge, maxAge)}; the patient is ${age}.`,
    (program, miles) =>
      `The program takes people ${limit(program, miles)} at another age, which it would have to say.`,
  );
}

function forMinor(age: number): Judge {
  const named = pro(10, () => `Has a program for adolescents; the patient is ${age}.`);
  const allowed = pro(3, ({ minAge }) => `Takes ages from ${minAge}; the patient is ${age}.`);
  const nobodySaid = open(
    15,
    () => `Nobody said whether it takes patients under 18; the patient is ${age}.`,
  );
  return ({ populations, minAge }) => {
    if (populations.includes('adolescents')) return named;
    return minAge === null ? nobodySaid : allowed;
  };
}

function ages(min: number | null, max: number | null): string {
  if (min !== null && max !== null) return `${min} to ${max}`;
  return min !== null ? `from ${min}` : `up to ${max}`;
}

export const sexRule: Rule = {
  id: 'sex',
  kind: 'hard',
  title: 'Whom it takes',
  says: 'A program that takes women only, or men only, is excluded for others; where it is not known of the patient, it has to be asked.',
  asking({ sex }) {
    return ({ sexes }) => {
      if (sexes.length === 0) return NOTHING;
      if (sex === null) {
        return sexes.includes('female') && sexes.includes('male') ? NOTHING : SEX_NOT_KNOWN;
      }
      if (!sexes.includes(sex)) return OTHERS_ONLY;
      return sexes.length === 1 ? THEIRS : NOTHING;
    };
  },
};

const whom = ({ sexes }: ProgramFacts) => sexes.map(sexWords).join(' and ');
const SEX_NOT_KNOWN = open(
  5,
  (program) => `Takes ${whom(program)} only: not known of the patient.`,
);
const THEIRS = pro(2, (program) => `Is a program for ${whom(program)}.`);
const OTHERS_ONLY = shut(
  (program) => `Takes ${whom(program)} only.`,
  () => 'The program takes others too.',
);

/** Groups a program is made for without others, unless it says so. */
const GROUPS: ReadonlySet<string> = new Set([
  'pregnant_postpartum',
  'parents_with_children',
  'veterans',
  'active_duty',
  'military_families',
  'first_responders',
  'health_professionals',
  'dui',
  'hiv',
  'native_american',
  'deaf',
]);

export const populationRule: Rule = {
  id: 'population',
  kind: 'hard',
  title: 'Whom it is made for',
  says: 'A program that names nothing but groups of people with something special in common (veterans, first responders and so on), none of them known of the patient, has to be asked whether it takes others.',
  asking({ wishes, pregnant }) {
    const known = new Set(wishes.populations);
    if (pregnant === true) known.add('pregnant_postpartum');
    const isGroup = (code: string) => GROUPS.has(code);
    const isKnown = (code: string) => known.has(code);
    return ({ populations }) => {
      if (populations.length === 0 || !populations.every(isGroup)) return NOTHING;
      return populations.some(isKnown) ? NOTHING : FOR_GROUPS;
    };
  },
};

const FOR_GROUPS = open(
  6,
  ({ populations }) =>
    `Is made for ${populations.map(populationWords).join(', ')}: ask whether it takes others.`,
);

export const pregnancyRule: Rule = {
  id: 'pregnancy',
  kind: 'hard',
  title: 'Pregnancy',
  says: 'A program that cannot take pregnant patients is excluded for one; one with something for them comes first; of every other it has to be asked.',
  asking({ pregnant, sex }) {
    if (pregnant === true) return forPregnant;
    const possible = pregnant === null && sex !== 'male';
    if (!possible) return FINDS_NOTHING;
    return (program) => (refuses(program) ? PREGNANCY_NOT_KNOWN : NOTHING);
  },
};

const PREGNANCY_NOT_KNOWN = open(4, () => 'Cannot take pregnant patients: not known of this one.');
const REFUSES_PREGNANT = shut(
  () => 'Cannot take pregnant patients.',
  () => 'The program says that it can care for a pregnancy.',
);
const NOT_THE_THIRD = open(
  8,
  () => 'Cannot take pregnant patients in the third trimester: ask how far along it is.',
);
const FOR_PREGNANT = pro(15, () => 'Has a program for pregnant patients.');
const NOTHING_ON_PREGNANCY = open(
  8,
  () => 'Nobody said whether it can care for a pregnancy: ask first.',
);

function refuses({ exclusions }: ProgramFacts): boolean {
  return exclusions.includes('pregnancy');
}

function forPregnant(program: ProgramFacts): Found {
  if (refuses(program)) return REFUSES_PREGNANT;
  if (program.exclusions.includes('third_trimester')) return NOT_THE_THIRD;
  const named = program.populations.includes('pregnant_postpartum');
  return named ? FOR_PREGNANT : NOTHING_ON_PREGNANCY;
}

/** What has to be said of a patient under 18 whatever the program; null for an adult. */
export function minorNote({ minor, guardianAgrees }: PatientFacts): string | null {
  if (!minor) return null;
  if (minor.alone === 'yes') return minor.rule;
  if (guardianAgrees === true) return `${minor.rule} A parent or guardian agrees.`;
  const said = guardianAgrees === false ? 'does not agree' : 'has not been asked';
  return `${minor.rule} The parent or guardian ${said}: no program can take the patient before that is settled.`;
}
