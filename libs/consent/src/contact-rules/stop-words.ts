/** What an inbound text asks about further contact; everything else is for a human. */
export type ContactWish = 'stop' | 'start' | 'none';

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
  'cancelar',
  'basta',
]);
const START = new Set(['start', 'unstop', 'yes start', 'empezar', 'iniciar']);

/** Plain sentences that mean "leave me alone", each as a pattern over the whole tidied message. */
const PLAIN_STOPS: readonly RegExp[] = [
  /^(please )?(do not|dont|never|no longer) (text|message|call|contact|write|email|e mail|bother)( to)?( me| us| this (number|phone))?( again| anymore| any more| ever)?( please)?$/,
  /^(please )?stop (texting|messaging|calling|contacting|writing|emailing|bothering)( to)?( me| us| this (number|phone))?( again| now)?( please)?$/,
  /^(please )?(take|remove) (me|my number|this number|us)( (off|from))?( (your|the|this))?( (list|lists|database|system))?( please)?$/,
  /^(please )?(leave me alone|lose (my|this) number|opt me out|unsubscribe me|stop please|please stop|no more (texts|messages|calls|emails)( please)?)$/,
  /^i (do not|dont) want (any )?(more )?(texts|messages|calls|emails|to be (texted|called|contacted|messaged))( from you)?( anymore| any more)?$/,
  /^(por favor )?no (me )?(escriban|escriba|manden|mande|envien|envie|llamen|llame|contacten|contacte)( mas)?( mensajes)?( mas)?( por favor)?$/,
  /^(por favor )?(dejen|deje) de (escribirme|llamarme|mandarme mensajes|contactarme)( por favor)?$/,
];

/**
 * Reads a whole inbound message. Stop words match the whole message only: "I want to quit" and "can't stop" are cries
 * for help and go to a human, as HELP does. Source of the words: 47 CFR 64.1200(a)(10).
 */
export function contactWish(text: string): ContactWish {
  const words = tidy(text);
  const joined = words.replaceAll(' ', '');
  if (STOP.has(words) || STOP.has(joined)) return 'stop';
  if (START.has(words)) return 'start';
  return PLAIN_STOPS.some((pattern) => pattern.test(words)) ? 'stop' : 'none';
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
