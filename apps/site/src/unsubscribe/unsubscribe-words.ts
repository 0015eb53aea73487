import type { Language } from '#contract';

/** What the page behind the link at the end of an e-mail says. */
export const UNSUBSCRIBE_WORDS: Record<
  Language,
  {
    title: string;
    ask: string;
    email: string;
    all: string;
    allMeans: string;
    doneEmail: string;
    doneAll: string;
    doneText: string;
  }
> = {
  en: {
    title: 'Fewer messages',
    ask: 'What would you like us to stop?',
    email: 'Stop e-mails',
    all: 'Stop everything',
    allMeans: 'Everything means calls, texts and e-mails.',
    doneEmail: 'You will get no more e-mails from us.',
    doneAll: 'We will not contact you any more.',
    doneText: 'It is saved. If you ever want to talk, you can call any time.',
  },
  es: {
    title: 'Menos mensajes',
    ask: '¿Qué quiere dejar de recibir?',
    email: 'No más correos',
    all: 'Nada más',
    allMeans: 'Nada más incluye llamadas, mensajes de texto y correos.',
    doneEmail: 'No recibirá más correos nuestros.',
    doneAll: 'No volveremos a contactarle.',
    doneText: 'Está guardado. Si algún día quiere hablar, puede llamar cuando quiera.',
  },
};
