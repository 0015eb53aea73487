import type { Language, Substance, Urgency } from '#contract';

/** What people write, by how urgent it is. Made up, in plain words. */
export const MESSAGES: Record<Urgency, Record<Language, readonly string[]>> = {
  P0: {
    en: [
      'My son took something and I can hardly wake him up.',
      'I keep thinking about ending my life. I don’t feel safe alone tonight.',
      'He is having a seizure again and we don’t know what to do.',
    ],
    es: [
      'Mi hermano tomó algo y casi no puedo despertarlo.',
      'No quiero seguir viviendo así, tengo miedo de esta noche.',
    ],
  },
  P1: {
    en: [
      'I drink every day from morning on. When I try to stop I shake badly.',
      'She is pregnant and using. We need help before it is too late.',
      'I got out of jail yesterday and I’m scared I will use again.',
      'I have been on Xanax for years and want to stop, but last time I had a seizure.',
    ],
    es: [
      'Tomo todos los días y cuando dejo de tomar tiemblo mucho.',
      'Salí de la cárcel ayer y tengo miedo de recaer.',
    ],
  },
  P2: {
    en: [
      'I am ready to go this week if there is a bed.',
      'My daughter finally said yes to treatment. How soon can she start?',
      'I relapsed after eight months and want to get back on track now.',
      'Looking for a place that keeps me on Suboxone.',
      'Does my insurance cover residential? I can leave work from Monday.',
    ],
    es: [
      'Quiero empezar esta semana si hay lugar.',
      'Mi esposo por fin aceptó ayuda. ¿Qué hacemos ahora?',
    ],
  },
  P3: {
    en: [
      'Just collecting information for my brother for now.',
      'What is the difference between detox and rehab?',
      'We are comparing programs for later this year.',
    ],
    es: [
      'Solo busco información por ahora.',
      '¿Qué diferencia hay entre desintoxicación y rehabilitación?',
    ],
  },
};

/** What is used, as often as people who ask for help name it. */
export const SUBSTANCE_WEIGHTS: Partial<Record<Substance, number>> = {
  alcohol: 40,
  fentanyl: 17,
  heroin: 8,
  prescription_opioids: 8,
  methamphetamine: 11,
  cocaine: 8,
  benzodiazepines: 6,
  marijuana: 5,
  kratom: 2,
  xylazine: 1,
  unknown: 4,
};

export const NOTES: Record<Language, readonly string[]> = {
  en: [
    'Spoke calmly, wants to start soon. Works nights: best time to call is after 2 pm.',
    'Has a dog and nobody to look after it. Asked about programs with a pet option.',
    'Mother is on the line too. Patient agreed that we may talk with her about dates only.',
    'Worried about losing the job. Explained family and medical leave in general terms.',
    'Prefers a place within two hours of home.',
    'Was at this point last spring; left after three days because of the food and the phone rule.',
  ],
  es: [
    'Prefiere hablar en español. Trabaja de noche, llamar después de las 2.',
    'Quiere estar cerca de su familia.',
  ],
};

/** What a note tells that colleagues mark the lead with. */
export const TAG_OF_NOTE: Readonly<Record<string, string>> = {
  [NOTES.en[0] ?? '']: 'Works nights',
  [NOTES.en[1] ?? '']: 'Pet at home',
  [NOTES.en[2] ?? '']: 'Family involved',
  [NOTES.en[3] ?? '']: 'Worried about the job',
  [NOTES.en[4] ?? '']: 'Close to home',
  [NOTES.en[5] ?? '']: 'Was here before',
  [NOTES.es[0] ?? '']: 'Works nights',
  [NOTES.es[1] ?? '']: 'Close to home',
};

export const PAYERS: readonly { name: string; planType: string; weight: number }[] = [
  { name: 'BCBS of Texas', planType: 'ppo', weight: 8 },
  { name: 'Anthem', planType: 'ppo', weight: 10 },
  { name: 'Aetna', planType: 'ppo', weight: 11 },
  { name: 'Cigna', planType: 'epo', weight: 9 },
  { name: 'UHC', planType: 'hmo', weight: 12 },
  { name: 'Florida Blue', planType: 'ppo', weight: 7 },
  { name: 'Humana', planType: 'medicare_advantage', weight: 4 },
  { name: 'Ambetter', planType: 'marketplace', weight: 9 },
  { name: 'Molina', planType: 'medicaid', weight: 6 },
  { name: 'Medicaid', planType: 'medicaid', weight: 14 },
  { name: 'Tricare', planType: 'tricare', weight: 3 },
  { name: 'Kaiser', planType: 'hmo', weight: 5 },
  { name: 'bluecross tx', planType: 'unknown', weight: 2 },
];
