import type { Language } from '#contract';
import { dateFormat } from '#platform';

const LOCALES: Record<Language, string> = { en: 'en-US', es: 'es-US' };

/** `21:00` as people say it: "9 p.m.", "9:30 p.m.". */
export function clockTime(time: string, language: Language): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const half = hours % 24 < 12 ? 'a' : 'p';
  const suffix = language === 'en' ? `${half}.m.` : `${half}.\u00a0m.`;
  const hour = hours % 12 === 0 ? 12 : hours % 12;
  const tail = minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`;
  return `${hour}${tail}\u00a0${suffix}`;
}

/** "Eastern Time" for `America/New_York`; "ET" when it has to be short. */
export function zoneName(
  timeZone: string,
  language: Language,
  timeZoneName: 'longGeneric' | 'shortGeneric' = 'longGeneric',
): string {
  const parts = dateFormat(LOCALES[language], {
    timeZone,
    timeZoneName,
  }).formatToParts(new Date(0));
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}

/** A moment in the organisation's zone, which is named, for people. */
export function momentWords(at: Date, timeZone: string, language: Language): string {
  return dateFormat(LOCALES[language], {
    timeZone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(at);
}

/** A day where there is little room: "Nov 24, 2026". */
export function shortDay(at: Date | string, timeZone: string, language: Language): string {
  return dateFormat(LOCALES[language], { dateStyle: 'medium', timeZone }).format(new Date(at));
}

/** A day in the organisation's zone. */
export function dayWords(at: Date, timeZone: string, language: Language): string {
  return dateFormat(LOCALES[language], {
    timeZone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
  }).format(at);
}
