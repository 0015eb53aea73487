import type { StatusRendering, VisitorState } from '#inquiries';

/** What is known of a request when its status page is written. */
export interface StatusFacts {
  language: 'en' | 'es';
  /** False: the request is about somebody else, whose ways are not this visitor's to follow. */
  ownRequest: boolean;
  /** The request became a lead. */
  takenIn: boolean;
  firstAttemptAt: Date | null;
  firstContactAt: Date | null;
  closedAt: Date | null;
  /** When the first call is promised, while that promise runs. */
  callBy: Date | null;
  /** The call promised at a time of their choice, while it is to come. */
  callAt: Date | null;
  timeZone: string;
}

/** What the visitor's own page says. Names no substance, no treatment, no person. */
export function statusRendering(facts: StatusFacts, now: Date): StatusRendering {
  const state = visitorState(facts);
  const words = WORDS[facts.language][state];
  const promise = promiseOf(facts, state, now);
  return {
    state,
    language: facts.language,
    headline: words.headline,
    paragraphs: [...promise, ...words.paragraphs],
    updatedAt: now.toISOString(),
  };
}

/**
 * Someone who asked for another person learns that we have the request and that we tried to call
 * them, and nothing of what the patient did with it.
 */
export function visitorState(facts: StatusFacts): VisitorState {
  if (!facts.takenIn) return 'received';
  if (facts.ownRequest && facts.closedAt) return 'closed';
  if (facts.ownRequest && facts.firstContactAt) return 'in_contact';
  return facts.firstAttemptAt ? 'being_called' : 'received';
}

function promiseOf(facts: StatusFacts, state: VisitorState, now: Date): string[] {
  const { language, callAt, callBy, ownRequest } = facts;
  if (callAt && callAt > now && state !== 'closed' && (ownRequest || state === 'received')) {
    return [WORDS[language].callAt(timeInWords(facts, callAt))];
  }
  if (state !== 'received' || !callBy) return [];
  if (callBy <= now) return [WORDS[language].late];
  return [WORDS[language].callBy(timeInWords(facts, callBy))];
}

function timeInWords({ language, timeZone }: StatusFacts, at: Date): string {
  return formatOf(language, timeZone).format(at);
}

/** Making one costs more than using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(language: StatusFacts['language'], timeZone: string): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(language === 'es' ? 'es-US' : 'en-US', {
    timeZone,
    weekday: 'long',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  formats.set(key, format);
  return format;
}

type Words = Record<VisitorState, { headline: string; paragraphs: string[] }> & {
  callBy: (time: string) => string;
  callAt: (time: string) => string;
  late: string;
};

const WORDS: Record<StatusFacts['language'], Words> = {
  en: {
    callBy: (time) => `We plan to reach you by ${time}.`,
    callAt: (time) => `We call you at the time you chose: ${time}.`,
    late: 'We are running late. You have not been forgotten: you are at the top of our list.',
    received: {
      headline: 'We have your request.',
      paragraphs: [
        'A person from our team reads it and gets in touch the way you asked.',
        'If you would rather not wait, call the number on this page at any hour.',
      ],
    },
    being_called: {
      headline: 'Someone is on it.',
      paragraphs: [
        'We have tried to reach you and will try again.',
        'If you missed us, call the number on this page: we know about your request.',
      ],
    },
    in_contact: {
      headline: 'You are in touch with our team.',
      paragraphs: [
        'The person you spoke with looks after the next steps. Call us if anything changes.',
      ],
    },
    closed: {
      headline: 'This request is closed.',
      paragraphs: [
        'You can call us or write again whenever you like. Nothing is too small to ask.',
      ],
    },
  },
  es: {
    callBy: (time) => `Pensamos comunicarnos con usted antes de: ${time}.`,
    callAt: (time) => `Le llamamos a la hora que eligió: ${time}.`,
    late: 'Vamos con retraso. No nos hemos olvidado de usted: está entre los primeros de nuestra lista.',
    received: {
      headline: 'Tenemos su solicitud.',
      paragraphs: [
        'Una persona de nuestro equipo la lee y se comunica con usted como lo pidió.',
        'Si prefiere no esperar, llame al número de esta página a cualquier hora.',
      ],
    },
    being_called: {
      headline: 'Alguien se está ocupando.',
      paragraphs: [
        'Hemos intentado comunicarnos con usted y volveremos a intentarlo.',
        'Si no pudo contestar, llame al número de esta página: ya conocemos su solicitud.',
      ],
    },
    in_contact: {
      headline: 'Ya está en contacto con nuestro equipo.',
      paragraphs: [
        'La persona con quien habló se ocupa de los próximos pasos. Llámenos si algo cambia.',
      ],
    },
    closed: {
      headline: 'Esta solicitud está cerrada.',
      paragraphs: [
        'Puede llamarnos o escribirnos de nuevo cuando quiera. Ninguna pregunta es poca cosa.',
      ],
    },
  },
};
