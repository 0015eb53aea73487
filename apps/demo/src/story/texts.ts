import type { Language } from '#contract';
import type { Random } from './random.js';
import type { Story } from './story.js';

/** A text in a story: ours by a template or in words of one's own, or theirs; minutes after they asked for help. */
export type Text =
  | { after: number; from: 'us'; text: string }
  | { after: number; from: 'us'; template: string; values: Record<string, string> }
  | { after: number; from: 'them'; text: string };

export const STOP = 'STOP';

/** One exchange: what we wrote, what they answered, what we wrote then. */
const EXCHANGES: Record<Language, readonly (readonly [string, string, string | null])[]> = {
  en: [
    [
      'Hi, this is the person you spoke with. I found two places with room next week. When can I call you?',
      'After 5 today is good. Thank you',
      'I will call you shortly after five.',
    ],
    [
      'Could you send me a photo of both sides of your card when you have a minute?',
      'Ok will do tonight when my husband is home',
      null,
    ],
    [
      'I have the answer to your question. Shall I call now, or is later better?',
      'Now is fine',
      null,
    ],
    [
      'The place in Orlando asks whether you could come on Thursday at 10.',
      'Yes!! What do I bring',
      'A photo ID, two weeks of clothes, and your card. I will call you with the rest.',
    ],
    [
      'Just checking in: is this still a good number for you?',
      'yes but please not in the morning I work nights',
      'Understood. Afternoons then.',
    ],
  ],
  es: [
    [
      'Hola, soy la persona con la que habló. ¿A qué hora le puedo llamar hoy?',
      'Después de las 6 por favor',
      'Le llamo poco después de las seis.',
    ],
    ['Tengo la respuesta a su pregunta. ¿Le llamo ahora?', 'Sí, gracias', null],
  ],
};

/** What comes in without being asked, mostly late in a story. */
const UNASKED: Record<Language, readonly string[]> = {
  en: [
    'Is anyone there? I said I would think about it and I want to go',
    'Can you call my sister instead, my phone dies all the time',
    'HELP',
    'Sorry I missed you. Tomorrow lunch?',
    'How long does it take with the insurance',
  ],
  es: ['¿Me pueden llamar mañana al mediodía?', 'Perdón, no pude contestar'],
};

/**
 * The texts of a story, from a stream of their own, so that the rest of it stays as it is. Only people who
 * agreed to texts get any; one in a while ends it with STOP.
 */
export function textsOf(random: Random, story: Story, now: Date): Text[] {
  const { request, person } = story;
  if (!request.consent?.sms || story.agent === null || story.way !== 'form') return [];
  const age = (now.getTime() - story.receivedAt.getTime()) / 60_000;
  const minutes = Math.min(age, story.closed?.after ?? age);
  const spoke = story.calls.find(({ disposition }) => disposition === 'connected')?.after;
  const texts: Text[] = [];
  if (spoke !== undefined && random.chance(0.6)) {
    const begins = byDay(random, story.receivedAt, spoke + random.whole(20, 400));
    texts.push(...exchange(random, person.language, begins));
  } else if (story.calls.length > 1 && random.chance(0.6)) {
    const after = (story.calls[0]?.after ?? 0) + 3;
    const values = { callTime: person.language === 'es' ? '6 p. m.' : '6 p.m.' };
    texts.push({ after, from: 'us', template: 'call_back_promise', values });
  }
  if (texts.length > 0 && random.chance(0.08)) {
    const lastCall = story.calls.at(-1)?.after ?? 0;
    const after = Math.max(last(texts), lastCall) + random.whole(5, 90);
    texts.push({ after, from: 'them', text: STOP });
  } else if (random.chance(0.2)) {
    texts.push({
      after: Math.max(last(texts) + 7, minutes - random.whole(8, 1500)),
      from: 'them',
      text: random.pick(UNASKED[person.language]),
    });
  }
  return texts.filter(({ after }) => after > 0 && after < minutes);
}

/** From five in the afternoon to eleven at night, UTC, nobody in the country is asleep. */
const EVERYBODY_UP = { from: 17, to: 22 };

/** So many minutes after a moment, or later, when texts may be sent everywhere. */
function byDay(random: Random, since: Date, after: number): number {
  const at = new Date(since.getTime() + after * 60_000);
  if (at.getUTCHours() >= EVERYBODY_UP.from && at.getUTCHours() < EVERYBODY_UP.to) return after;
  const next = new Date(at);
  if (at.getUTCHours() >= EVERYBODY_UP.to) next.setUTCDate(next.getUTCDate() + 1);
  next.setUTCHours(EVERYBODY_UP.from, random.whole(0, 299), 0, 0);
  return (next.getTime() - since.getTime()) / 60_000;
}

function exchange(random: Random, language: Language, begins: number): Text[] {
  const [ours, theirs, then] = random.pick(EXCHANGES[language]);
  const answered = begins + random.whole(2, 50);
  return [
    { after: begins, from: 'us', text: ours },
    { after: answered, from: 'them', text: theirs },
    ...(then ? [{ after: answered + random.whole(2, 25), from: 'us', text: then } as const] : []),
  ];
}

function last(texts: readonly Text[]): number {
  return texts.at(-1)?.after ?? 0;
}
