/** Short forms people write and the words they stand for. Source: the payers' own names and the postal codes of states. */
const SHORT: Readonly<Record<string, string>> = {
  bcbs: 'blue cross blue shield',
  bcbst: 'blue cross blue shield tennessee',
  bluecross: 'blue cross',
  blueshield: 'blue shield',
  bcbstx: 'blue cross blue shield texas',
  bc: 'blue cross',
  bs: 'blue shield',
  uhc: 'unitedhealthcare',
  kaiser: 'kaiser permanente',
};

const STATES: Readonly<Record<string, string>> = {
  al: 'alabama',
  ak: 'alaska',
  az: 'arizona',
  ar: 'arkansas',
  ca: 'california',
  co: 'colorado',
  ct: 'connecticut',
  de: 'delaware',
  fl: 'florida',
  ga: 'georgia',
  hi: 'hawaii',
  id: 'idaho',
  il: 'illinois',
  ia: 'iowa',
  ks: 'kansas',
  ky: 'kentucky',
  la: 'louisiana',
  md: 'maryland',
  ma: 'massachusetts',
  mi: 'michigan',
  mn: 'minnesota',
  ms: 'mississippi',
  mo: 'missouri',
  mt: 'montana',
  ne: 'nebraska',
  nv: 'nevada',
  nh: 'new hampshire',
  nj: 'new jersey',
  nm: 'new mexico',
  ny: 'new york',
  nc: 'north carolina',
  nd: 'north dakota',
  oh: 'ohio',
  ok: 'oklahoma',
  pa: 'pennsylvania',
  ri: 'rhode island',
  sc: 'south carolina',
  sd: 'south dakota',
  tn: 'tennessee',
  tx: 'texas',
  ut: 'utah',
  vt: 'vermont',
  wa: 'washington',
  wv: 'west virginia',
  wi: 'wisconsin',
  wy: 'wyoming',
};

/**
 * The ways to look for what somebody typed: as it is, and with short forms and states written out
 * ("bluecross tx": "blue cross texas"). The last word alone is taken for a state, and never the only one.
 */
export function spellingsOf(typed: string): string[] {
  const words = typed
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const written = words.map((word, at) => {
    const state = at > 0 && at === words.length - 1 ? STATES[word] : undefined;
    return SHORT[word] ?? state ?? word;
  });
  return [...new Set([typed.toLowerCase(), written.join(' ')])];
}
