import { type Choice, choices, LEVELS_OF_CARE, SUBSTANCES, WHEN_WANTED } from './picklists.js';

/** Signs of danger now: each makes a request P0. */
export const DANGER_SIGNS = choices({
  overdose: 'Overdose now, or too much taken',
  unresponsive: 'Cannot be woken',
  breathing: 'Trouble breathing',
  chest_pain: 'Chest pain',
  seizure: 'Seizure now',
  confusion: 'Severe confusion',
  hallucinations: 'Seeing or hearing what is not there',
  suicide: 'Thoughts of suicide or self-harm',
  violence: 'Danger from another person',
  child: 'A child is at risk',
  none: 'None of these',
});
export type DangerSign = (typeof DANGER_SIGNS)[number]['code'];

const YES_NO = choices({ yes: 'Yes', no: 'No', unknown: 'Not known' });

/** Medications for opioid use disorder. */
export const MOUD = choices({
  methadone: 'Methadone',
  buprenorphine: 'Buprenorphine (Suboxone, Subutex, Sublocade)',
  naltrexone: 'Naltrexone (Vivitrol)',
  none: 'None',
  unknown: 'Not known',
});

/** A question is asked when all of its conditions hold on the answers so far. */
export type ShowIf =
  | { readonly question: string; readonly anyOf: readonly string[] }
  | { readonly question: string; readonly below: number };

/** One question of the screener. Its id is stored and never reused with another meaning. */
export interface ScreenerQuestion {
  readonly id: string;
  readonly section: string;
  readonly kind: 'choice' | 'choices' | 'text' | 'number' | 'date' | 'phone' | 'zip';
  /** What the agent says, in both languages. */
  readonly ask: string;
  readonly askEs: string;
  /** For the agent only. */
  readonly hint?: string;
  readonly options?: readonly Choice[];
  /** An answer that excludes all others ("none", "unknown"). */
  readonly alone?: readonly string[];
  readonly showIf?: readonly ShowIf[];
  /** Needed before the screening can be completed; "not known" is an answer. */
  readonly required?: boolean;
}

export const SCREENER_SECTIONS: readonly Choice[] = choices({
  safety: 'Safety',
  location: 'Where they are',
  substances: 'Substances',
  withdrawal: 'Withdrawal',
  health: 'Age and pregnancy',
  medications: 'Medications',
  wanted: 'What they want',
  coverage: 'Coverage',
  legal: 'Court',
  interpreter: 'Language',
});

/** Substances whose sudden stop can be dangerous (docs/domain.md, urgency P1). */
const DANGEROUS_TO_STOP = ['alcohol', 'benzodiazepines', 'barbiturates', 'other_sedatives'];
const OPIOIDS = ['heroin', 'fentanyl', 'prescription_opioids', 'methadone', 'kratom', 'unknown'];
const yesNo = { kind: 'choice', options: YES_NO } as const;

/** Raised with every change of a question; kept with each screening. */
export const SCREENER_VERSION = 1;

