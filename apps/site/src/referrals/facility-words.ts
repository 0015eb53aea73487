import type { ActOutcome, DeclineReason, FacilityAct, Language, ReferralState } from '#contract';

/** What the pages behind a facility's link say. */
export interface FacilityWords {
  title: (facility: string) => string;
  from: (organisation: string) => string;
  intro: string;
  sent: string;
  program: string;
  arrival: string;
  refresh: string;
  ended: { title: string; text: string };
  kept: string;
  waiting: { title: string; text: string };
  states: Record<ReferralState, string>;
  outcomes: Record<ActOutcome, string>;
  acts: Record<FacilityAct, string>;
  details: {
    title: string;
    text: string;
    goesTo: (masked: string) => string;
    nowhere: string;
    send: string;
    again: string;
    code: string;
    codeHint: string;
    open: string;
    answered: string;
  };
  answer: {
    title: string;
    acknowledgeHint: string;
    acceptHint: string;
    day: string;
    time: string;
    zone: (name: string) => string;
    note: string;
    noteHint: string;
    reason: string;
    choose: string;
    question: string;
    questionHint: string;
    send: string;
    over: string;
  };
  reasons: Record<DeclineReason, string>;
  errors: { title: string; code: string; reason: string; day: string; question: string };
  packet: {
    title: string;
    until: (time: string) => string;
    pdf: string;
    notes: string;
    you: string;
    us: string;
    confidential: string;
    consent: string;
    back: string;
    gone: string;
    goneText: string;
    opening: string;
    openingText: string;
  };
  call: (number: string) => string;
  trust: string;
}

