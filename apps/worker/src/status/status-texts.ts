import type { CallPermission } from '#consent';
import { type StatusAct, type Language } from '#contract';
import type { VisitorState } from '#inquiries';

export type StatusLanguage = Language;

type Step = 'received' | 'assigned' | 'being_called' | 'options' | 'arranged';

interface StatusWords {
  states: Record<VisitorState, { headline: string; paragraphs: string[] }>;
  /** In place of a state that speaks of reaching them, once they asked not to be. */
  stopped: { headline: string; paragraphs: string[] };
  /** In place of "arranged", once they are there. */
  arrived: { headline: string; paragraphs: string[] };
  steps: Record<Step, { done: string; ahead: string }>;
  agreed: Record<CallPermission | 'chosen' | 'sms' | 'email' | 'nothing', string>;
  done: Record<StatusAct, (day: string) => string>;
  callBy: (time: string) => string;
  callAt: (time: string) => string;
  /** The time they chose has passed, and nobody has written down what came of it. */
  callAtOver: string;
  arrival: (day: string) => string;
  late: string;
  notYours: string;
}

/** Everything a status page says of a request. No word of it names a treatment, a substance or a person. */
export const STATUS_WORDS: Record<StatusLanguage, StatusWords> = {
  en: {
    callBy: (time) => `We plan to reach you by ${time}.`,
    callAt: (time) => `We call you at the time you chose: ${time}.`,
    callAtOver:
      'The time you chose to be called has passed. If we missed each other, call the number on this page, or choose another time below.',
    arrival: (day) => `You are expected on ${day}.`,
    late: 'We are running late. You have not been forgotten: you are at the top of our list.',
    notYours:
      'You asked for someone else. What happens from here on is theirs: this page tells you more only if they agree to it.',
    steps: {
      received: { done: 'We have your request', ahead: 'We have your request' },
      assigned: { done: 'Someone is on it', ahead: 'Someone takes it on' },
      being_called: { done: 'We tried to reach you', ahead: 'We try to reach you' },
      options: { done: 'We found options', ahead: 'We look for options' },
      arranged: { done: 'It is arranged', ahead: 'It is arranged' },
    },
    agreed: {
      request: 'We may call you, until we have spoken, for seven days at most.',
      lasting: 'We may call you about this request. Tell us to stop, and we stop.',
      chosen: 'We may call you at the time you chose.',
      sms: 'We may text you about this request. STOP ends it.',
      email: 'We may write you an e-mail about this request.',
      nothing: 'Nothing now: we do not contact you.',
    },
    done: {
      time: (day) => `${day}: you told us when to call. It is noted.`,
      number: (day) => `${day}: you gave another number. We use it from now on.`,
      card: (day) => `${day}: you added a photo of the card. It is with your request.`,
      stop: (day) => `${day}: you asked us to stop contacting you. We stopped.`,
      withdraw: (day) => `${day}: you withdrew your request. Nobody contacts you about it.`,
      erase: (day) =>
        `${day}: you asked us to erase what we hold about you. A person sees to it; what the law has us keep is told to you.`,
    },
    stopped: {
      headline: 'We stopped contacting you.',
      paragraphs: [
        'Nobody calls, texts or writes to you. Your request stays with us.',
        'Whenever you want to go on, call the number on this page, or choose a time below.',
      ],
    },
    arrived: {
      headline: 'You have arrived.',
      paragraphs: [
        'If something is not right where you are, call us: we look for another way with you.',
      ],
    },
    states: {
      received: {
        headline: 'We have your request.',
        paragraphs: [
          'A person from our team reads it and gets in touch the way you asked.',
          'If you would rather not wait, call the number on this page at any hour.',
        ],
      },
      assigned: {
        headline: 'Someone is on it.',
        paragraphs: [
          'A person from our team has your request in hand and gets in touch the way you asked.',
          'If you would rather not wait, call the number on this page at any hour.',
        ],
      },
      being_called: {
        headline: 'We tried to reach you.',
        paragraphs: [
          'We will try again.',
          'If you missed us, call the number on this page: we know about your request. Or choose a time below.',
        ],
      },
      in_contact: {
        headline: 'You are in touch with our team.',
        paragraphs: [
          'The person you spoke with looks after the next steps. Call us if anything changes.',
        ],
      },
      options: {
        headline: 'We found options.',
        paragraphs: [
          'The person you spoke with goes through them with you. Nothing is decided without you.',
        ],
      },
      arranged: {
        headline: 'It is arranged.',
        paragraphs: ['If you can’t come, or anything changes, call us: it can be moved.'],
      },
      closed: {
        headline: 'This request is closed.',
        paragraphs: [
          'You can call us or write again whenever you like. Nothing is too small to ask.',
        ],
      },
      withdrawn: {
        headline: 'You withdrew this request.',
        paragraphs: [
          'Nobody contacts you about it. You can call us or write again whenever you like.',
        ],
      },
    },
  },
  es: {
    callBy: (time) => `Pensamos comunicarnos con usted antes de: ${time}.`,
    callAt: (time) => `Le llamamos a la hora que eligió: ${time}.`,
    callAtOver:
      'La hora que eligió para la llamada ya pasó. Si no pudimos hablar, llame al número de esta página o elija otra hora abajo.',
    arrival: (day) => `Le esperan el ${day}.`,
    late: 'Vamos con retraso. No nos hemos olvidado de usted: está entre los primeros de nuestra lista.',
    notYours:
      'Usted pidió por otra persona. Lo que pase desde ahora es de ella: esta página le dirá más solo si esa persona lo acepta.',
    steps: {
      received: { done: 'Tenemos su solicitud', ahead: 'Tenemos su solicitud' },
      assigned: { done: 'Alguien se ocupa', ahead: 'Alguien se ocupa de ella' },
      being_called: {
        done: 'Intentamos comunicarnos con usted',
        ahead: 'Intentamos comunicarnos con usted',
      },
      options: { done: 'Encontramos opciones', ahead: 'Buscamos opciones' },
      arranged: { done: 'Está acordado', ahead: 'Queda acordado' },
    },
    agreed: {
      request: 'Podemos llamarle, hasta que hayamos hablado, durante siete días como máximo.',
      lasting: 'Podemos llamarle por esta solicitud. Díganos que paremos, y paramos.',
      chosen: 'Podemos llamarle a la hora que eligió.',
      sms: 'Podemos enviarle mensajes de texto sobre esta solicitud. STOP los termina.',
      email: 'Podemos escribirle un correo sobre esta solicitud.',
      nothing: 'Nada por ahora: no le contactamos.',
    },
    done: {
      time: (day) => `${day}: nos dijo cuándo llamar. Está anotado.`,
      number: (day) => `${day}: nos dio otro número. Lo usamos desde ahora.`,
      card: (day) => `${day}: añadió una foto de la tarjeta. Está con su solicitud.`,
      stop: (day) => `${day}: nos pidió que no le contactemos más. Así lo hacemos.`,
      withdraw: (day) => `${day}: retiró su solicitud. Nadie le contacta por ella.`,
      erase: (day) =>
        `${day}: nos pidió borrar lo que tenemos sobre usted. Una persona se ocupa; le diremos lo que la ley nos hace guardar.`,
    },
    stopped: {
      headline: 'Dejamos de contactarle.',
      paragraphs: [
        'Nadie le llama, le envía mensajes ni le escribe. Su solicitud sigue con nosotros.',
        'Cuando quiera seguir, llame al número de esta página o elija una hora abajo.',
      ],
    },
    arrived: {
      headline: 'Usted ya llegó.',
      paragraphs: [
        'Si algo no está bien donde está, llámenos: buscamos otra forma junto con usted.',
      ],
    },
    states: {
      received: {
        headline: 'Tenemos su solicitud.',
        paragraphs: [
          'Una persona de nuestro equipo la lee y se comunica con usted como lo pidió.',
          'Si prefiere no esperar, llame al número de esta página a cualquier hora.',
        ],
      },
      assigned: {
        headline: 'Alguien se está ocupando.',
        paragraphs: [
          'Una persona de nuestro equipo tiene su solicitud y se comunica con usted como lo pidió.',
          'Si prefiere no esperar, llame al número de esta página a cualquier hora.',
        ],
      },
      being_called: {
        headline: 'Intentamos comunicarnos con usted.',
        paragraphs: [
          'Volveremos a intentarlo.',
          'Si no pudo contestar, llame al número de esta página: ya conocemos su solicitud. O elija una hora abajo.',
        ],
      },
      in_contact: {
        headline: 'Ya está en contacto con nuestro equipo.',
        paragraphs: [
          'La persona con quien habló se ocupa de los próximos pasos. Llámenos si algo cambia.',
        ],
      },
      options: {
        headline: 'Encontramos opciones.',
        paragraphs: ['La persona con quien habló las repasa con usted. Nada se decide sin usted.'],
      },
      arranged: {
        headline: 'Está acordado.',
        paragraphs: ['Si no puede ir, o algo cambia, llámenos: se puede mover.'],
      },
      closed: {
        headline: 'Esta solicitud está cerrada.',
        paragraphs: [
          'Puede llamarnos o escribirnos de nuevo cuando quiera. Ninguna pregunta es poca cosa.',
        ],
      },
      withdrawn: {
        headline: 'Retiró esta solicitud.',
        paragraphs: [
          'Nadie le contacta por ella. Puede llamarnos o escribirnos de nuevo cuando quiera.',
        ],
      },
    },
  },
};
