import type { Language } from '#contract';
import { dateFormat } from '#platform';

const LOCALES: Record<Language, string> = { en: 'en-US', es: 'es-US' };

/** The day of a moment, for people: "Nov 24, 2026". */
export function dayWords(at: Date | string, language: Language): string {
  const parts = { dateStyle: 'medium', timeZone: 'America/New_York' } as const;
  return dateFormat(LOCALES[language], parts).format(new Date(at));
}
