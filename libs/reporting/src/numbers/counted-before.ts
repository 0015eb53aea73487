import type { Tallied } from './tally.js';

/**
 * What was worked out of days that did not change since. A name says of which days, and how often each of them was rolled
 * up: once one of them is anew, nobody asks by the old name any more, so what is found here is what would be worked out.
 * What was not asked for longest goes first. Each process keeps its own.
 */
export class KeptBefore<Value> {
  readonly #kept = new Map<string, { value: Value; weight: number }>();
  #weight = 0;

  /** @param most the weight of all that is kept together */
  constructor(
    private readonly most: number,
    private readonly weightOf: (value: Value) => number,
  ) {}

  /** Null: nobody asked yet, or it had to go. */
  find(name: string): Value | null {
    const kept = this.#kept.get(name);
    if (!kept) return null;
    this.#kept.delete(name);
    this.#kept.set(name, kept);
    return kept.value;
  }

  keep(name: string, value: Value): void {
    this.#drop(name);
    const weight = this.weightOf(value);
    if (weight > this.most) return;
    this.#kept.set(name, { value, weight });
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

/** Sums and entries of histograms: some 30 MB. */
const MOST_COUNTED = 400_000;

/** Bars that were counted of stretches of days. */
export class CountedBefore extends KeptBefore<readonly Tallied[]> {
  constructor(most = MOST_COUNTED) {
    super(most, (bars) => bars.reduce((sum, bar) => sum + weightOf(bar), 1));
  }
}

function weightOf({ keys, sums, histograms }: Tallied): number {
  return histograms.reduce((sum, { length }) => sum + length / 2, keys.length + sums.length);
}
