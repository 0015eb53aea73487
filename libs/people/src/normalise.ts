import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { nameWords } from '#vault';

/** In E.164 already, as most are that come from our own tables: reading it would give the same. */
const NORTH_AMERICAN = /^\+1[2-9]\d{9}$/;

/**
 * A phone number as typed, in E.164; null when it cannot be one. Numbers without a country are read
 * as those of `country`; an extension is left out.
 */
export function normalisePhone(text: string, country: 'US' = 'US'): string | null {
  if (NORTH_AMERICAN.test(text)) return text;
  const number = parsePhoneNumberFromString(text.trim(), country);
  return number?.isPossible() ? number.number : null;
}

/** An e-mail address as it is compared: trimmed, in lower case; null when it cannot be one. */
export function normaliseEmail(text: string): string | null {
  const address = text.trim().toLowerCase();
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address) ? address : null;
}

/** A name as it is shown: inner spaces single, nothing around it; null when nothing is left. */
export function tidyName(name: string | null | undefined): string | null {
  const tidy = (name ?? '').trim().replaceAll(/\s+/g, ' ');
  return tidy === '' ? null : tidy;
}

/**
 * Whether two names are the same words, whatever their order, case, accents and punctuation.
 * A name without letters or digits is the same as none.
 */
export function sameName(
  one: string | null | undefined,
  other: string | null | undefined,
): boolean {
  const first = new Set(nameWords(one ?? ''));
  const second = new Set(nameWords(other ?? ''));
  return (
    first.size > 0 && first.size === second.size && [...first].every((word) => second.has(word))
  );
}
