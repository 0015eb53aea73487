import { createHash } from 'node:crypto';
import type { FactKind, Slice } from '#contract';
import { numbersOf, partsOf } from '../catalogue/catalogue.js';
import type { Definition } from '../catalogue/definition.js';
import { type Predicate, sqlOf } from '../catalogue/predicate.js';
import { POPULATION_SLICES } from '../catalogue/slices.js';
import { BUCKET_STARTS } from '../times/time-buckets.js';

/** Goes up when what is rolled up is written in another way. */
const FORMAT = 2;

/** Something that is counted, or added up, over facts. Two numbers that count the same share one: the same name. */
export interface Measure {
  /** Its aggregate over facts `f`, in SQL. */
  name: string;
  predicate: Predicate;
  /** The column that is added up; null: facts are counted. */
  added: string | null;
}

function countOf(predicate: Predicate): Measure {
  return {
    name: `count(*) FILTER (WHERE ${sqlOf(predicate, 'f')})`,
    predicate,
    added: null,
  };
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
      ? {
          name: `COALESCE(sum(f.${added}) FILTER (WHERE ${sqlOf(parts.counted, 'f')}), 0)`,
          predicate: parts.counted,
          added,
        }
      : null,
  };
}

/** The measures of some numbers, each once. */
export function measuresOfAll(definitions: readonly Definition[]): Measure[] {
  const found = new Map<string, Measure>();
  for (const definition of definitions) {
    for (const measure of Object.values(measuresOf(definition)) as (Measure | null)[]) {
      if (measure && !found.has(measure.name)) found.set(measure.name, measure);
    }
  }
  return [...found.values()];
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

/** The durations of some numbers. */
export function timesOfAll(definitions: readonly Definition[]): TimeMeasure[] {
  return definitions.flatMap((one): TimeMeasure[] => Object.values(timesOf(one) ?? {}));
}

/** What is rolled up of a population, and in which order. */
export interface Shape {
  measures: readonly Measure[];
  times: readonly TimeMeasure[];
  slices: readonly Slice[];
  /** Says which numbers a cell was rolled up for: other numbers, another shape, and what is there does not hold. */
  hash: string;
}

const shapes = new Map<FactKind, Shape>();

export function shapeOf(population: FactKind): Shape {
  const known = shapes.get(population);
  if (known) return known;
  const numbers = numbersOf(population);
  const measures = measuresOfAll(numbers);
  const times = timesOfAll(numbers);
  const slices = POPULATION_SLICES[population];
  const names = measures.map(({ name }) => name);
  const hash = createHash('sha256')
    .update(JSON.stringify([FORMAT, names, times, slices, BUCKET_STARTS]))
    .digest('hex')
    .slice(0, 16);
  const shape = { measures, times, slices, hash };
  shapes.set(population, shape);
  return shape;
}
