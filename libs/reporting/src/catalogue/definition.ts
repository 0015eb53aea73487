import type { NumberUnit, FactKind, Slice } from '#contract';
import type { FactRows } from '../facts/fact-rows.js';
import type { Predicate } from './predicate.js';

/** Columns of a population's facts. */
export type FactColumn<P extends FactKind> = keyof FactRows[P] & string;

interface Words {
  /** Stable; part of addresses. */
  name: string;
  label: string;
  sentence: string;
  formula: string;
  exclusions: readonly string[];
  /** `table.column` of the records. */
  sources: readonly string[];
  /** Goes up with every change of what is counted. */
  version: number;
}

/** A number over the facts of one kind. */
export interface Definition extends Words {
  population: FactKind;
  unit: Exclude<NumberUnit, 'per_hour'>;
  /** Which of the population it is about at all, counted or not: the calls that came in. */
  scope: Predicate;
  /** What it is divided by, beyond the scope. Null: it is not divided. */
  of: Predicate | null;
  /** What it counts, beyond the scope and `of`. */
  having: Predicate;
  /** It counts those that all others leave out. */
  ofLeftOut: boolean;
  /** Of durations: the columns that are measured. */
  measured: { business: string; wall: string } | null;
  /** Of sums: the column that is added up. */
  added: string | null;
  slices: readonly Slice[];
  /** Why it is never shown by agent; null: it may be. */
  neverByAgent: string | null;
}

/** A number that is told as things are now, by colleague: it has no period. */
export interface LoadDefinition extends Words {
  unit: NumberUnit;
}

/** What a definition is written from: it names columns of its own facts only. What is left out has its default. */
export interface Written<P extends FactKind> extends Words {
  population: P;
  unit: Definition['unit'];
  scope?: Predicate<FactColumn<P>>;
  of?: Predicate<FactColumn<P>>;
  having?: Predicate<FactColumn<P>>;
  ofLeftOut?: true;
  measured?: { business: FactColumn<P>; wall: FactColumn<P> };
  added?: FactColumn<P>;
  slices: readonly Slice[];
  neverByAgent?: string | null;
}

/** EKRA (18 USC 220): nobody is paid, praised or ranked by how many patients arrive, are admitted, or what they cost. */
export const EKRA =
  'Admits, shows and cost are never shown by agent (EKRA, 18 USC 220): nobody is to be ranked by them.';

/** Fills in what a definition leaves out. */
export function define<P extends FactKind>(written: Written<P>): Definition {
  return {
    scope: [],
    of: null,
    having: [],
    ofLeftOut: false,
    measured: null,
    added: null,
    neverByAgent: null,
    ...written,
  };
}
