import {
  EXCLUSIONS,
  labelOf,
  MOUD_MEDICINES,
  POPULATIONS,
  PROGRAM_LANGUAGES,
  REQUIREMENTS,
  SEXES,
} from '#contract';

/** A label inside a sentence: small first letter, unless it is a name or an abbreviation. */
function inside(label: string): string {
  return /^[A-Z][a-z’ ]/.test(label) && !/^American\b/.test(label)
    ? label.charAt(0).toLowerCase() + label.slice(1)
    : label;
}

/** A code of one's own in words. */
function plain(label: string): string {
  return inside(label.replaceAll('_', ' '));
}

export function exclusionWords(code: string): string {
  return plain(labelOf(EXCLUSIONS, code));
}

export function requirementWords(code: string): string {
  return plain(labelOf(REQUIREMENTS, code));
}

export function populationWords(code: string): string {
  return plain(labelOf(POPULATIONS, code));
}

export function sexWords(code: string): string {
  return plain(labelOf(SEXES, code));
}

export function medicationWords(code: string): string {
  return plain(labelOf(MOUD_MEDICINES, code));
}

const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' });

/** A language by its code, as the directory calls it, else as the Unicode locale data do. */
export function languageWords(code: string): string {
  const label = labelOf(PROGRAM_LANGUAGES, code);
  if (label !== code) return label;
  return /^[a-z]{2,3}$/.test(code) ? (names.of(code) ?? code) : code;
}

const OPIOIDS: ReadonlySet<string> = new Set([
  'heroin',
  'fentanyl',
  'prescription_opioids',
  'methadone',
  'kratom',
]);

/** Substances for which medications for opioid use disorder are given. */
export function isOpioid(substance: string): boolean {
  return OPIOIDS.has(substance);
}
