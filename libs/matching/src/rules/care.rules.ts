import type { MoudMedicine } from '#contract';
import { MEDICATIONS, type PatientFacts, type ProgramFacts } from '../facts.js';
import { levelWords, servingOf } from '../levels.js';
import { con, type Finding, NOTHING, open, pro, type Rule, shut } from './rule.js';
import { isOpioid, medicationWords } from './words.js';

export const levelRule: Rule = {
  id: 'level',
  kind: 'hard',
  title: 'Level of care',
  says: 'The level a clinician assessed counts before the one screened, and that before the one asked for. The level itself serves, and the neighbours of the table below; every other level is excluded.',
  judge(_patient, program, { needed }) {
    if (!needed)
      return [
        open(10, () => `Gives ${levelWords(program.level)}: nobody said which level is needed.`),
      ];
    const serving = servingOf(needed, program.level);
    if (serving === 'itself')
      return [pro(40, () => `Gives ${levelWords(program.level)}, the level needed.`)];
    if (!serving) {
      return [
        shut(
          () => `Gives ${levelWords(program.level)}; needed is ${levelWords(needed.level)}.`,
          () => `A screening or an assessment that says ${levelWords(program.level)}.`,
        ),
      ];
    }
    const words = () =>
      `Gives ${levelWords(program.level)}, not ${levelWords(needed.level)}: ${serving.because}.`;
    return [serving.ask ? open(5, words) : pro(15, words)];
  },
};

export const medicationRule: Rule = {
  id: 'medication',
  kind: 'hard',
  title: 'Medication for opioid use disorder',
  says: "A program that refuses or tapers the patient's methadone, buprenorphine or naltrexone is excluded, unless the patient asks to come off it. Not known what it does: it has to be asked. For somebody who uses opioids and takes none, a program that can start one comes first.",
  judge(patient, program) {
    if (patient.medications === null || patient.medications.length === 0) {
      return starting(patient, program);
    }
    return patient.medications.map((medication) => keeping(medication, patient, program));
  },
};

function keeping(medication: MoudMedicine, patient: PatientFacts, program: ProgramFacts): Finding {
  const policy = program.moud[medication];
  const name = medicationWords(medication);
  if (policy === 'continues' || policy === 'starts_and_continues') {
    return pro(10, () => `Continues ${name}, which the patient takes.`);
  }
  if (policy === 'unknown') {
    return open(
      12,
      () => `Nobody said whether it continues ${name}, which the patient takes: ask first.`,
    );
  }
  const does = policy === 'tapers' ? `tapers patients off ${name}` : `refuses patients on ${name}`;
  if (patient.keepsMedication === false) {
    return con(
      0,
      () => `It ${does}; the patient asks to come off it. Only their prescriber may plan that.`,
    );
  }
  return shut(
    () => `It ${does}, and the patient takes it.`,
    () => `The program continues ${name}, or the patient themself asks to come off it.`,
  );
}

function starting(patient: PatientFacts, program: ProgramFacts): readonly Finding[] {
  if (!patient.substances.some(isOpioid)) return NOTHING;
  if (MEDICATIONS.some((one) => starts(program, one))) {
    const names = () =>
      MEDICATIONS.filter((one) => starts(program, one))
        .map(medicationWords)
        .join(' and ');
    return [pro(6, () => `Can start ${names()}, if the patient wants it.`)];
  }
  const none = MEDICATIONS.every((one) => program.moud[one] === 'refuses');
  if (none) return [con(6, () => 'Gives no medication for opioid use disorder.')];
  if (patient.medications === null && MEDICATIONS.some((one) => forbids(program, one))) {
    return [
      open(
        4,
        () =>
          'Does not continue every medication for opioid use: ask whether the patient takes one.',
      ),
    ];
  }
  return NOTHING;
}

function starts(program: ProgramFacts, medication: MoudMedicine): boolean {
  return program.moud[medication] === 'starts_and_continues';
}

function forbids(program: ProgramFacts, medication: MoudMedicine): boolean {
  return program.moud[medication] === 'tapers' || program.moud[medication] === 'refuses';
}
