import { con, NOTHING, open, pro, type Finding, type Rule, shut } from './rule.js';
import { languageWords, populationWords } from './words.js';

export const languageRule: Rule = {
  id: 'language',
  kind: 'hard',
  title: 'Language',
  says: "Staff who speak the patient's language speak for a program. Where treatment in it was asked for, a program that names its languages without it is excluded; one that names none has to be asked.",
  judge({ language, languageNeeded }, { languages }) {
    const name = () => languageWords(language);
    if (languages.includes(language)) {
      return language === 'en' ? NOTHING : [pro(10, () => `Speaks ${name()}.`)];
    }
    if (language === 'en' && !languageNeeded) return NOTHING;
    if (languages.length === 0) {
      return [open(languageNeeded ? 10 : 3, () => `Nobody said whether it speaks ${name()}.`)];
    }
    if (!languageNeeded) return [con(5, () => `Does not say that it speaks ${name()}.`)];
    return [
      shut(
        () => `Names its languages, and ${name()} is not among them.`,
        () => `Somebody there speaks ${name()}, or the patient agrees to an interpreter.`,
      ),
    ];
  },
};

export const wishesRule: Rule = {
  id: 'wishes',
  kind: 'hard',
  title: "The patient's wishes",
  says: 'A place the patient asked for by name comes first among equals; one they will not go to is excluded. Each group they want something of their own for counts.',
  judge({ wishes }, program) {
    if (wishes.refusedFacilityIds.includes(program.facilityId)) {
      return [
        shut(
          () => 'The patient does not want to go there.',
          () => 'The patient changes their mind.',
        ),
      ];
    }
    if (wishes.preferredFacilityIds.length === 0 && wishes.populations.length === 0) return NOTHING;
    const found: Finding[] = wishes.populations.map((code) => wished(code, program.populations));
    if (wishes.preferredFacilityIds.includes(program.facilityId)) {
      found.push(pro(25, () => 'The patient asked for this place.'));
    }
    return found;
  },
};

function wished(code: string, populations: readonly string[]): Finding {
  if (populations.includes(code))
    return pro(8, () => `Has something for ${populationWords(code)}, as wished.`);
  if (populations.length === 0)
    return open(1, () => `Nobody said whether it has something for ${populationWords(code)}.`);
  return con(4, () => `Names nothing for ${populationWords(code)}, which was wished for.`);
}
