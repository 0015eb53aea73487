import type { Finding, Rule } from './rule.js';
import { NOTHING, open, pro, shut } from './rule.js';
import type { PatientFacts, ProgramFacts } from '../facts.js';
import { populationWords, sexWords } from './words.js';

const ADULT = 18;
const YOUNG: ReadonlySet<string> = new Set(['adolescents', 'children']);

export const ageRule: Rule = {
  id: 'age',
  kind: 'hard',
  title: 'Age',
  says: 'Outside the ages a program takes is excluded, and so is an adult where only adolescents are named. A program that did not say from which age it takes people has to be asked before a patient under 18 is sent, unless it says it has something for adolescents.',
  judge({ age }, program) {
    const { minAge, maxAge } = program;
    if (age === null) return unknownAge(program);
    if (minAge !== null && age < minAge) return [outside(age, `from ${minAge}`, program)];
    if (maxAge !== null && age > maxAge) return [outside(age, `up to ${maxAge}`, program)];
    if (age >= ADULT && isForTheYoung(program)) return [tooOld(age)];
    return age < ADULT ? [forMinor(age, program)] : NOTHING;
  },
};

function isForTheYoung({ populations, maxAge }: ProgramFacts): boolean {
  return maxAge === null && populations.length > 0 && populations.every((code) => YOUNG.has(code));
}

function tooOld(age: number): Finding {
  return shut(
    () => `Is made for adolescents; the patient is ${age}.`,
    () => 'The program says that it takes adults.',
  );
}

function unknownAge({ minAge, maxAge }: ProgramFacts): readonly Finding[] {
  const limited = (minAge !== null && minAge > 0) || maxAge !== null;
  return limited
    ? [open(4, () => `Takes ages ${ages(minAge, maxAge)}: the age is not known.`)]
    : NOTHING;
}

function outside(age: number, limit: string, { minAge, maxAge }: ProgramFacts): Finding {
  return shut(
    () => `Takes ages ${ages(minAge, maxAge)}; the patient is ${age}.`,
    () => `The program takes people ${limit} at another age, which it would have to say.`,
  );
}

function forMinor(age: number, program: ProgramFacts): Finding {
  if (program.populations.includes('adolescents')) {
    return pro(10, () => `Has a program for adolescents; the patient is ${age}.`);
  }
  if (program.minAge !== null)
    return pro(3, () => `Takes ages from ${program.minAge}; the patient is ${age}.`);
  return open(15, () => `Nobody said whether it takes patients under 18; the patient is ${age}.`);
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
  judge({ sex }, { sexes }) {
    if (sexes.length === 0) return NOTHING;
    const whom = () => sexes.map(sexWords).join(' and ');
    if (sex === null) {
      const both = sexes.includes('female') && sexes.includes('male');
      return both ? NOTHING : [open(5, () => `Takes ${whom()} only: not known of the patient.`)];
    }
    if (sexes.includes(sex))
      return sexes.length === 1 ? [pro(2, () => `Is a program for ${whom()}.`)] : NOTHING;
    return [
      shut(
        () => `Takes ${whom()} only.`,
        () => 'The program takes others too.',
      ),
    ];
  },
};

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
  judge({ wishes, pregnant }, { populations }) {
    if (populations.length === 0 || !populations.every((code) => GROUPS.has(code))) return NOTHING;
    const known = (code: string) =>
      wishes.populations.includes(code) || (code === 'pregnant_postpartum' && pregnant === true);
    if (populations.some(known)) return NOTHING;
    const groups = () => populations.map(populationWords).join(', ');
    return [open(6, () => `Is made for ${groups()}: ask whether it takes others.`)];
  },
};

export const pregnancyRule: Rule = {
  id: 'pregnancy',
  kind: 'hard',
  title: 'Pregnancy',
  says: 'A program that cannot take pregnant patients is excluded for one; one with something for them comes first; of every other it has to be asked.',
  judge(patient, program) {
    const refuses = program.exclusions.includes('pregnancy');
    if (patient.pregnant === true) return [forPregnant(refuses, program)];
    const possible = patient.pregnant === null && patient.sex !== 'male';
    if (refuses && possible) {
      return [open(4, () => 'Cannot take pregnant patients: not known of this one.')];
    }
    return NOTHING;
  },
};

function forPregnant(refuses: boolean, program: ProgramFacts): Finding {
  if (refuses) {
    return shut(
      () => 'Cannot take pregnant patients.',
      () => 'The program says that it can care for a pregnancy.',
    );
  }
  if (program.exclusions.includes('third_trimester')) {
    return open(
      8,
      () => 'Cannot take pregnant patients in the third trimester: ask how far along it is.',
    );
  }
  if (program.populations.includes('pregnant_postpartum')) {
    return pro(15, () => 'Has a program for pregnant patients.');
  }
  return open(8, () => 'Nobody said whether it can care for a pregnancy: ask first.');
}

/** What has to be said of a patient under 18 whatever the program; null for an adult. */
export function minorNote({ minor, guardianAgrees }: PatientFacts): string | null {
  if (!minor) return null;
  if (minor.alone === 'yes') return minor.rule;
  if (guardianAgrees === true) return `${minor.rule} A parent or guardian agrees.`;
  const said = guardianAgrees === false ? 'does not agree' : 'has not been asked';
  return `${minor.rule} The parent or guardian ${said}: no program can take the patient before that is settled.`;
}
