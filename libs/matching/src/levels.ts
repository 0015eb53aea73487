import { labelOf, LEVELS_OF_CARE } from '#contract';
import type { PatientFacts } from './facts.js';

/** Who said which level of care is needed: a clinician decides before the screening, the screening before the wish. */
export type Authority = 'assessed' | 'screened' | 'requested';
const AUTHORITIES: readonly Authority[] = ['assessed', 'screened', 'requested'];

const AUTHORITY_WORDS: Record<Authority, string> = {
  assessed: 'a clinician assessed',
  screened: 'the screening says',
  requested: 'the person asked for',
};

export interface LevelNeeded {
  readonly level: string;
  readonly authority: Authority;
}

/** The level that counts, and who said it; null when nobody did. */
export function levelNeeded(level: PatientFacts['level']): LevelNeeded | null {
  for (const authority of AUTHORITIES) {
    const said = level[authority];
    if (said) return { level: said, authority };
  }
  return null;
}

/** The level that counts in a sentence, with those that say otherwise. */
export function levelSentence(level: PatientFacts['level']): string {
  const needed = levelNeeded(level);
  if (!needed) return 'No level of care is known: every level is shown, and has to be asked about.';
  const others = AUTHORITIES.filter(
    (authority) => level[authority] && level[authority] !== needed.level,
  ).map((authority) => `${AUTHORITY_WORDS[authority]} ${levelWords(level[authority])}`);
  const said = `Matched on what ${AUTHORITY_WORDS[needed.authority]}: ${levelWords(needed.level)}.`;
  return others.length > 0 ? `${said} It comes before others: ${others.join('; ')}.` : said;
}

/** Another level that may serve somebody who needs this one. */
export interface Serving {
  readonly level: string;
  /** With the last in this order of authority it still serves: a clinician's word leaves the least room. */
  readonly from: Authority;
  /** The program has to be asked first. */
  readonly ask: boolean;
  readonly because: string;
}

const STEP_UP = 'one step more intensive, which serves if the payer and the program agree';
const SAME_4TH = 'the 4th edition of the ASAM criteria counts both as one level';

function up(level: string): Serving {
  return { level, from: 'screened', ask: false, because: STEP_UP };
}
/** Only where nothing but the person's own words speaks for the level. */
function down(level: string): Serving {
  const because = 'one step less intensive, and nobody has screened yet: the program has to assess';
  return { level, from: 'requested', ask: true, because };
}
function same(level: string, ask: boolean): Serving {
  return { level, from: 'assessed', ask, because: SAME_4TH };
}

/**
 * Which levels may serve beside the one needed. Source: The ASAM Criteria, 3rd edition (2013) for the order of
 * intensity, 4th edition (2023) for levels that became one. What is not named here does not serve. An opioid treatment
 * program has no neighbour: methadone for opioid use disorder is dispensed there alone (42 CFR part 8).
 */
export const LEVELS_SERVING: Readonly<Record<string, readonly Serving[]>> = {
  early_intervention: [up('outpatient')],
  outpatient: [up('intensive_outpatient')],
  intensive_outpatient: [up('partial_hospitalization'), down('outpatient')],
  partial_hospitalization: [up('residential_high'), down('intensive_outpatient')],
  residential_low: [up('residential_high'), up('residential_population')],
  residential_population: [same('residential_high', true), up('inpatient_monitored')],
  residential_high: [
    same('residential_population', true),
    up('inpatient_monitored'),
    down('partial_hospitalization'),
  ],
  inpatient_monitored: [same('wm_3_7', true), up('inpatient_managed'), down('residential_high')],
  inpatient_managed: [same('wm_4', true)],
  wm_1: [up('wm_2')],
  wm_2: [up('wm_3_2')],
  wm_3_2: [up('wm_3_7')],
  wm_3_7: [same('inpatient_monitored', true), up('wm_4')],
  wm_4: [same('inpatient_managed', true)],
};

const RANK: Record<Authority, number> = { assessed: 0, screened: 1, requested: 2 };

/** How a level serves a need: not at all (null), or with what has to be said. The level itself always does. */
export function servingOf(needed: LevelNeeded, level: string): Serving | 'itself' | null {
  if (needed.level === level) return 'itself';
  const serving = LEVELS_SERVING[needed.level]?.find((one) => one.level === level);
  return serving && RANK[needed.authority] >= RANK[serving.from] ? serving : null;
}

/** Every level that could serve by any of the three words, for reading no more programs than needed; null: all. */
export function levelsToRead(level: PatientFacts['level']): string[] | null {
  const said = AUTHORITIES.flatMap((authority) => level[authority] ?? []);
  if (said.length === 0) return null;
  const near = said.flatMap((one) => (LEVELS_SERVING[one] ?? []).map((other) => other.level));
  return [...new Set([...said, ...near])];
}

export function levelWords(code: string | null): string {
  return labelOf(LEVELS_OF_CARE, code);
}
