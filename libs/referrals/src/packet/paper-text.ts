/** Whether the font has a form for a character. */
export type HasGlyph = (codePoint: number) => boolean;

const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const LEFT_TO_RIGHT = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u;
/** Characters that are never seen by themselves: joiners, marks of direction, variants. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/u;

/**
 * A text as a paper can print it. A character the font has no form for stands as its Unicode number in brackets,
 * `[U+738B]`: a name is never an empty box, and can be read back exactly. Words written from right to left stand in the
 * order they are read (the letters within a word are turned by the font's own layout).
 * `lost` says whether any character stands as a number.
 */
export function paperText(text: string, hasGlyph: HasGlyph): { text: string; lost: boolean } {
  let lost = false;
  const shown = Array.from(text, (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    if (/\s/u.test(character) || hasGlyph(codePoint)) return character;
    if (UNSEEN.test(character)) return '';
    lost = true;
    return `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`;
  });
  return { text: shown.join('').split('\n').map(inReadingOrder).join('\n'), lost };
}

/** Turns around the order of words from right to left that follow each other; all others stay where they are. */
function inReadingOrder(line: string): string {
  const ordered: string[] = [];
  let turned: string[] = [];
  for (const word of line.split(' ')) {
    if (RIGHT_TO_LEFT.test(word) && !LEFT_TO_RIGHT.test(word)) {
      turned.unshift(word);
      continue;
    }
    ordered.push(...turned, word);
    turned = [];
  }
  return [...ordered, ...turned].join(' ');
}
