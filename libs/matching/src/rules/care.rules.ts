import type { MoudMedicine, MoudStance } from '#contract';
import { MEDICATIONS, type PatientFacts, type ProgramFacts } from '../facts.js';
import { type LevelNeeded, levelWords, servingOf } from '../levels.js';
import {
  con,
  FINDS_NOTHING,
  type Found,
  type Judge,
  NOTHING,
  open,
  pro,
  type Rule,
  shut,
  together,
} from './rule.js';
import { isOpioid, medicationWords } from './words.js';

const NO_LEVEL_KNOWN = open(
  10,
  ({ level }) => `Gives ${levelWords(level)}: nobody said which level is needed.`,
);

export const levelRule: Rule = {
  id: 'level',
  kind: 'hard',
  title: 'Level of care',
  says: 'The level a clinician assessed counts before the one screened, and that before the one asked for. The level itself serves, and the neighbours of the table below; every other level is excluded.',
  asking(_patient, { needed }) {
    if (!needed) return () => NO_LEVEL_KNOWN;
    const known = new Map<string, Found>();
    return ({ level }) => {
      const before = known.get(level);
      if (before) return before;
      const found = ofLevel(level, needed);
      known.set(level, found);
      return found;
    };
  },
};

function ofLevel(level: string, needed: LevelNeeded): Found {
  const serving = servingOf(needed, level);
  if (serving === 'itself') return pro(40, () => `Gives ${levelWords(level)}, the level needed.`);
  if (!serving) {
    return shut(
      () => `Gives ${levelWords(level)}; needed is ${levelWords(needed.level)}.`,
      () => `A screening or an assessment that says ${levelWords(level)}.`,
    );
  }
  const words = () =>
    `Gives ${levelWords(level)}, not ${levelWords(needed.level)}: ${serving.because}.`;
  return serving.ask ? open(5, words) : pro(15, words);
}

export const medicationRule: Rule = {
  id: 'medication',
  kind: 'hard',
  title: 'Medication for opioid use disorder',
  says: "A program that refuses or tapers the patient's methadone, buprenorphine or naltrexone is excluded, unless the patient asks to come off it. Not known what it does: it has to be asked. For somebody who uses opioids and takes none, a program that can start one comes first.",
  asking(patient) {
    const { medications } = patient;
    if (medications === null || medications.length === 0) return starting(patient);
    return together(medications.map((medication) => keeping(medication, patient)));
  },
};

function keeping(medication: MoudMedicine, { keepsMedication }: PatientFacts): Judge {
  const name = medicationWords(medication);
  const continues = pro(10, () => `Continues ${name}, which the patient takes.`);
  const parting = (does: string) =>
    keepsMedication === false
      ? con(
          0,
          () => `It ${does}; the patient asks to come off it. Only their prescriber may plan that.`,
        )
      : shut(
          () => `It ${does}, and the patient takes it.`,
          () => `The program continues ${name}, or the patient themself asks to come off it.`,
        );
  const found: Record<MoudStance, Found> = {
    continues,
    starts_and_continues: continues,
    unknown: open(
      12,
      () => `Nobody said whether it continues ${name}, which the patient takes: ask first.`,
    ),
    tapers: parting(`tapers patients off ${name}`),
    refuses: parting(`refuses patients on ${name}`),
  };
  return ({ moud }) => found[moud[medication]];
}

const CAN_START = pro(6, (program) => {
  const names = MEDICATIONS.filter((one) => starts(program, one)).map(medicationWords);
  return `Can start ${names.join(' and ')}, if the patient wants it.`;
});
const GIVES_NONE = con(6, () => 'Gives no medication for opioid use disorder.');
const NOT_EVERY = open(
  4,
  () => 'Does not continue every medication for opioid use: ask whether the patient takes one.',
);

function starting({ substances, medications }: PatientFacts): Judge {
  if (!substances.some(isOpioid)) return FINDS_NOTHING;
  return (program) => {
    if (MEDICATIONS.some((one) => starts(program, one))) return CAN_START;
    if (MEDICATIONS.every((one) => program.moud[one] === 'refuses')) return GIVES_NONE;
    const asks = medications === null && MEDICATIONS.some((one) => forbids(program, one));
    return asks ? NOT_EVERY : NOTHING;
  };
}

function starts(program: ProgramFacts, medication: MoudMedicine): boolean {
  return program.moud[medication] === 'starts_and_continues';
}

function forbids(program: ProgramFacts, medication: MoudMedicine): boolean {
  return program.moud[medication] === 'tapers' || program.moud[medication] === 'refuses';
}
