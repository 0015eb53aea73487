import {
  MOUD_MEDICINES,
  type MoudMedicine,
  POPULATION_CODES,
  type Population,
  PROGRAM_LANGUAGES,
  type ProgramLanguage,
  US_STATES,
} from '#contract';
import { LEVEL_GROUPS, type LevelGroup } from './level-groups.js';

/** Ways to pay that are no insurance. */
export const OTHER_PAYMENT = ['sliding_scale', 'state_funded', 'scholarship', 'self_pay'] as const;
export type OtherPayment = (typeof OTHER_PAYMENT)[number];

export const MILES = [10, 25, 50, 100, 250] as const;
const USUAL_MILES = 25;
/** Places on one page. */
export const ON_A_PAGE = 20;
const LAST_PAGE = 50;

/** What a visitor looks for. */
export interface Asked {
  zip: string | null;
  miles: number;
  /** Two letters; counts where no ZIP is given. */
  state: string | null;
  level: LevelGroup | null;
  /** One of OTHER_PAYMENT, `private` for any private insurance, or a payer's slug. */
  pay: string | null;
  population: Population | null;
  language: ProgramLanguage | null;
  medicine: MoudMedicine | null;
  page: number;
}

/** Which field could not be read. */
export type AskedError = 'zip' | 'place';

export interface ReadAsked {
  asked: Asked;
  /** Anything of it was chosen: the form shows it. */
  chose: boolean;
  /** Something is looked for; else the page only shows its form. */
  looking: boolean;
  error: AskedError | null;
}

/**
 * Reads a search from an address or a form. What is no choice of ours is left out: a list that is too wide
 * helps more than an error. Only a ZIP that cannot be one is said, because without a place there is no "near".
 */
export function readAsked(given: Readonly<Record<string, unknown>>): ReadAsked {
  const text = (name: string) => {
    const value = given[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const typed = text('zip');
  const zip = /^\d{5}(-?\d{4})?$/.test(typed) ? typed.slice(0, 5) : null;
  const state = oneOf(
    text('state').toUpperCase(),
    US_STATES.map(({ code }) => code),
  );
  const pay = text('pay');
  const asked: Asked = {
    zip,
    miles: MILES.find((miles) => `${miles}` === text('miles')) ?? USUAL_MILES,
    state,
    level: oneOf(
      text('level'),
      LEVEL_GROUPS.map(({ code }) => code),
    ),
    pay: /^[a-z0-9_-]{1,120}$/.test(pay) ? pay : null,
    population: oneOf(text('for'), POPULATION_CODES),
    language: oneOf(
      text('in'),
      PROGRAM_LANGUAGES.map(({ code }) => code),
    ),
    medicine: oneOf(
      text('medicine'),
      MOUD_MEDICINES.map(({ code }) => code),
    ),
    page: Math.min(LAST_PAGE, Math.max(1, Number.parseInt(text('page'), 10) || 1)),
  };
  const { level, population, language, medicine } = asked;
  const chose = [typed, state, level, asked.pay, population, language, medicine].some(Boolean);
  const nowhere = !zip && !state;
  // A link that brings a wish alone, as that of an insurance does, leaves the place to be asked for: nobody forgot it.
  const sent = given.zip !== undefined;
  const error = typed && !zip ? 'zip' : nowhere && sent ? 'place' : null;
  return { asked, chose, looking: chose && !(nowhere && !error), error: chose ? error : null };
}

/** A search that asks for less than the one before it. */
export interface WiderSearch {
  kind: 'miles' | 'state' | 'wishes';
  asked: Asked;
}

/**
 * Searches to offer when one found nothing, the nearest to it first: without its other wishes, each greater distance, the
 * whole state.
 * @param state where the ZIP code is; null where a state was asked for
 */
export function widerSearches(asked: Asked, state: string | null): WiderSearch[] {
  const { level, pay, population, language, medicine } = asked;
  const bare = { level: null, pay: null, population: null, language: null, medicine: null };
  const wished = [level, pay, population, language, medicine].some(Boolean);
  const first = { ...asked, page: 1 };
  return [
    ...(wished ? [{ kind: 'wishes' as const, asked: { ...first, ...bare } }] : []),
    ...(asked.zip ? MILES.filter((miles) => miles > asked.miles) : []).map((miles) => ({
      kind: 'miles' as const,
      asked: { ...first, miles },
    })),
    ...(state ? [{ kind: 'state' as const, asked: { ...first, zip: null, state } }] : []),
  ];
}

/** The address of a search; what is at its usual value is left out. */
export function addressOfSearch(asked: Asked): string {
  const query = new URLSearchParams();
  const put = (name: string, value: string | null) => {
    if (value) query.set(name, value);
  };
  put('zip', asked.zip);
  if (asked.zip) put('miles', `${asked.miles}`);
  put('state', asked.zip ? null : asked.state);
  put('level', asked.level);
  put('pay', asked.pay);
  put('for', asked.population);
  put('in', asked.language);
  put('medicine', asked.medicine);
  put('page', asked.page > 1 ? `${asked.page}` : null);
  const text = query.toString();
  return text ? `/find?${text}` : '/find';
}

function oneOf<C extends string>(text: string, codes: readonly C[]): C | null {
  return codes.find((code) => code === text) ?? null;
}
