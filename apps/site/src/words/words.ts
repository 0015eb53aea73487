import type { Language } from '#contract';
import { en, type Words } from './en.js';
import { es } from './es.js';

export type { Words } from './en.js';

const WORDS: Record<Language, Words> = { en, es };

/** All words of a language. */
export function wordsIn(language: Language): Words {
  return WORDS[language];
}

/** A label of a picklist, or the code itself where there is none. */
export function labelFrom(list: Readonly<Record<string, string>>, code: string): string {
  return list[code] ?? code;
}

/** The sentences of the contract's checks, in Spanish. */
const SPANISH_CHECKS: Readonly<Record<string, string>> = {
  'Please tell us a name to ask for.': 'Díganos un nombre por el que preguntar.',
  'Please write text here.': 'Escriba texto aquí.',
  'This text has characters we cannot store. Please remove them.':
    'Este texto tiene caracteres que no podemos guardar. Quítelos, por favor.',
  'Please give a phone number with its area code, like 555 010 0199.':
    'Escriba un número de teléfono con código de área, como 555 010 0199.',
  'Please give an e-mail address like name@example.com.':
    'Escriba un correo electrónico como nombre@example.com.',
  'Please give a phone number or an e-mail address, so that we can reach you.':
    'Escriba un teléfono o un correo electrónico, para que podamos contactarle.',
  'Please give a five-digit ZIP code.': 'Escriba un código postal de cinco cifras.',
  'Please give the age as a number of years.': 'Escriba la edad como un número de años.',
  'Please give the age in whole years.': 'Escriba la edad en años enteros.',
  'Please give an age between 0 and 120.': 'Escriba una edad entre 0 y 120.',
  'Please choose today, this week or later.': 'Elija hoy, esta semana o más adelante.',
  'Please answer yes or no.': 'Responda sí o no.',
  'Please answer yes, no or unknown.': 'Responda sí, no o no lo sé.',
  'Please name at most 30 substances.': 'Nombre como máximo 30 sustancias.',
};

/** A check's sentence in the visitor's language. Sentences of no use to a visitor become a plain one. */
export function checkIn(language: Language, sentence: string): string {
  const { generic } = WORDS[language].form.errors;
  if (language === 'en') return sentence.startsWith('Invalid') ? generic : sentence;
  const limit = /^Please use at most (\d+) characters\.$/.exec(sentence);
  if (limit) return `Use como máximo ${limit[1]} caracteres.`;
  return SPANISH_CHECKS[sentence] ?? generic;
}
