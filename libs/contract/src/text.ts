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

/** Yes/no as JSON sends it (true/false) and as a form sends it ("yes", "no", "on", ""). */
export const yesNo = z.preprocess((value) => {
  if (typeof value !== 'string') return value ?? undefined;
  const word = value.trim().toLowerCase();
  if (['yes', 'true', 'on', '1'].includes(word)) return true;
  if (['no', 'false', 'off', '0'].includes(word)) return false;
  return word === '' ? undefined : value;
}, z.boolean({ error: 'Please answer yes or no.' }).optional());
