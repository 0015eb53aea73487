import type { ConsentPage, Language } from '#contract';

/** What the page at which a patient signs says around the words that are signed. */
export const CONSENT_WORDS: Record<
  Language,
  {
    title: string;
    who: string;
    lead: string;
    name: string;
    nameHint: string;
    sign: string;
    refuse: string;
    withdraw: string;
    withdrawHint: string;
    signedBy: (name: string, at: string) => string;
    states: Record<ConsentPage['state'], { title: string; text: string }>;
    ended: { title: string; text: string };
    kept: string;
    wrong: string;
    waiting: string;
  }
> = {
  en: {
    title: 'Please read and decide',
    who: 'Who we are',
    lead: 'Nothing is shared unless you sign. Take your time; you can call us and ask.',
    name: 'Type your full name to sign',
    nameHint: 'Typing your name here is your signature.',
    sign: 'I agree and sign',
    refuse: 'I do not agree',
    withdraw: 'Take my consent back',
    withdrawHint: 'You can do this at any time. What was shared before cannot be called back.',
    signedBy: (name, at) => `Signed by ${name} on ${at}`,
    states: {
      asked: { title: 'Your consent', text: '' },
      signed: {
        title: 'Thank you. It is signed.',
        text: 'We go on from here and call you. Keep this link: you can read what you signed, or take it back, here.',
      },
      refused: {
        title: 'You did not sign.',
        text: 'Nothing is shared. You can still be helped: call us and we talk about other ways.',
      },
      withdrawn: {
        title: 'Your consent is taken back.',
        text: 'From now on nothing more is shared. We tell the places that were asked.',
      },
    },
    ended: {
      title: 'This link has ended',
      text: 'It was called off or has run out. Call us and we give you a new one.',
    },
    kept: 'Your answer is saved, and reaches us in a moment.',
    wrong: 'Please type your name.',
    waiting: 'Your answer has reached us. Please look again in a few seconds.',
  },
  es: {
    title: 'Lea y decida, por favor',
    who: 'Quiénes somos',
    lead: 'Nada se comparte si usted no firma. Tómese su tiempo; puede llamarnos y preguntar.',
    name: 'Escriba su nombre completo para firmar',
    nameHint: 'Escribir su nombre aquí es su firma.',
    sign: 'Estoy de acuerdo y firmo',
    refuse: 'No estoy de acuerdo',
    withdraw: 'Retirar mi consentimiento',
    withdrawHint:
      'Puede hacerlo en cualquier momento. Lo que se compartió antes no se puede deshacer.',
    signedBy: (name, at) => `Firmado por ${name} el ${at}`,
    states: {
      asked: { title: 'Su consentimiento', text: '' },
      signed: {
        title: 'Gracias. Está firmado.',
        text: 'Seguimos desde aquí y le llamamos. Guarde este enlace: aquí puede leer lo que firmó o retirarlo.',
      },
      refused: {
        title: 'No firmó.',
        text: 'Nada se comparte. Aún podemos ayudarle: llámenos y hablamos de otras maneras.',
      },
      withdrawn: {
        title: 'Su consentimiento está retirado.',
        text: 'Desde ahora no se comparte nada más. Avisamos a los lugares consultados.',
      },
    },
    ended: {
      title: 'Este enlace ha terminado',
      text: 'Fue cancelado o venció. Llámenos y le damos uno nuevo.',
    },
    kept: 'Su respuesta está guardada y nos llega en un momento.',
    wrong: 'Escriba su nombre, por favor.',
    waiting: 'Su respuesta nos ha llegado. Vuelva a mirar en unos segundos.',
  },
};