/** The questions in the order they are asked: safety first, location second. */
export const SCREENER_QUESTIONS: readonly ScreenerQuestion[] = [
  {
    id: 'safety.signs',
    section: 'safety',
    kind: 'choices',
    ask: 'Before anything else: is somebody in danger right now? Is any of this happening?',
    askEs: 'Antes que nada: ¿hay alguien en peligro ahora mismo? ¿Está pasando algo de esto?',
    hint: 'If yes: ask where they are and a number to call back, then 911 or 988. Give no medical advice.',
    options: DANGER_SIGNS,
    alone: ['none'],
    required: true,
  },
  {
    id: 'safety.talk',
    section: 'safety',
    ...yesNo,
    ask: 'Is it safe for you to talk?',
    askEs: '¿Puede hablar sin peligro?',
    hint: 'If not: no voicemail, no text. The National Domestic Violence Hotline is 1-800-799-7233.',
    showIf: [{ question: 'safety.signs', anyOf: ['violence'] }],
  },
  {
    id: 'safety.alone',
    section: 'safety',
    ...yesNo,
    ask: 'Is somebody with them?',
    askEs: '¿Hay alguien con esa persona?',
    showIf: [
      {
        question: 'safety.signs',
        anyOf: DANGER_SIGNS.map(({ code }) => code).filter((code) => code !== 'none'),
      },
    ],
  },
  {
    id: 'location.now',
    section: 'location',
    kind: 'text',
    ask: 'Where are you right now, in case we have to send help?',
    askEs: '¿Dónde está ahora, por si tenemos que enviar ayuda?',
    hint: '911 from your phone reaches your own town: use the ten-digit number of theirs.',
    required: true,
  },
  {
    id: 'location.call_back',
    section: 'location',
    kind: 'phone',
    ask: 'If we are cut off, what number can we call?',
    askEs: 'Si se corta la llamada, ¿a qué número le llamamos?',
    required: true,
  },
  {
    id: 'location.zip',
    section: 'location',
    kind: 'zip',
    ask: 'What ZIP code does the person who needs help live in?',
    askEs: '¿Cuál es el código postal de la persona que necesita ayuda?',
  },
  {
    id: 'use.substances',
    section: 'substances',
    kind: 'choices',
    ask: 'What are they using?',
    askEs: '¿Qué está consumiendo?',
    options: SUBSTANCES,
    alone: ['unknown'],
    required: true,
  },
  {
    id: 'use.other',
    section: 'substances',
    kind: 'text',
    ask: 'What else?',
    askEs: '¿Qué más?',
    showIf: [{ question: 'use.substances', anyOf: ['other'] }],
  },
  {
    id: 'use.last',
    section: 'substances',
    kind: 'choice',
    ask: 'When was the last time?',
    askEs: '¿Cuándo fue la última vez?',
    options: choices({
      today: 'Today',
      yesterday: 'Yesterday',
      this_week: 'In the last week',
      this_month: 'In the last month',
      longer: 'Longer ago',
      unknown: 'Not known',
    }),
    required: true,
  },
  {
    id: 'use.stopping',
    section: 'substances',
    ...yesNo,
    ask: 'Have they stopped in the last days, or are they stopping now?',
    askEs: '¿Lo dejó en los últimos días, o lo está dejando ahora?',
    hint: 'Say: do not stop suddenly on your own; withdrawal can be dangerous.',
    showIf: [{ question: 'use.substances', anyOf: DANGEROUS_TO_STOP }],
    required: true,
  },
  {
    id: 'use.overdose',
    section: 'substances',
    kind: 'choice',
    ask: 'Have they ever overdosed?',
    askEs: '¿Ha tenido alguna vez una sobredosis?',
    options: choices({
      never: 'Never',
      month: 'In the last month',
      longer: 'Longer ago',
      unknown: 'Not known',
    }),
    required: true,
  },
  {
    id: 'withdrawal.history',
    section: 'withdrawal',
    kind: 'choices',
    ask: 'When they stopped before: a seizure, seeing things, a stay in hospital?',
    askEs: 'Cuando lo dejó antes: ¿convulsiones, alucinaciones, hospital?',
    options: choices({
      seizure: 'Seizure',
      delirium: 'Delirium or seeing things',
      hospital: 'Hospital',
      none: 'None of these',
      unknown: 'Not known',
    }),
    alone: ['none', 'unknown'],
    required: true,
  },
  {
    id: 'withdrawal.released',
    section: 'withdrawal',
    ...yesNo,
    ask: 'Just out of jail, prison, a hospital or detox?',
    askEs: '¿Acaba de salir de la cárcel, de un hospital o de una desintoxicación?',
    required: true,
  },
  {
    id: 'health.age',
    section: 'health',
    kind: 'number',
    ask: 'How old is the person who needs help?',
    askEs: '¿Qué edad tiene la persona que necesita ayuda?',
    required: true,
  },
  {
    id: 'health.guardian',
    section: 'health',
    ...yesNo,
    ask: 'Does a parent or guardian know, and agree?',
    askEs: '¿Lo sabe el padre, la madre o el tutor, y está de acuerdo?',
    hint: 'Whether a guardian is needed depends on the state; the rule is shown beside.',
    showIf: [{ question: 'health.age', below: 18 }],
    required: true,
  },
  {
    id: 'health.pregnant',
    section: 'health',
    ...yesNo,
    ask: 'Is there any chance of a pregnancy?',
    askEs: '¿Hay posibilidad de un embarazo?',
    required: true,
  },
  {
    id: 'moud.taking',
    section: 'medications',
    kind: 'choices',
    ask: 'Do they take a medication for opioid use?',
    askEs: '¿Toma algún medicamento para el consumo de opioides?',
    hint: 'A program that refuses it, or forces a taper, is excluded unless the person asks for it.',
    options: MOUD,
    alone: ['none', 'unknown'],
    showIf: [{ question: 'use.substances', anyOf: OPIOIDS }],
    required: true,
  },
  ...(
    [
      ['moud.dose', 'What dose, and how often?', '¿Qué dosis y cada cuánto?'],
      [
        'moud.prescriber',
        'Who prescribes it, or which clinic?',
        '¿Quién lo receta, o qué clínica?',
      ],
    ] as const
  ).map(
    ([id, ask, askEs]): ScreenerQuestion => ({
      id,
      section: 'medications',
      kind: 'text',
      ask,
      askEs,
      showIf: [{ question: 'moud.taking', anyOf: ['methadone', 'buprenorphine', 'naltrexone'] }],
    }),
  ),
  {
    id: 'moud.continue',
    section: 'medications',
    ...yesNo,
    ask: 'Do they want to stay on it?',
    askEs: '¿Quiere seguir tomándolo?',
    showIf: [{ question: 'moud.taking', anyOf: ['methadone', 'buprenorphine', 'naltrexone'] }],
  },
  {
    id: 'wanted.level',
    section: 'wanted',
    kind: 'choice',
    ask: 'What kind of treatment do they have in mind?',
    askEs: '¿Qué tipo de tratamiento tiene en mente?',
    options: [
      ...LEVELS_OF_CARE.map(({ code, label }) => ({ code, label })),
      { code: 'unknown', label: 'Not known' },
    ],
    required: true,
  },
  {
    id: 'wanted.when',
    section: 'wanted',
    kind: 'choice',
    ask: 'When do they want to start?',
    askEs: '¿Cuándo quiere empezar?',
    options: WHEN_WANTED,
    required: true,
  },
  {
    id: 'wanted.where',
    section: 'wanted',
    kind: 'choice',
    ask: 'Near home, somewhere in the state, or anywhere?',
    askEs: '¿Cerca de casa, dentro del estado o en cualquier lugar?',
    options: choices({
      near: 'Near home',
      state: 'In the state',
      anywhere: 'Anywhere',
      place: 'A certain place',
    }),
  },
  {
    id: 'wanted.place',
    section: 'wanted',
    kind: 'text',
    ask: 'Which place?',
    askEs: '¿Qué lugar?',
    showIf: [{ question: 'wanted.where', anyOf: ['place'] }],
  },
  {
    id: 'coverage.payment',
    section: 'coverage',
    kind: 'choice',
    ask: 'Is there insurance, or another way to pay?',
    askEs: '¿Tiene seguro u otra forma de pago?',
    options: choices({
      coverage: 'Insurance, Medicaid or Medicare',
      self_pay: 'Pays without insurance',
      state_funded: 'State-funded',
      scholarship: 'Scholarship',
      unknown: 'Not known',
    }),
  },
  {
    id: 'coverage.payer',
    section: 'coverage',
    kind: 'text',
    ask: 'Which insurance?',
    askEs: '¿Qué seguro?',
    showIf: [{ question: 'coverage.payment', anyOf: ['coverage'] }],
  },
  {
    id: 'coverage.member_id',
    section: 'coverage',
    kind: 'text',
    ask: 'What is the member number on the card?',
    askEs: '¿Cuál es el número de miembro de la tarjeta?',
    showIf: [{ question: 'coverage.payment', anyOf: ['coverage'] }],
  },
  {
    id: 'legal.court',
    section: 'legal',
    ...yesNo,
    ask: 'Is a court, probation or parole involved?',
    askEs: '¿Interviene un tribunal, libertad condicional o vigilada?',
  },
  {
    id: 'legal.court_date',
    section: 'legal',
    kind: 'date',
    ask: 'When is the court date?',
    askEs: '¿Cuándo es la audiencia?',
    showIf: [{ question: 'legal.court', anyOf: ['yes'] }],
  },
  {
    id: 'legal.officer',
    section: 'legal',
    kind: 'text',
    ask: 'Who is the officer, and how are they reached?',
    askEs: '¿Quién es el agente, y cómo se le contacta?',
    hint: 'Nothing is told to them without the person’s written consent.',
    showIf: [{ question: 'legal.court', anyOf: ['yes'] }],
  },
  {
    id: 'legal.offences',
    section: 'legal',
    kind: 'choices',
    ask: 'Some programs cannot take people with certain convictions. Is there any of these?',
    askEs: 'Algunos programas no admiten ciertas condenas. ¿Hay alguna de estas?',
    options: choices({
      sex_offence: 'Sexual offence',
      arson: 'Arson',
      violent: 'Violent offence',
      warrant: 'Open warrant',
      none: 'None of these',
      unknown: 'Not known',
    }),
    alone: ['none', 'unknown'],
  },
  {
    id: 'interpreter.needed',
    section: 'interpreter',
    ...yesNo,
    ask: 'Would an interpreter help?',
    askEs: '¿Le ayudaría un intérprete?',
  },
  {
    id: 'interpreter.language',
    section: 'interpreter',
    kind: 'text',
    ask: 'For which language?',
    askEs: '¿Para qué idioma?',
    showIf: [{ question: 'interpreter.needed', anyOf: ['yes'] }],
  },
];
