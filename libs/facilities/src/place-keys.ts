/** Words of a company's form, which the same place has in one list and lacks in another. */
const FORMS = new Set([
  'inc',
  'llc',
  'llp',
  'lp',
  'pc',
  'pllc',
  'corp',
  'corporation',
  'ltd',
  'the',
  'co',
  'and',
  'of',
]);

/** As the postal service writes them (USPS Publication 28, appendix C). */
const STREET_WORDS: Readonly<Record<string, string>> = {
  street: 'st',
  avenue: 'ave',
  av: 'ave',
  boulevard: 'blvd',
  road: 'rd',
  drive: 'dr',
  lane: 'ln',
  court: 'ct',
  place: 'pl',
  square: 'sq',
  highway: 'hwy',
  parkway: 'pkwy',
  terrace: 'ter',
  circle: 'cir',
  turnpike: 'tpke',
  expressway: 'expy',
  freeway: 'fwy',
  north: 'n',
  south: 's',
  east: 'e',
  west: 'w',
  northeast: 'ne',
  northwest: 'nw',
  southeast: 'se',
  southwest: 'sw',
  saint: 'st',
  mount: 'mt',
  fort: 'ft',
  first: '1st',
  second: '2nd',
  third: '3rd',
  fourth: '4th',
  fifth: '5th',
  sixth: '6th',
  seventh: '7th',
  eighth: '8th',
  ninth: '9th',
  tenth: '10th',
};

/** From here on a line says which room, not which house. */
const UNIT = /\b(suite|ste|unit|apt|apartment|floor|fl|room|rm|building|bldg|#)\b.*$/;

/** A name as it is compared: no accents, no signs, no words of a company's form. */
export function nameKey(name: string): string {
  const all = wordsOf(name);
  const telling = all.filter((word) => !FORMS.has(word));
  return (telling.length > 0 ? telling : all).join(' ');
}

/** An address as it is compared: the house without the room, in the postal service's short words, and its ZIP. Null without a street or a ZIP. */
export function addressKey(
  line: string | null | undefined,
  zip: string | null | undefined,
): string | null {
  if (!line || !zip) return null;
  const house = wordsOf(
    plain(line)
      .replaceAll('#', ' # ')
      .replace(UNIT, ' ')
      .replace(/ # .*$/, ' '),
  );
  const words = house.map((word) => STREET_WORDS[word] ?? word);
  return words.length === 0 ? null : `${zip} ${words.join(' ')}`;
}

function wordsOf(text: string): string[] {
  return plain(text)
    .replaceAll('&', ' and ')
    .replaceAll(/['’.]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
