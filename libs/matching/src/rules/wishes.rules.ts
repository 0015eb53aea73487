import {
  con,
  FINDS_NOTHING,
  type Judge,
  NOTHING,
  open,
  pro,
  type Rule,
  shut,
  together,
} from './rule.js';
import { languageWords, populationWords } from './words.js';

export const languageRule: Rule = {
  id: 'language',
  kind: 'hard',
  title: 'Language',
  says: "Staff who speak the patient's language speak for a program. Where treatment in it was asked for, a program that names its languages without it is excluded; one that names none has to be asked.",
  asking({ language, languageNeeded }) {
    const name = languageWords(language);
    const speaks = language === 'en' ? NOTHING : pro(10, () => `Speaks ${name}.`);
    if (language === 'en' && !languageNeeded) return FINDS_NOTHING;
    const nobodySaid = open(
      languageNeeded ? 10 : 3,
      () => `Nobody said whether it speaks ${name}.`,
    );
    const without = languageNeeded
      ? shut(
          () => `Names its languages, and ${name} is not among them.`,
          () => `Somebody there speaks ${name}, or the patient agrees to an interpreter.`,
        )
      : con(5, () => `Does not say that it speaks ${name}.`);
    return ({ languages }) => {
      if (languages.includes(language)) return speaks;
      return languages.length === 0 ? nobodySaid : without;
    };
  },
};

export const wishesRule: Rule = {
  id: 'wishes',
  kind: 'hard',
  title: "The patient's wishes",
  says: 'A place the patient asked for by name comes first among equals; one they will not go to is excluded. Each group they want something of their own for counts.',
  asking({ wishes }) {
    const { refusedFacilityIds, preferredFacilityIds } = wishes;
    const groups = together(wishes.populations.map(wished));
    return (program, miles) => {
      if (refusedFacilityIds.includes(program.facilityId)) return REFUSED;
      const found = groups(program, miles);
      return preferredFacilityIds.includes(program.facilityId) ? [...found, ...ASKED_FOR] : found;
    };
  },
};

const REFUSED = shut(
  () => 'The patient does not want to go there.',
  () => 'The patient changes their mind.',
);
const ASKED_FOR = pro(25, () => 'The patient asked for this place.');

function wished(code: string): Judge {
  const name = populationWords(code);
  const has = pro(8, () => `Has something for ${name}, as wished.`);
  const nobodySaid = open(1, () => `Nobody said whether it has something for ${name}.`);
  const without = con(4, () => `Names nothing for ${name}, which was wished for.`);
  return ({ populations }) => {
    if (populations.includes(code)) return has;
    return populations.length === 0 ? nobodySaid : without;
  };
}
