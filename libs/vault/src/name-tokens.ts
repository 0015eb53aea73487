const MAX_WORDS = 12;
const PREFIX = 3;

/**
 * The words of a name as they are looked up: compatibility-decomposed, marks stripped, lower case, apostrophes
 * dropped (O'Brien → obrien), split at everything that is neither letter nor digit, each once, at most 12.
 */
export function nameWords(name: string): string[] {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/['’ʼ‘`]/gu, '')
    .toLowerCase();
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  return [...new Set(words)].slice(0, MAX_WORDS);
}

/** The three-letter beginnings of a name's words (words shorter than three letters have none). */
export function namePrefixes(name: string): string[] {
  const prefixes = nameWords(name)
    .map((word) => Array.from(word).slice(0, PREFIX))
    .filter((letters) => letters.length === PREFIX)
    .map((letters) => letters.join(''));
  return [...new Set(prefixes)];
}

/** Everything a name can be found by: its whole words and their three-letter beginnings, each once. */
export function nameTokens(name: string): string[] {
  return [...new Set([...nameWords(name), ...namePrefixes(name)])];
}
