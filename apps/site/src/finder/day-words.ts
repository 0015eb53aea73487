import type { Language } from '#contract';

const FORMATS: Record<Language, Intl.DateTimeFormat> = {
  en: format('en-US'),
  es: format('es-US'),
};

/** The day of a moment, for people: "Nov 24, 2026". */
export function dayWords(at: Date | string, language: Language): string {
  return FORMATS[language].format(new Date(at));
}

function format(locale: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'America/New_York' });
}
