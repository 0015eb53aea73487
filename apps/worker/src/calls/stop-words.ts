/** Source: the contact rules of the domain; the list that carriers and the FCC know, in English and Spanish. */
const STOP_WORDS = new Set([
  'stop',
  'stopall',
  'quit',
  'end',
  'revoke',
  'opt out',
  'optout',
  'cancel',
  'unsubscribe',
  'alto',
  'parar',
  'cancelar',
]);

/**
 * Whether a whole message is a stop word. Case, punctuation at the ends and spacing don't matter; a
 * sentence never is one here: "I want to quit" and "can't stop" belong to a human.
 */
export function isStopMessage(text: string): boolean {
  const words = text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s]+/gu, ' ')
    .trim()
    .replaceAll(/\s+/g, ' ');
  return STOP_WORDS.has(words);
}