export const FACILITY_WORDS: Record<Language, FacilityWords> = {
  en: {
    title: (facility) => `A referral for ${facility}`,
    from: (organisation) => `From ${organisation}`,
    intro:
      'Please tell us whether you can take this patient. You need no account. Who it is opens below with a one-time code.',
    sent: 'Sent',
    program: 'Program',
    arrival: 'Arrival',
    refresh: 'Look again',
    ended: {
      title: 'This link has ended',
      text: 'The referral was withdrawn or is over, or the link has run out. What you send here can change nothing any more. If you think this is wrong, please call us.',
    },
    kept: 'Your answer is saved. Our records are out of reach for a moment: it shows here as soon as they are back.',
    waiting: {
      title: 'One moment',
      text: 'This page is being prepared. Please look again in a few seconds.',
    },
    states: {
      draft: 'Not sent yet',
      sent: 'Waiting for your answer',
      acknowledged: 'You have received it',
      waitlisted: 'On your waitlist',
      accepted: 'You accepted',
      pre_admission_screen: 'You accepted: pre-admission screen under way',
      medically_cleared: 'You accepted: medically cleared',
      scheduled: 'Arrival is scheduled',
      no_show: 'The patient did not arrive',
      arrived: 'The patient has arrived',
      admitted: 'Admitted',
      in_care_7: 'In care',
      in_care_30: 'In care',
      completed: 'Completed',
      stepped_down: 'Stepped down',
      left: 'Left',
      turned_away: 'Turned away',
      declined: 'You declined',
      withdrawn: 'Withdrawn',
    },
    outcomes: {
      taken: 'Thank you. Your answer has reached us.',
      repeated: 'We had this answer already. Nothing changed.',
      late: 'The referral had moved on before this answer came. We have noted it; please call us if it matters.',
      code_sent: 'The code is on its way. It works for ten minutes.',
      code_wrong: 'That code is not right. Please check it.',
      code_expired: 'That code has run out or was used. Please ask for a new one.',
      code_too_many: 'Too many tries. Please wait a while, then ask for a new code.',
      opened: 'The details were opened.',
      nobody_to_send_to: 'We know no address to send a code to. Please call us.',
    },
    acts: {
      acknowledge: 'We have received it',
      ask: 'Ask a question',
      accept: 'We accept',
      decline: 'We decline',
      waitlist: 'Put on our waitlist',
      request_code: 'Send me a code',
      open_packet: 'Open the details',
      arrived: 'They have arrived',
      no_show: 'They did not come',
      admitted: 'They are admitted',
      turned_away: 'We could not admit them',
    },
    details: {
      title: 'Who it is and what they need',
      text: 'These details are protected by federal law (42 CFR Part 2). They open for half an hour, on this device only.',
      goesTo: (masked) => `The code goes to ${masked}.`,
      nowhere: 'We know no address to send a code to. Please call us and we will read it to you.',
      send: 'Send me a code',
      again: 'Send another code',
      code: 'One-time code',
      codeHint: 'Six digits',
      open: 'Open the details',
      answered: 'We have answered your question. You find the answer among the details.',
    },
    answer: {
      title: 'Your answer',
      acknowledgeHint: 'Tells us that a person has read this. It promises nothing.',
      acceptHint: 'When can they come? Leave it empty if you do not know yet.',
      day: 'Day',
      time: 'Time',
      zone: (name) => `Times are ${name}.`,
      note: 'Anything we should know?',
      noteHint: 'Please write no diagnosis and no names here.',
      reason: 'Why?',
      choose: 'Please choose',
      question: 'Your question',
      questionHint: 'You will find our answer on this page; we write to you when it is there.',
      send: 'Send',
      over: 'There is nothing left to answer here. Thank you.',
    },
    reasons: {
      capacity: 'No bed or place',
      level_of_care: 'Needs another level of care',
      payer: 'We do not take this payer',
      medical_acuity: 'Medical acuity',
      missing_documents: 'Documents are missing',
      outside_area: 'Outside our area',
      not_eligible: 'Not eligible',
      other: 'Other',
    },
    errors: {
      title: 'Please look again',
      code: 'The code has six digits.',
      reason: 'Please choose a reason.',
      day: 'Please give a day that is still to come, or leave it empty.',
      question: 'Please write your question.',
    },
    packet: {
      title: 'Details of the referral',
      until: (time) => `Open on this device until ${time}.`,
      pdf: 'Download as PDF',
      notes: 'Questions and answers',
      you: 'You',
      us: 'We',
      confidential: 'Confidential: 42 CFR Part 2',
      consent: 'What the consent covers',
      back: 'Back to your answer',
      gone: 'The details are closed',
      goneText:
        'They close after half an hour, or were never opened on this device. Please ask for a new code.',
      opening: 'Opening the details',
      openingText: 'This takes a moment. The page looks again by itself.',
    },
    call: (number) => `Questions? ${number}`,
    trust:
      'We are a referral service, not a treatment facility. This page sets no tracking and asks for no password.',
  },
  es: {
    title: (facility) => `Una referencia para ${facility}`,
    from: (organisation) => `De ${organisation}`,
    intro:
      'Díganos si pueden recibir a este paciente. No necesita una cuenta. De quién se trata se abre abajo con un código de un solo uso.',
    sent: 'Enviada',
    program: 'Programa',
    arrival: 'Llegada',
    refresh: 'Ver de nuevo',
    ended: {
      title: 'Este enlace ha terminado',
      text: 'La referencia fue retirada o terminó, o el enlace venció. Lo que envíe aquí ya no cambia nada. Si cree que es un error, llámenos.',
    },
    kept: 'Su respuesta está guardada. Nuestros registros no están disponibles por un momento: aparecerá aquí en cuanto vuelvan.',
    waiting: {
      title: 'Un momento',
      text: 'Esta página se está preparando. Vuelva a mirar en unos segundos.',
    },
    states: {
      draft: 'Aún no enviada',
      sent: 'Esperando su respuesta',
      acknowledged: 'La han recibido',
      waitlisted: 'En su lista de espera',
      accepted: 'Aceptaron',
      pre_admission_screen: 'Aceptaron: evaluación previa en curso',
      medically_cleared: 'Aceptaron: con autorización médica',
      scheduled: 'La llegada está programada',
      no_show: 'El paciente no llegó',
      arrived: 'El paciente ha llegado',
      admitted: 'Ingresado',
      in_care_7: 'En atención',
      in_care_30: 'En atención',
      completed: 'Completado',
      stepped_down: 'Pasó a otro nivel',
      left: 'Se fue',
      turned_away: 'No fue admitido',
      declined: 'Rechazaron',
      withdrawn: 'Retirada',
    },
    outcomes: {
      taken: 'Gracias. Su respuesta nos ha llegado.',
      repeated: 'Ya teníamos esta respuesta. Nada cambió.',
      late: 'La referencia había avanzado antes de esta respuesta. La anotamos; llámenos si es importante.',
      code_sent: 'El código está en camino. Sirve durante diez minutos.',
      code_wrong: 'Ese código no es correcto. Revíselo, por favor.',
      code_expired: 'Ese código venció o ya se usó. Pida uno nuevo.',
      code_too_many: 'Demasiados intentos. Espere un poco y pida un código nuevo.',
      opened: 'Se abrieron los detalles.',
      nobody_to_send_to: 'No conocemos una dirección para enviar el código. Llámenos, por favor.',
    },
    acts: {
      acknowledge: 'La hemos recibido',
      ask: 'Hacer una pregunta',
      accept: 'Aceptamos',
      decline: 'Rechazamos',
      waitlist: 'Poner en nuestra lista de espera',
      request_code: 'Enviarme un código',
      open_packet: 'Abrir los detalles',
      arrived: 'Ha llegado',
      no_show: 'No vino',
      admitted: 'Está ingresado',
      turned_away: 'No pudimos ingresarlo',
    },
    details: {
      title: 'Quién es y qué necesita',
      text: 'Estos detalles están protegidos por la ley federal (42 CFR Parte 2). Se abren por media hora, solo en este dispositivo.',
      goesTo: (masked) => `El código llega a ${masked}.`,
      nowhere: 'No conocemos una dirección para enviar el código. Llámenos y se lo leemos.',
      send: 'Enviarme un código',
      again: 'Enviar otro código',
      code: 'Código de un solo uso',
      codeHint: 'Seis cifras',
      open: 'Abrir los detalles',
      answered: 'Respondimos a su pregunta. La respuesta está entre los detalles.',
    },
    answer: {
      title: 'Su respuesta',
      acknowledgeHint: 'Nos dice que una persona la leyó. No promete nada.',
      acceptHint: '¿Cuándo puede venir? Déjelo vacío si aún no lo sabe.',
      day: 'Día',
      time: 'Hora',
      zone: (name) => `Las horas son de: ${name}.`,
      note: '¿Algo que debamos saber?',
      noteHint: 'No escriba aquí diagnósticos ni nombres.',
      reason: '¿Por qué?',
      choose: 'Elija, por favor',
      question: 'Su pregunta',
      questionHint: 'Encontrará la respuesta en esta página; le escribimos cuando esté.',
      send: 'Enviar',
      over: 'No queda nada que responder aquí. Gracias.',
    },
    reasons: {
      capacity: 'Sin cama o lugar',
      level_of_care: 'Necesita otro nivel de atención',
      payer: 'No aceptamos este seguro',
      medical_acuity: 'Gravedad médica',
      missing_documents: 'Faltan documentos',
      outside_area: 'Fuera de nuestra zona',
      not_eligible: 'No cumple los requisitos',
      other: 'Otro',
    },
    errors: {
      title: 'Revise, por favor',
      code: 'El código tiene seis cifras.',
      reason: 'Elija un motivo.',
      day: 'Indique un día futuro o déjelo vacío.',
      question: 'Escriba su pregunta.',
    },
    packet: {
      title: 'Detalles de la referencia',
      until: (time) => `Abiertos en este dispositivo hasta ${time}.`,
      pdf: 'Descargar como PDF',
      notes: 'Preguntas y respuestas',
      you: 'Ustedes',
      us: 'Nosotros',
      confidential: 'Confidencial: 42 CFR Parte 2',
      consent: 'Qué cubre el consentimiento',
      back: 'Volver a su respuesta',
      gone: 'Los detalles están cerrados',
      goneText:
        'Se cierran después de media hora, o no se abrieron en este dispositivo. Pida un código nuevo.',
      opening: 'Abriendo los detalles',
      openingText: 'Tarda un momento. La página vuelve a mirar sola.',
    },
    call: (number) => `¿Preguntas? ${number}`,
    trust:
      'Somos un servicio de referencia, no un centro de tratamiento. Esta página no rastrea ni pide contraseña.',
  },
};
