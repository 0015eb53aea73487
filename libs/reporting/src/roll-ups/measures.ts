import { createHash } from 'node:crypto';
import type { FactKind, Slice } from '#contract';
import { numbersOf, partsOf } from '../catalogue/catalogue.js';
import type { Definition } from '../catalogue/definition.js';
import { type Predicate, sqlOf } from '../catalogue/predicate.js';
import { POPULATION_SLICES } from '../catalogue/slices.js';
import { BUCKET_STARTS } from '../times/time-buckets.js';

/** Something that is counted, or added up, over facts `f`: an SQL aggregate. Two numbers that count the same share one. */
export type Measure = string;

export function countOf(predicate: Predicate): Measure {
  return `count(*) FILTER (WHERE ${sqlOf(predicate, 'f')})`;
}

/** What a number's counts are made of. */
export interface NumberMeasures {
  counted: Measure;
  of: Measure | null;
  leftOut: Measure;
  all: Measure;
  added: Measure | null;
}

export function measuresOf(definition: Definition): NumberMeasures {
  const parts = partsOf(definition);
  const { added } = definition;
  return {
    counted: countOf(parts.counted),
    of: definition.of === null ? null : countOf(parts.of),
    leftOut: countOf(parts.leftOut),
    all: countOf(parts.all),
    added: added
      ? `COALESCE(sum(f.${added}) FILTER (WHERE ${sqlOf(parts.counted, 'f')}), 0)`
      : null,
  };
}

/** A duration that is rolled up: which column of which facts. */
export interface TimeMeasure {
  name: string;
  column: string;
  predicate: Predicate;
}

export function timesOf(
  definition: Definition,
): { business: TimeMeasure; wall: TimeMeasure } | null {
  const { measured, name } = definition;
  if (!measured) return null;
  const predicate = partsOf(definition).counted;
  return {
    business: { name: `${name}.business`, column: measured.business, predicate },
    wall: { name: `${name}.wall`, column: measured.wall, predicate },
  };
}

/** What is rolled up of a population, and in which order. */
export interface Shape {
  measures: readonly Measure[];
  times: readonly TimeMeasure[];
  slices: readonly (Slice | 'all')[];
  /** Says which numbers a cell was rolled up for: other numbers, another shape, and what is there does not hold. */
  hash: string;
}

const shapes = new Map<FactKind, Shape>();

export function shapeOf(population: FactKind): Shape {
  const known = shapes.get(population);
  if (known) return known;
  const numbers = numbersOf(population);
  const measures = [
    ...new Set(
      numbers.flatMap((number) => Object.values(measuresOf(number)).filter((one) => one !== null)),
    ),
  ];
  const times = numbers.flatMap((number) => Object.values(timesOf(number) ?? {}));
  const slices = ['all', ...POPULATION_SLICES[population]] as const;
  const hash = createHash('sha256')
    .update(JSON.stringify([measures, times, slices, BUCKET_STARTS]))
    .digest('hex')
    .slice(0, 16);
  const shape = { measures, times, slices, hash };
  shapes.set(population, shape);
  return shape;
}
