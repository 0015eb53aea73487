import {
  type Choice,
  LANGUAGES,
  PLAN_TYPES,
  RELATIONSHIPS,
  SUBSTANCES,
  WHEN_WANTED,
} from '#contract';

/** The substances people are offered on the page, most asked first; others go into the free field. */
export const OFFERED_SUBSTANCES = [
  'alcohol',
  'heroin',
  'fentanyl',
  'prescription_opioids',
  'methamphetamine',
  'cocaine',
  'benzodiazepines',
  'marijuana',
  'kratom',
  'gambling',
  'unknown',
] as const;

/** Substances that are dangerous to stop suddenly; the page says so as soon as one is named. */
export const DANGEROUS_TO_STOP: readonly string[] = ['alcohol', 'benzodiazepines', 'barbiturates'];

type Labels = Readonly<Record<string, string>>;

function english(list: readonly Choice[], plainer: Labels = {}): Labels {
  return Object.fromEntries(list.map(({ code, label }) => [code, plainer[code] ?? label]));
}

/** Labels of the picklists a visitor sees, in each language. Codes without a label show as they are. */
export const labels = {
  en: {
    substances: english(SUBSTANCES, {
      prescription_opioids: 'Pain pills (opioids)',
      methamphetamine: 'Meth',
      benzodiazepines: 'Xanax, Valium, other benzos',
      unknown: 'I’m not sure',
    }),
    when: english(WHEN_WANTED),
    relationships: english(RELATIONSHIPS),
    planTypes: english(PLAN_TYPES, {
      hdhp: 'HDHP (high deductible)',
      self_pay: 'No insurance: I’d pay myself',
      sliding_scale: 'No insurance: by income',
      scholarship: 'No insurance: scholarship',
      state_funded: 'State-funded',
    }),
    languages: english(LANGUAGES),
  },
  es: {
    substances: {
      alcohol: 'Alcohol',
      heroin: 'Heroína',
      fentanyl: 'Fentanilo',
      prescription_opioids: 'Pastillas para el dolor (opioides)',
      methamphetamine: 'Metanfetamina',
      cocaine: 'Cocaína o crack',
      benzodiazepines: 'Xanax, Valium u otras benzodiacepinas',
      marijuana: 'Marihuana',
      kratom: 'Kratom',
      gambling: 'Juego',
      unknown: 'No estoy seguro/a',
    } as Labels,
    when: { today: 'Hoy', this_week: 'Esta semana', later: 'Más adelante' } as Labels,
    relationships: {
      self: 'Es la misma persona',
      parent: 'Madre o padre',
      spouse: 'Esposa o esposo',
      partner: 'Pareja',
      sibling: 'Hermana o hermano',
      child: 'Hija o hijo',
      friend: 'Amistad',
      clinician: 'Profesional de la salud',
      employer: 'Empleador',
      court: 'Tribunal',
      other: 'Otra',
    } as Labels,
    planTypes: {
      hmo: 'HMO',
      ppo: 'PPO',
      epo: 'EPO',
      pos: 'POS',
      hdhp: 'HDHP (deducible alto)',
      medicaid: 'Medicaid',
      medicare: 'Medicare',
      medicare_advantage: 'Medicare Advantage',
      tricare: 'TRICARE',
      va: 'VA',
      tribal: 'Tribal',
      marketplace: 'Mercado de seguros',
      self_pay: 'Sin seguro: pagaría yo',
      sliding_scale: 'Sin seguro: según ingresos',
      scholarship: 'Sin seguro: beca',
      state_funded: 'Pagado por el estado',
      unknown: 'No sé',
    } as Labels,
    languages: { en: 'Inglés', es: 'Español' } as Labels,
  },
};
