import { type FactKind, mixesTouches, type NumberDefinitionView, type Slice } from '#contract';
import { refusedSlice, unknownNumber } from '../reporting.errors.js';
import { CALL_NUMBERS } from './call-numbers.js';
import { CHECK_NUMBERS } from './check-numbers.js';
import type { Definition } from './definition.js';
import { LEAD_NUMBERS } from './lead-numbers.js';
import type { Predicate } from './predicate.js';
import { REFERRAL_NUMBERS } from './referral-numbers.js';
import { COHORTS } from './slices.js';

/** Goes up whenever any definition is another one. */
export const CATALOGUE_VERSION = 2;

/** Every number, once (source: docs/domain.md, "Numbers"). */
export const NUMBERS: readonly Definition[] = [
  ...LEAD_NUMBERS,
  ...CALL_NUMBERS,
  ...CHECK_NUMBERS,
  ...REFERRAL_NUMBERS,
];

const BY_NAME = new Map(NUMBERS.map((number) => [number.name, number]));
if (BY_NAME.size !== NUMBERS.length) throw new Error('Two numbers have the same name.');

/** Throws `report.unknown_number`. */
export function numberNamed(name: string): Definition {
  const found = BY_NAME.get(name);
  if (!found) throw unknownNumber(name);
  return found;
}

/**
 * Throws `report.slice_refused` where a number is not looked at by one of these: admits, shows and cost never by agent
 * (EKRA), nothing by what its records do not know, and money by one touch at a time.
 */
export function checkSlices(definition: Definition, slices: readonly Slice[]): void {
  for (const slice of slices) {
    if (definition.slices.includes(slice)) continue;
    const never = slice === 'agent' ? definition.neverByAgent : null;
    throw refusedSlice(
      definition.name,
      slice,
      never ?? `“${definition.label}” is not known by ${slice}.`,
    );
  }
  if (definition.unit === 'cents' && mixesTouches(slices)) {
    throw refusedSlice(
      definition.name,
      'lastSource',
      'Money is looked at by the first touch or by the last, not by both at once.',
    );
  }
}

/** Which facts a part of a number is: the one predicate for its value, each of its bars and their lists. */
export interface NumberParts {
  counted: Predicate;
  of: Predicate;
  leftOut: Predicate;
  /** Both: what the share left out is a share of. */
  all: Predicate;
}

export function partsOf(definition: Definition): NumberParts {
  const { scope, of, having, ofLeftOut } = definition;
  const base: Predicate = [{ column: 'counted', is: !ofLeftOut }, ...scope];
  const divisor = [...base, ...(of ?? [])];
  return {
    counted: [...divisor, ...having],
    of: divisor,
    leftOut: [{ column: 'counted', is: false }, ...scope],
    all: scope,
  };
}

/** As it is shown. */
export function definitionView(definition: Definition): NumberDefinitionView {
  const { population, exclusions, sources, slices } = definition;
  return {
    name: definition.name,
    label: definition.label,
    sentence: definition.sentence,
    formula: definition.formula,
    unit: definition.unit,
    population,
    cohort: COHORTS[population],
    exclusions: [...exclusions],
    sources: [...sources],
    slices: [...slices],
    neverByAgent: definition.neverByAgent,
    version: definition.version,
  };
}

/** The numbers over one kind of fact. */
export function numbersOf(population: FactKind): Definition[] {
  return NUMBERS.filter((number) => number.population === population);
}
