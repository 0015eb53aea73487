import type { Language } from '#contract';

/** What people look for, in words that say what a day of it is like; each stands for one or more levels of care. */
export const LEVEL_GROUPS = [
  {
    code: 'detox',
    levels: ['wm_1', 'wm_2', 'wm_3_2', 'wm_3_7', 'wm_4'],
    en: 'Detox (withdrawal management)',
    es: 'Desintoxicación (manejo de la abstinencia)',
  },
  {
    code: 'inpatient',
    levels: ['inpatient_monitored', 'inpatient_managed'],
    en: 'Inpatient, with medical staff',
    es: 'Internación, con personal médico',
  },
  {
    code: 'residential',
    levels: ['residential_low', 'residential_population', 'residential_high'],
    en: 'Living there (residential)',
    es: 'Vivir allí (residencial)',
  },
  {
    code: 'day',
    levels: ['partial_hospitalization'],
    en: 'Day program (partial hospitalization)',
    es: 'Programa de día (hospitalización parcial)',
  },
  {
    code: 'intensive',
    levels: ['intensive_outpatient'],
    en: 'Several times a week (intensive outpatient)',
    es: 'Varias veces por semana (ambulatorio intensivo)',
  },
  {
    code: 'outpatient',
    levels: ['outpatient', 'early_intervention'],
    en: 'Visits while living at home (outpatient)',
    es: 'Visitas viviendo en casa (ambulatorio)',
  },
  {
    code: 'otp',
    levels: ['otp'],
    en: 'Methadone clinic (opioid treatment program)',
    es: 'Clínica de metadona (programa de opioides)',
  },
  {
    code: 'sober',
    levels: ['sober_living'],
    en: 'Recovery housing (sober living)',
    es: 'Vivienda de recuperación (vida sobria)',
  },
] as const;
export type LevelGroup = (typeof LEVEL_GROUPS)[number]['code'];

const GROUP_OF = new Map<string, (typeof LEVEL_GROUPS)[number]>(
  LEVEL_GROUPS.flatMap((group) => group.levels.map((level) => [level, group] as const)),
);

/** The group a level of care belongs to; undefined for one that only this installation knows. */
export function groupOf(level: string): LevelGroup | undefined {
  return GROUP_OF.get(level)?.code;
}

/** A level of care in plain words; a code nobody knows shows as it is. */
export function levelWords(level: string, language: Language): string {
  return GROUP_OF.get(level)?.[language] ?? level;
}
