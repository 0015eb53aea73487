import type { Language } from '#contract';
import { dateFormat } from '#platform';
import { clockTime, zoneName } from '../pages/time-words.js';
import { dayIn, type Offer } from './offered-slots.js';

/** The offered times as a form shows them: by day, each with its value. */
export interface SlotChoice {
  days: { label: string; times: { value: string; label: string }[] }[];
  /** "Pacific Time". */
  zone: string;
  /** `America/Los_Angeles`. */
  timeZone: string;
  /** A time in full: "Friday, November 27, 2:30 p.m. Pacific Time". */
  inFull: (value: string) => string;
}

const LOCALES: Record<Language, string> = { en: 'en-US', es: 'es-US' };

export function slotChoice({ slots, timeZone }: Offer, language: Language): SlotChoice {
  const days: SlotChoice['days'] = [];
  let last: string | undefined;
  for (const at of slots) {
    const day = dayIn(at, timeZone);
    if (day !== last) days.push({ label: capital(dayWords(at, timeZone, language)), times: [] });
    last = day;
    days.at(-1)?.times.push({ value: at.toISOString(), label: shortWords(at, timeZone, language) });
  }
  return {
    days,
    zone: zoneName(timeZone, language),
    timeZone,
    inFull: (value) => {
      const at = new Date(value);
      return Number.isNaN(at.getTime()) ? value : slotInFull(at, timeZone, language);
    },
  };
}

/** "Friday, November 27, 2:30 p.m. Pacific Time". */
export function slotInFull(at: Date, timeZone: string, language: Language): string {
  const zone = zoneName(timeZone, language);
  return `${dayWords(at, timeZone, language)}, ${timeWords(at, timeZone, language)} (${zone})`;
}

function dayWords(at: Date, timeZone: string, language: Language): string {
  return dateFormat(LOCALES[language], {
    timeZone,
    weekday: 'long',
    month: 'long',
    day: 'numeric',
  }).format(at);
}

function timeWords(at: Date, timeZone: string, language: Language): string {
  const time = dateFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  return clockTime(time.format(at), language);
}

/** With its day and zone, "Fri 2:30 p.m. PT": a closed list shows nothing but what was chosen. */
function shortWords(at: Date, timeZone: string, language: Language): string {
  const day = dateFormat(LOCALES[language], { timeZone, weekday: 'short' }).format(at);
  const zone = zoneName(timeZone, language, 'shortGeneric');
  return `${capital(day)} ${timeWords(at, timeZone, language)} ${zone}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
