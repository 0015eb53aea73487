import { SUBSTANCES, type Substance } from '#contract';

/** Words by which people name a substance, beside its code and label. Lower case; matched as whole words. */
const WORDS: Partial<Record<Substance, string>> = {
  alcohol:
    'alcohol|alcoholic|alcoholism|drinking|drinks|drunk|liquor|vodka|whiskey|beer|wine|booze|etoh|alcohol[ií]smo|bebiendo|beber|borracho|cerveza|trago',
  heroin: 'heroin|hero[ií]na|smack|dope|black tar',
  fentanyl: 'fentanyl|fentanilo|fent|fetty|blues|m30s?',
  prescription_opioids:
    'oxycodone|oxycontin|oxy|percocets?|percs?|vicodin|hydrocodone|norco|roxys?|roxicodone|morphine|dilaudid|opana|codeine|tramadol|opioids?|opiates?|opi[aá]ceos?|painkillers?|pain pills',
  methadone: 'methadone|metadona',
  cocaine: 'cocaine|coca[ií]na|crack|coke',
  methamphetamine: 'meth|methamphetamines?|metanfetaminas?|crystal|cristal|ice',
  other_stimulants:
    'adderall|amphetamines?|anfetaminas?|ritalin|stimulants?|bath salts|ecstasy|mdma|molly',
  benzodiazepines:
    'benzos?|benzodiazepin\\w*|benzodiacepinas?|xanax|alprazolam|klonopin|clonazepam|valium|diazepam|ativan|lorazepam|restoril|temazepam|librium|etizolam|bromazolam|rivotril',
  barbiturates: 'barbiturates?|barbit[uú]ricos?|phenobarbital|butalbital|fioricet|seconal',
  other_sedatives:
    'ghb|gbl|baclofen|baclofeno|ambien|zolpidem|sedatives?|sleeping pills|carisoprodol|phenibut|ketamine|ketamina',
  marijuana: 'marijuana|marihuana|cannabis|weed|thc|mota',
  synthetic_cannabinoids: 'k2|spice|synthetic cannabinoids?',
  hallucinogens: 'lsd|acid|mushrooms|psilocybin|hallucinogens?',
  pcp: 'pcp|angel dust',
  inhalants: 'inhalants?|huffing|whippets|nitrous',
  xylazine:
    'xylazine|xilacina|tranq|tranq dope|medetomidine|medetomidina|rhino tranq|dexmedetomidine',
  kratom: 'kratom|7-?oh',
  gabapentin: 'gabapentin|gabapentina|neurontin|lyrica|pregabalin',
  over_the_counter: 'over[ -]the[ -]counter|dxm|robitussin|cough syrup|benadryl',
  gambling: 'gambling|betting|casino|apuestas',
};

/** Substances whose sudden stop can be dangerous, with the words that name them. */
export const DANGEROUS_TO_STOP = [
  { code: 'alcohol', word: WORDS.alcohol },
  { code: 'benzodiazepines', word: WORDS.benzodiazepines },
  { code: 'barbiturates', word: WORDS.barbiturates },
  { code: 'other_sedatives', word: 'ghb|gbl|baclofen|baclofeno' },
] as const;

const LETTER = '[\\p{L}\\p{N}]';
const patterns = SUBSTANCES.map(({ code, label }) => ({
  code,
  whole: asWord(
    `${code.replaceAll('_', '[ _-]')}|${escape(label.toLowerCase())}|${WORDS[code] ?? code}`,
  ),
}));

/** A pattern of alternatives that matches them as whole words, in any script. */
export function asWord(alternatives: string): RegExp {
  return new RegExp(`(?<!${LETTER})(?:${alternatives})(?!${LETTER})`, 'iu');
}

/**
 * Codes of SUBSTANCES for what somebody typed into the list of substances. Words we do not know
 * become `other`: the list is stored readable, so nobody's own words go into it.
 */
export function substanceCodes(typed: readonly string[]): Substance[] {
  const found = new Set(
    typed.flatMap((text): Substance[] => {
      const named = patterns.filter(({ whole }) => whole.test(text)).map(({ code }) => code);
      return named.length > 0 ? named : ['other'];
    }),
  );
  return SUBSTANCES.map(({ code }) => code).filter((code) => found.has(code));
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
