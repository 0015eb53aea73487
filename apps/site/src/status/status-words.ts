import type { Language, StatusAct } from '#contract';

interface ActWords {
  /** What is asked, as the line that opens it. */
  title: string;
  text?: string;
  send: string;
}

interface StatusPageWords {
  way: string;
  agreed: string;
  done: string;
  change: string;
  changeHint: string;
  acts: Record<StatusAct, ActWords>;
  time: { at: string; none: string; hint: (zone: string) => string; words: string; gone: string };
  number: string;
  numberHint: string;
  reason: string;
  kept: { title: string; text: string };
  saved: string;
  number988: string;
  noPhoto: string;
  disclosure: string;
}

/** What the page of one's own request says around what the request itself says. */
export const STATUS_PAGE_WORDS: Record<Language, StatusPageWords> = {
  en: {
    way: 'Where it stands',
    agreed: 'What we may do',
    done: 'What you told us here',
    change: 'Change something',
    changeHint: 'Each is done as soon as you send it. Nobody asks why.',
    acts: {
      time: {
        title: 'Choose when we call',
        text: 'This takes the place of an earlier time.',
        send: 'Save the time',
      },
      number: {
        title: 'Use another number',
        text: 'We stop using the one you gave before.',
        send: 'Save the number',
      },
      card: {
        title: 'Add a photo of the insurance card',
        send: 'Add the photos',
      },
      stop: {
        title: 'Stop contacting me',
        text: 'No calls, no texts, no e-mails. Your request stays, and you can call us at any time.',
        send: 'Yes, stop contacting me',
      },
      withdraw: {
        title: 'Withdraw my request',
        text: 'Nobody contacts you about it any more, and a person closes it. What is arranged with a place is called off.',
        send: 'Yes, withdraw my request',
      },
      erase: {
        title: 'Erase what you hold about me',
        text: 'We stop contacting you at once. A person sees to the erasure. Where the law has us keep something for a time, such as the record of who saw what, we tell you.',
        send: 'Yes, erase it',
      },
    },
    time: {
      at: 'When shall we call?',
      none: 'No time from this list',
      hint: (zone) => `The times are ${zone}.`,
      words: 'Or write when it is good',
      gone: 'That time was taken a moment ago. Please choose another.',
    },
    number: 'New phone number',
    numberHint: 'With the area code.',
    reason: 'Anything you want us to know',
    kept: {
      title: 'It is saved.',
      text: 'Our records are out of reach for a moment. What you sent waits here, sealed, and is done as soon as they are back.',
    },
    saved: 'It is saved. This page shows it in a moment.',
    number988: 'In crisis? Call or text 988. In danger? 911.',
    noPhoto: 'Please choose a photo.',
    disclosure: 'Print or save this page: it says who we are, who pays, and what you agreed to.',
  },
  es: {
    way: 'Cómo va',
    agreed: 'Lo que podemos hacer',
    done: 'Lo que nos dijo aquí',
    change: 'Cambiar algo',
    changeHint: 'Cada cosa se hace en cuanto la envía. Nadie pregunta por qué.',
    acts: {
      time: {
        title: 'Elegir cuándo llamamos',
        text: 'Reemplaza una hora anterior.',
        send: 'Guardar la hora',
      },
      number: {
        title: 'Usar otro número',
        text: 'Dejamos de usar el que dio antes.',
        send: 'Guardar el número',
      },
      card: {
        title: 'Añadir una foto de la tarjeta del seguro',
        send: 'Añadir las fotos',
      },
      stop: {
        title: 'No me contacten más',
        text: 'Ni llamadas, ni mensajes, ni correos. Su solicitud queda, y puede llamarnos cuando quiera.',
        send: 'Sí, no me contacten más',
      },
      withdraw: {
        title: 'Retirar mi solicitud',
        text: 'Nadie le contacta más por ella, y una persona la cierra. Lo acordado con un lugar se cancela.',
        send: 'Sí, retirar mi solicitud',
      },
      erase: {
        title: 'Borrar lo que tienen sobre mí',
        text: 'Dejamos de contactarle al instante. Una persona se ocupa del borrado. Si la ley nos hace guardar algo un tiempo, como el registro de quién vio qué, se lo decimos.',
        send: 'Sí, bórrenlo',
      },
    },
    time: {
      at: '¿Cuándo llamamos?',
      none: 'Ninguna hora de esta lista',
      hint: (zone) => `Las horas son de: ${zone}.`,
      words: 'O escriba cuándo es buen momento',
      gone: 'Esa hora se ocupó hace un momento. Elija otra.',
    },
    number: 'Nuevo número de teléfono',
    numberHint: 'Con el código de área.',
    reason: 'Algo que quiera que sepamos',
    kept: {
      title: 'Está guardado.',
      text: 'Nuestros registros no están al alcance por un momento. Lo que envió espera aquí, sellado, y se hace en cuanto vuelvan.',
    },
    saved: 'Está guardado. Esta página lo muestra en un momento.',
    number988: '¿En crisis? Llame o escriba al 988. ¿En peligro? 911.',
    noPhoto: 'Elija una foto.',
    disclosure: 'Imprima o guarde esta página: dice quiénes somos, quién paga y a qué dijo que sí.',
  },
};
