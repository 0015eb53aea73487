import type { Language } from '#contract';

interface BedWords {
  title: string;
  lead: string;
  open: string;
  inAll: string;
  optional: string;
  last: (open: number, inAll: number | null, when: string) => string;
  never: string;
  send: string;
  emptyIsKept: string;
  none: string;
  nothing: string;
  problems: Record<'open' | 'inAll' | 'more', string>;
  wrong: string;
  thanks: string;
  thanksText: string;
  again: string;
  stopTitle: string;
  stopText: string;
  stop: string;
  stopped: string;
  stoppedText: string;
  goneTitle: string;
  goneText: string;
}

/** What the page says with which a facility's admissions desk reports its beds. */
export const BED_WORDS: Record<Language, BedWords> = {
  en: {
    title: 'Open beds and places',
    lead: 'Please tell us how many beds or places are open now. People are referred to you by it.',
    open: 'Open now',
    inAll: 'In all',
    optional: 'if you like',
    last: (open, inAll, when) =>
      `Last told: ${inAll === null ? open : `${open} of ${inAll}`} open, ${when}.`,
    never: 'Not told yet.',
    send: 'Send',
    emptyIsKept: 'What you leave empty stays as it was.',
    none: 'No program of yours is in use with us. Please call us.',
    nothing: 'Please fill in at least one program.',
    problems: {
      open: 'Please give a number such as 3.',
      inAll: 'Please give a number such as 24, or leave it empty.',
      more: 'There cannot be more open beds than beds in all.',
    },
    wrong: 'Something needs another look.',
    thanks: 'Thank you.',
    thanksText: 'Our staff see it at once. You can use this link again any time.',
    again: 'Report again',
    stopTitle: 'No more e-mails about open places?',
    stopText: 'We will not ask your house for open places by e-mail any more. We may call instead.',
    stop: 'End these e-mails',
    stopped: 'These e-mails have ended.',
    stoppedText: 'Should you want them again, tell your contact with us.',
    goneTitle: 'This link does not work any more.',
    goneText:
      'It has ended, or a newer one was made. Please ask your contact with us for a new one.',
  },
  es: {
    title: 'Camas y plazas libres',
    lead: 'Díganos cuántas camas o plazas están libres ahora. Por eso le enviamos personas.',
    open: 'Libres ahora',
    inAll: 'En total',
    optional: 'si quiere',
    last: (open, inAll, when) =>
      `Último dato: ${inAll === null ? open : `${open} de ${inAll}`} libres, ${when}.`,
    never: 'Aún sin datos.',
    send: 'Enviar',
    emptyIsKept: 'Lo que deje vacío queda como estaba.',
    none: 'Ningún programa suyo está en uso con nosotros. Llámenos, por favor.',
    nothing: 'Complete al menos un programa.',
    problems: {
      open: 'Escriba un número, por ejemplo 3.',
      inAll: 'Escriba un número, por ejemplo 24, o déjelo vacío.',
      more: 'No puede haber más camas libres que camas en total.',
    },
    wrong: 'Hay algo que revisar.',
    thanks: 'Gracias.',
    thanksText: 'Nuestro personal lo ve enseguida. Puede usar este enlace cuando quiera.',
    again: 'Informar de nuevo',
    stopTitle: '¿No más correos sobre plazas libres?',
    stopText: 'Ya no preguntaremos a su centro por correo si hay plazas libres. Quizá llamemos.',
    stop: 'Terminar estos correos',
    stopped: 'Estos correos terminaron.',
    stoppedText: 'Si los quiere de nuevo, dígaselo a su contacto con nosotros.',
    goneTitle: 'Este enlace ya no funciona.',
    goneText: 'Terminó, o se hizo uno nuevo. Pida otro a su contacto con nosotros.',
  },
};
