import { z } from 'zod';

/** True when the text has a character PostgreSQL or UTF-8 cannot hold: NUL or half a surrogate pair. */
export function hasUnsupportedCharacters(text: string): boolean {
  return text.includes('\u0000') || !text.isWellFormed();
}

/** Text somebody typed: trimmed, with a limit in characters, refused when it cannot be stored as it is. */
export function typedText(limit: number) {
  return z
    .string({ error: 'Please write text here.' })
    .trim()
    .max(limit, { error: `Please use at most ${limit} characters.` })
    .refine((text) => !hasUnsupportedCharacters(text), {
      error: 'This text has characters we cannot store. Please remove them.',
    });
}

/** Like {@link typedText}, where an empty field means "not given" and becomes undefined. */
export function optionalText(limit: number) {
  return z.preprocess(
    (value) =>
      value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value,
    typedText(limit).optional(),
  );
}

/** Like {@link typedText}, where null or an empty field means "nothing there" (null), and leaving it out "as it was". */
export function clearableText(limit: number) {
  return z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? null : value),
    typedText(limit).nullish(),
  );
}

/** A point in time as people give it: ISO, UTC, of our times. Nobody means the year 0 or 9999. */
export const moment = z.iso
  .datetime({ error: 'Please give a date and time such as 2026-03-01T09:30:00Z.' })
  .refine((text) => text >= '1900' && text < '2200', {
    error: 'Please give a date between 1900 and 2199.',
  });

/** Yes/no as JSON sends it (true/false) and as a form sends it ("yes", "no", "on", ""). */
export const yesNo = z.preprocess((value) => {
  if (typeof value !== 'string') return value ?? undefined;
  const word = value.trim().toLowerCase();
  if (['yes', 'true', 'on', '1'].includes(word)) return true;
  if (['no', 'false', 'off', '0'].includes(word)) return false;
  return word === '' ? undefined : value;
}, z.boolean({ error: 'Please answer yes or no.' }).optional());

/** A day somebody was born; empty: not known. */
export const birthDate = z.preprocess(
  (value) => (value === '' || value === null ? undefined : value),
  z.iso
    .date({ error: 'Please give a date such as 1990-02-28.' })
    .refine((text) => text >= '1900' && text < '2200', {
      error: 'Please give a date between 1900 and 2199.',
    })
    .optional(),
);
