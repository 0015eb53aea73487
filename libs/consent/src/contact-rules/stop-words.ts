/**
 * What an inbound text asks about further contact; everything else is for a human. `no_texts`: they want to be spoken
 * with, but not by text.
 */
export type ContactWish = 'stop' | 'start' | 'no_texts' | 'none';

const STOP = new Set([
  'stop',
  'stopall',
  'quit',
  'end',
  'revoke',
  'optout',
  'cancel',
  'unsubscribe',
  'alto',
  'parar',
  'pare',
  'detener',
  'cancelar',
  'basta',
]);
const START = new Set(['start', 'unstop', 'yes start', 'empezar', 'iniciar']);
/** Tidied words longer than this say more than a wish to be left alone. */
const LONGEST = 120;

const OPENING =
  '(?:(?:hi|hey|hello|no|ok|okay|sorry|i said|wrong (?:number|person)|(?:im )?not interested|oiga|hola) )*';
const CIVIL = '(?:please|pls|plz|thanks|thank you|now|por favor|gracias)';

const NOT = '(?:do not|dont|never|no longer)';
const REACH = '(?:text|txt|message|call|phone|contact|write|email|e mail|bother)';
const REACHING = '(?:text|txt|messag|call|phon|contact|writ|email|bother|bugg|harass|spamm)ing';
const ME = '(?: to)?(?: me| us| (?:this|my) (?:number|phone))?';
const AGAIN = '(?: ever)?(?: again| anymore| any more| ever)?';
const THINGS = '(?:texts?|txts?|text messages|messages|calls|phone calls|emails|e mails)';
const LIST = '(?: (?:off|from))?(?: (?:your|the|this))?(?: (?:list|lists|database|system))?';
const TEXT = '(?:text|txt|message)';
const CALL = '(?:just |only |but )?(?:please )?(?:call|phone)(?: me| us)?(?: instead| only)?';

/** Plain sentences that mean "leave me alone", each as a pattern over the whole tidied message. */
const PLAIN_STOPS: readonly RegExp[] = [
  '(?:stop ?)+(?:it)?',
  `${NOT} ${REACH}${ME}${AGAIN}`,
  `(?:stop|quit)(?: fucking)? ${REACHING}${ME}${AGAIN}`,
  `(?:stop|quit) sending(?: me| us)?(?: any| these| your)?(?: more)? ${THINGS}${AGAIN}`,
  `(?:stop|end|cancel|no|no more)(?: the| these| your| all)? ${THINGS}${AGAIN}`,
  `(?:take|remove) (?:me|us|(?:my|this) number)${LIST}`,
  '(?:lose|delete|erase) (?:my|this) (?:phone )?number',
  'leave (?:me|us) alone|opt me out|unsubscribe(?: me)?|(?:i )?revoke(?: my)? consent',
  'i(?: want|d like| would like| wish) to (?:opt out|unsubscribe)',
  `i(?: want| would like| told| asked|d like) you to stop(?: ${REACHING}${ME}${AGAIN})?`,
  `i (?:do not|dont|no longer) (?:want|wish)(?: to (?:get|receive))?(?: any| your| these)?(?: more)? ${THINGS}(?: from you)?${AGAIN}`,
  `i (?:do not|dont|no longer) (?:want|wish) to be (?:texted|called|contacted|messaged|emailed)${AGAIN}`,
  '(?:ya )?no (?:me |nos )?(?:escrib|mand|envi|llam|contact|molest)(?:en|es|e|an|as|a)(?: mas)?(?: (?:mensajes|textos))?(?: mas)?',
  '(?:dejen|deje|deja|paren) de (?:escribirme|llamarme|(?:mandarme|enviarme) (?:mensajes|textos)|contactarme|molestarme)',
  'no quiero(?: recibir)?(?: mas| sus)? (?:mensajes|llamadas|textos)(?: mas)?',
  '(?:quitenme|quiteme|saquenme|saqueme|borrenme) de (?:la|su|esta) lista|borren? mi numero',
].map(whole);

/** Sentences that want a call and no text. */
const NO_TEXTS: readonly RegExp[] = [
  `(?:${NOT} ${TEXT}(?: me| us)?${AGAIN}|no (?:more )?${THINGS})(?: please)? ${CALL}`,
  `${CALL}(?: please)? (?:and )?(?:${NOT} ${TEXT}(?: me| us)?${AGAIN}|no (?:more )?(?:texts|text messages|messages))`,
  '(?:por favor )?no me (?:escrib|mand|envi)(?:en|es|e|an|as|a)(?: mensajes)?(?: mejor)? (?:llamenme|llameme|llamame)',
  '(?:llamenme|llameme|llamame)(?: por favor)? no me (?:escrib|mand|envi)(?:en|es|e|an|as|a)(?: mensajes)?',
].map(whole);

/**
 * Reads a whole inbound message. Stop words match the whole message only: "I want to quit" and "can't stop" are cries
 * for help and go to a human, as HELP does. Sources: 47 CFR 64.1200(a)(10), which names the words and asks for every
 * reasonable way of saying it.
 */
export function contactWish(text: string): ContactWish {
  const words = tidy(text);
  if (words.length > LONGEST) return 'none';
  const joined = words.replaceAll(' ', '');
  if (STOP.has(words) || STOP.has(joined)) return 'stop';
  if (START.has(words)) return 'start';
  if (NO_TEXTS.some((pattern) => pattern.test(words))) return 'no_texts';
  return PLAIN_STOPS.some((pattern) => pattern.test(words)) ? 'stop' : 'none';
}

/** A pattern over the whole message, with the words people put before and after what they want. */
function whole(sentence: string): RegExp {
  return new RegExp(`^${OPENING}(?:${CIVIL} )*(?:${sentence})(?: ${CIVIL})*$`);
}

/** Lower case, without accents, apostrophes, punctuation or doubled spaces. */
function tidy(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/['’`]/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
