import { boxAround, type Coordinates, milesBetween } from '#contract';
import { type Asked, OTHER_PAYMENT } from './asked.js';
import type { DirectoryIndex } from './directory-index.js';

/** What a place was asked for and has not said. */
export type Unsaid = 'pay' | 'population' | 'language' | 'medicine';

export interface FoundPlace {
  /** Its position in the index. */
  at: number;
  /** As the crow flies; null where no ZIP was asked for. */
  miles: number | null;
  unsaid: readonly Unsaid[];
}

export interface FoundPlaces {
  /** They say all that was asked for; the nearest first. */
  say: readonly FoundPlace[];
  /** They do not say all of it, and do not say no; the nearest first. */
  unsaid: readonly FoundPlace[];
}

/** A search with its words turned into what the index knows. */
export interface Search {
  asked: Asked;
  /** The middle of the ZIP code. */
  around: Coordinates | null;
  /** Of the payer that was chosen, if one was. */
  payerId: string | null;
}

/**
 * Looks through the directory. Whoever says no to what was asked (another level of care, a medicine that would have to be
 * given up) is left out; whoever says nothing about it is told apart, never counted as a no. The order is distance alone
 * (without a place: state, city, name): no money, no bids, no favour has a way in here (rule R13).
 */
export function findPlaces(index: DirectoryIndex, search: Search): FoundPlaces {
  const say: FoundPlace[] = [];
  const unsaid: FoundPlace[] = [];
  for (const { at, miles } of within(index, search)) {
    const missing = missingAt(index, at, search);
    if (!missing) continue;
    (missing.length === 0 ? say : unsaid).push({ at, miles, unsaid: missing });
  }
  if (search.around) {
    say.sort(nearest);
    unsaid.sort(nearest);
  }
  return { say, unsaid };
}

function nearest(one: FoundPlace, other: FoundPlace): number {
  return (one.miles ?? 0) - (other.miles ?? 0) || one.at - other.at;
}

function* within(
  index: DirectoryIndex,
  { asked, around }: Search,
): Generator<{ at: number; miles: number | null }> {
  if (!around) {
    for (let at = 0; at < index.size; at += 1) {
      if (index.states[at] === asked.state) yield { at, miles: null };
    }
    return;
  }
  const box = boxAround(around, asked.miles);
  for (let at = 0; at < index.size; at += 1) {
    const latitude = index.latitudes[at] ?? Number.NaN;
    const longitude = index.longitudes[at] ?? Number.NaN;
    // What is not known compares as false.
    if (!(latitude >= box.south && latitude <= box.north)) continue;
    if (!(longitude >= box.west && longitude <= box.east)) continue;
    const miles = milesBetween(around, { latitude, longitude });
    if (miles !== null && miles <= asked.miles) yield { at, miles };
  }
}

/** What the program of a place that fits best has not said; null: none of them fits. */
function missingAt(index: DirectoryIndex, at: number, search: Search): readonly Unsaid[] | null {
  let best: readonly Unsaid[] | null = null;
  const end = index.firsts[at + 1] ?? 0;
  for (let program = index.firsts[at] ?? 0; program < end; program += 1) {
    const missing = missingOf(index, program, search);
    if (missing && (!best || missing.length < best.length)) best = missing;
    if (best?.length === 0) return best;
  }
  // A place of which no program is known may have anything.
  if (end === index.firsts[at] && !search.asked.level) return everythingAsked(search.asked);
  return best;
}

function missingOf(
  index: DirectoryIndex,
  program: number,
  { asked, payerId }: Search,
): readonly Unsaid[] | null {
  const { level, population, language, medicine, pay } = asked;
  if (level && !index.isLevel(program, level)) return null;
  const keeps = medicine ? index.keeps(program, medicine) : true;
  if (keeps === false) return null;
  const missing: Unsaid[] = [];
  if (pay && !takes(index, program, pay, payerId)) missing.push('pay');
  if (population && !index.isFor(program, population)) missing.push('population');
  if (language && !index.speaks(program, language)) missing.push('language');
  if (keeps === null) missing.push('medicine');
  return missing;
}

function takes(
  index: DirectoryIndex,
  program: number,
  pay: string,
  payerId: string | null,
): boolean {
  if (payerId) return index.takesPayer(program, payerId);
  const way = pay === 'private' ? pay : OTHER_PAYMENT.find((one) => one === pay);
  return way !== undefined && index.takesWay(program, way);
}

function everythingAsked({ pay, population, language, medicine }: Asked): Unsaid[] {
  return [
    ...(pay ? (['pay'] as const) : []),
    ...(population ? (['population'] as const) : []),
    ...(language ? (['language'] as const) : []),
    ...(medicine ? (['medicine'] as const) : []),
  ];
}
