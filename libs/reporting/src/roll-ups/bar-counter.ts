import type { FactKind } from '#contract';
import { type Histogram, HistogramMaker, NO_DURATIONS } from '../times/histogram.js';
import { cellsOf, type Columns, placeOf, SUM_DIGITS, timeBlock } from './blocks.js';
import { type Cells, readDigit, readDigits } from './digits.js';
import type { Measure, TimeMeasure } from './measures.js';

/** What is counted at once. */
export interface Asked {
  measures: readonly Measure[];
  times: readonly TimeMeasure[];
}

/** What was counted for one bar: a sum for each measure, a histogram for each duration, in the order they were asked in. */
export interface Counts {
  sums: number[];
  histograms: Histogram[];
}

/** Flags of several measures in one column: where the measure of each bit stands among those asked for, and all bits together. */
interface Flags {
  block: string;
  cells: Cells;
  any: number;
  places: number[];
}

/**
 * Counts what facts of some columns count for, a bar at a time. Plain loops over one column after the other: a million
 * turns of each are a page.
 */
export class BarCounter {
  readonly #flags: readonly Flags[];
  readonly #sums: readonly { at: number; cells: Cells }[];
  readonly #durations: readonly Cells[];
  readonly #maker = new HistogramMaker();

  constructor(
    population: FactKind,
    columns: Columns,
    private readonly asked: Asked,
  ) {
    const flags = new Map<string, Flags>();
    const sums: { at: number; cells: Cells }[] = [];
    for (const [at, measure] of asked.measures.entries()) {
      const { block, bit } = placeOf(population, measure);
      const cells = cellsOf(columns, block);
      if (bit === null) {
        sums.push({ at, cells });
        continue;
      }
      const group = flags.get(block) ?? { block, cells, any: 0, places: [] };
      group.any |= bit;
      group.places[highestOf(bit)] = at;
      flags.set(block, group);
    }
    this.#flags = [...flags.values()];
    this.#sums = sums;
    this.#durations = asked.times.map((time) => cellsOf(columns, timeBlock(time)));
  }

  /** How many facts there are. */
  get facts(): number {
    return this.#flags[0]?.cells.length ?? 0;
  }

  /** The name of a column that has one character for each fact. */
  get wholeColumn(): string {
    return this.#flags[0]?.block ?? '';
  }

  /** Those of some facts that count for anything that is asked. */
  countedOf(facts: Int32Array): Int32Array {
    const kept = new Int32Array(facts.length);
    let length = 0;
    for (let at = 0; at < facts.length; at += 1) {
      const fact = facts[at] ?? 0;
      let any = 0;
      for (let group = 0; group < this.#flags.length; group += 1) {
        const flags = this.#flags[group];
        if (flags) any |= readDigit(flags.cells, fact) & flags.any;
      }
      kept[length] = fact;
      if (any !== 0) length += 1;
    }
    return kept.subarray(0, length);
  }

  /** Counts the facts whose numbers stand at these places of a list; the last place is not included. */
  count(facts: Int32Array, from: number, to: number): Counts {
    const sums = Array.from({ length: this.asked.measures.length }, () => 0);
    for (const group of this.#flags) addFlags(group, facts, from, to, sums);
    for (const { at, cells } of this.#sums) {
      for (let place = from; place < to; place += 1) {
        const fact = facts[place] ?? 0;
        sums[at] = (sums[at] ?? 0) + readDigits(cells, fact * SUM_DIGITS, SUM_DIGITS);
      }
    }
    return {
      sums,
      histograms: this.#durations.map((cells) => this.#times(cells, facts, from, to)),
    };
  }

  #times(cells: Cells, facts: Int32Array, from: number, to: number): Histogram {
    let any = false;
    for (let place = from; place < to; place += 1) {
      const bucket = readDigit(cells, facts[place] ?? 0);
      if (bucket === 0) continue;
      any = true;
      this.#maker.add(bucket, 1);
    }
    return any ? this.#maker.take() : NO_DURATIONS;
  }
}

/** The place of the highest bit that is set. */
const highestOf = (bits: number): number => 31 - Math.clz32(bits);

function addFlags(
  { cells, any, places }: Flags,
  facts: Int32Array,
  from: number,
  to: number,
  sums: number[],
): void {
  for (let place = from; place < to; place += 1) {
    let flags = readDigit(cells, facts[place] ?? 0) & any;
    while (flags !== 0) {
      const bit = highestOf(flags);
      flags ^= 1 << bit;
      const at = places[bit] ?? 0;
      sums[at] = (sums[at] ?? 0) + 1;
    }
  }
}

/** Facts by the code of their bar: those of one code stand together, in their own order. */
export interface FactsByCode {
  codes: readonly number[];
  /** Where the facts of each code begin, and at last where those of the last one end. */
  starts: Int32Array;
  facts: Int32Array;
}

/** Codes below it are looked up in a list. */
const LISTED = 1 << 12;

/** Puts facts together by their codes, which stand in the same order as they. */
export function byCode(all: Int32Array, codesOf: Float64Array): FactsByCode {
  const codes: number[] = [];
  const sizes: number[] = [];
  /** Of codes that are low the place of their bar and one more. */
  const low = new Int32Array(LISTED);
  const high = new Map<number, number>();
  const bars = new Int32Array(all.length);
  for (let at = 0; at < all.length; at += 1) {
    const code = codesOf[at] ?? 0;
    let bar = code < LISTED ? (low[code] ?? 0) - 1 : (high.get(code) ?? -1);
    if (bar < 0) {
      bar = codes.push(code) - 1;
      sizes.push(0);
      if (code < LISTED) low[code] = bar + 1;
      else high.set(code, bar);
    }
    sizes[bar] = (sizes[bar] ?? 0) + 1;
    bars[at] = bar;
  }
  const starts = new Int32Array(codes.length + 1);
  for (let bar = 0; bar < codes.length; bar += 1) {
    starts[bar + 1] = (starts[bar] ?? 0) + (sizes[bar] ?? 0);
  }
  const next = starts.slice();
  const facts = new Int32Array(all.length);
  for (let at = 0; at < all.length; at += 1) {
    const bar = bars[at] ?? 0;
    const place = next[bar] ?? 0;
    facts[place] = all[at] ?? 0;
    next[bar] = place + 1;
  }
  return { codes, starts, facts };
}
