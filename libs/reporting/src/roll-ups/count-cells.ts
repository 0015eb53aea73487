import type { FactKind, Slice } from '#contract';
import {
  cellsOf,
  type Columns,
  keyAt,
  keyBlock,
  keyDigits,
  placeOf,
  SUM_DIGITS,
  timeBlock,
} from './blocks.js';
import { readDigit, readDigits } from './digits.js';
import { shapeOf } from './measures.js';

/** What was counted for one key: a sum for each measure, a histogram for each duration, in the order of the shape. */
export interface Bar {
  sums: number[];
  histograms: Map<number, number>[];
}

/**
 * Counts the facts of days for every slice in one go through their columns: what one fact counts for is read once and
 * added to its bar of each slice.
 */
export class CellCounter {
  /** Slice → code of a key → what was counted. */
  readonly slices: ReadonlyMap<Slice | 'all', Map<number, Bar>>;

  constructor(private readonly population: FactKind) {
    this.slices = new Map(
      (['all', ...shapeOf(population).slices] as const).map((s) => [s, new Map()]),
    );
  }

  add(columns: Columns): void {
    const { measures, times, slices } = shapeOf(this.population);
    const keys = slices.map((slice) => ({
      cells: cellsOf(columns, keyBlock(slice)),
      digits: keyDigits(slice),
      bars: this.#barsOf(slice),
    }));
    const flags = measures.flatMap((measure, at) => {
      const { block, bit } = placeOf(this.population, measure);
      return bit === null ? [] : [{ at, bit, cells: cellsOf(columns, block) }];
    });
    const sums = measures.flatMap((measure, at) => {
      const { block, bit } = placeOf(this.population, measure);
      return bit === null ? [{ at, cells: cellsOf(columns, block) }] : [];
    });
    const durations = times.map((time) => cellsOf(columns, timeBlock(time)));
    const whole = this.#barsOf('all');
    const [first] = keys;
    const facts = first ? first.cells.length / first.digits : 0;
    const counts: number[] = [];
    const added: number[] = sums.map(() => 0);
    const buckets: number[] = durations.map(() => 0);
    // A million turns of this are a year: plain loops, for each closure would be called a million times.
    for (let fact = 0; fact < facts; fact += 1) {
      counts.length = 0;
      for (const { at, bit, cells } of flags) {
        if ((readDigit(cells, fact) & bit) !== 0) counts.push(at);
      }
      for (let at = 0; at < sums.length; at += 1) {
        added[at] = readDigits(sums[at]?.cells ?? '', fact * SUM_DIGITS, SUM_DIGITS);
      }
      for (let at = 0; at < durations.length; at += 1) {
        buckets[at] = readDigit(durations[at] ?? '', fact);
      }
      this.#addTo(whole, 0, counts, sums, added, buckets);
      for (const { cells, digits, bars } of keys) {
        const code = keyAt(cells, fact, digits);
        this.#addTo(bars, code, counts, sums, added, buckets);
      }
    }
  }

  #barsOf(slice: Slice | 'all'): Map<number, Bar> {
    const bars = this.slices.get(slice);
    if (!bars) throw new Error(`Nothing is rolled up by ${slice}.`);
    return bars;
  }

  #addTo(
    bars: Map<number, Bar>,
    code: number,
    counts: readonly number[],
    sums: readonly { at: number }[],
    added: readonly number[],
    buckets: readonly number[],
  ): void {
    let bar = bars.get(code);
    if (bar === undefined) {
      const { measures, times } = shapeOf(this.population);
      bar = {
        sums: Array.from({ length: measures.length }, () => 0),
        histograms: Array.from({ length: times.length }, () => new Map<number, number>()),
      };
      bars.set(code, bar);
    }
    for (const at of counts) bar.sums[at] = (bar.sums[at] ?? 0) + 1;
    for (let one = 0; one < sums.length; one += 1) {
      const at = sums[one]?.at ?? 0;
      bar.sums[at] = (bar.sums[at] ?? 0) + (added[one] ?? 0);
    }
    for (let at = 0; at < buckets.length; at += 1) {
      const bucket = buckets[at] ?? 0;
      const histogram = bar.histograms[at];
      if (bucket > 0 && histogram) histogram.set(bucket, (histogram.get(bucket) ?? 0) + 1);
    }
  }
}
