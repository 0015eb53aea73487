import { asWord } from './substances.js';

/** A group of phrases that mean one thing, in English and Spanish. */
export interface Phrases {
  /** Alternatives of a regular expression, matched as whole words, accents optional where people leave them out. */
  readonly any: string;
  /** True: "no …" and "not …" before it take it back ("no chest pain"). False for what is itself a denial ("not breathing"). */
  readonly deniable: boolean;
  /** True: a word of the past in the same clause means that it is over ("overdosed last year"). */
  readonly datable?: boolean;
}

/** Separates clauses: a denial reaches no further than its own. */
const CLAUSE = /[.!?;,:\n\r()]+|\b(?:but|however|and then|pero|aunque)\b/iu;
/** A denial with up to three words between it and what it denies. "Not sure", "not only", "can't stop" deny nothing. */
const DENIAL =
  /(?<![\p{L}])(?:not|never|no|isn['’]?t|aren['’]?t|wasn['’]?t|don['’]?t|doesn['’]?t|didn['’]?t|haven['’]?t|hasn['’]?t|without|denies|denied|no longer|nunca|sin|niega|tampoco)(?!\s+(?:sure|only|just|know|think|believe|s[eé]|estoy segur|s[oó]lo|solamente)(?![\p{L}]))(?:\s+[\p{L}'’-]+){0,3}\s*$/iu;
/** Words that end the reach of a denial inside a clause. */
const BREAK =
  /(?<![\p{L}])(?:because|since|so|if|until|unless|that|who|while|porque|si|hasta|que)(?![\p{L}])/iu;
const PAST =
  /(?<![\p{L}])(?:yesterday|ago|last (?:night|week|weekend|month|year|time|summer|winter|spring|fall)|in the past|past|previous(?:ly)?|before|history|recent(?:ly)?|used to|when (?:i|he|she|they) (?:quit|stopped|tried)|survived|ayer|hace|anoche|la semana pasada|el mes pasado|el a[nñ]o pasado|antes|reciente(?:mente)?|sobreviv\p{L}+)(?![\p{L}])/iu;
/** Words that say that what happened is not over, or only just: they outweigh those of the past. */
const ONGOING =
  /(?<![\p{L}])(?:since|still|now|again|just|keeps?|every|today|tonight|this morning|(?:minutes?|mins?|hours?) ago|desde|ahora|todav[ií]a|sigue|sigo|otra vez|hoy|hace (?:\p{N}+|un|una|unos|unas|pocos|pocas)? ?(?:minutos?|horas?|ratito|rato)|acab[aáo])(?![\p{L}])/iu;

/** What a text says of one group of phrases. */
export type Said = 'no' | 'now' | 'past';

/** Whether a text says one of the phrases, now or of the past; several clauses: the more urgent counts. */
export function says(phrases: Phrases, text: string): Said {
  const { once, each } = patternsOf(phrases);
  let said: Said = 'no';
  for (const clause of text.split(CLAUSE)) {
    // Hardly any clause says any of it; `matchAll` makes its pattern anew for each.
    if (!once.test(clause)) continue;
    for (const match of clause.matchAll(each)) {
      if (phrases.deniable && denied(clause.slice(0, match.index))) continue;
      if (!(phrases.datable && PAST.test(clause) && !ONGOING.test(clause))) return 'now';
      said = 'past';
    }
  }
  return said;
}

/** Compiling one takes longer than matching it. */
const patterns = new WeakMap<Phrases, { once: RegExp; each: RegExp }>();

function patternsOf(phrases: Phrases): { once: RegExp; each: RegExp } {
  const before = patterns.get(phrases);
  if (before) return before;
  const once = asWord(phrases.any);
  const made = { once, each: new RegExp(once.source, 'giu') };
  patterns.set(phrases, made);
  return made;
}

function denied(before: string): boolean {
  const reach = before.split(BREAK).at(-1) ?? '';
  return DENIAL.test(reach);
}
