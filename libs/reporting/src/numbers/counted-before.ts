import type { Tallied } from './tally.js';

/** Sums and entries of histograms that are kept at most: some 30 MB. */
const MOST = 400_000;

interface Kept {
  bars: readonly Tallied[];
  weight: number;
}

/**
 * What was counted of stretches of days that did not change since. A name says what was asked, of which days, and how
 * often each of them was rolled up: once one of them is anew, nobody asks by the old name any more, so an answer out of
 * here is the one that counting would give. What was not asked for longest goes first. Each process keeps its own.
 */
export class CountedBefore {
  readonly #kept = new Map<string, Kept>();
  #weight = 0;

  constructor(private readonly most = MOST) {}

  /** Null: nobody asked yet, or it had to go. */
  find(name: string): readonly Tallied[] | null {
    const kept = this.#kept.get(name);
    if (!kept) return null;
    this.#kept.delete(name);
    this.#kept.set(name, kept);
    return kept.bars;
  }

  keep(name: string, bars: readonly Tallied[]): void {
    this.#drop(name);
    const weight = bars.reduce((sum, bar) => sum + weightOf(bar), 1);
    if (weight > this.most) return;
    this.#kept.set(name, { bars, weight });
    this.#weight += weight;
    for (const oldest of this.#kept.keys()) {
      if (this.#weight <= this.most) return;
      this.#drop(oldest);
    }
  }

  #drop(name: string): void {
    this.#weight -= this.#kept.get(name)?.weight ?? 0;
    this.#kept.delete(name);
  }
}

function weightOf({ keys, sums, histograms }: Tallied): number {
  return histograms.reduce((sum, { size }) => sum + size, keys.length + sums.length);
}
