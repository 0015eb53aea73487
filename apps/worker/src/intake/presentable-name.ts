const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const ALL_SMALL = /^[a-z][a-z' -]+$/;
const ALL_CAPITALS = /^[A-Z][A-Z' -]{3,}$/;

/**
 * A name as a person would write it on an envelope: one space between words, nothing invisible, and
 * "MARIA LOPEZ" or "maria lopez" as "Maria Lopez". Anything else keeps the letters it was given.
 * Undefined when nothing is left.
 */
export function presentableName(typed: string | null | undefined): string | undefined {
  // A zero-width joiner holds some scripts' letters and emoji together.
  const visible = (typed ?? '').replaceAll(INVISIBLE, (c) => (c === '\u200D' ? c : ' '));
  const words = visible.trim().replaceAll(/\s+/gu, ' ');
  if (words === '') return undefined;
  if (!ALL_SMALL.test(words) && !ALL_CAPITALS.test(words)) return words;
  return words
    .toLowerCase()
    .replaceAll(
      /(^|[ '-])([a-z])/g,
      (_, before: string, letter: string) => before + letter.toUpperCase(),
    );
}
