/** What was counted for one bar: a sum for each measure, a histogram for each duration. */
export interface Tallied {
  bucket: string | null;
  keys: readonly string[];
  sums: number[];
  histograms: Map<number, number>[];
}

/** Adds up bars from several readings. */
export class Tally {
  readonly #bars = new Map<string, Tallied>();

  constructor(
    private readonly measures: number,
    private readonly times: number,
  ) {}

  bar(bucket: string | null, keys: readonly string[]): Tallied {
    // No key holds a NUL: PostgreSQL stores none.
    const name = `${bucket ?? ''}\0${keys.join('\0')}`;
    const known = this.#bars.get(name);
    if (known) return known;
    const bar = {
      bucket,
      keys,
      sums: Array.from({ length: this.measures }, () => 0),
      histograms: Array.from({ length: this.times }, () => new Map<number, number>()),
    };
    this.#bars.set(name, bar);
    return bar;
  }

  /** Adds what was counted elsewhere; it stays as it is. */
  add({ bucket, keys, sums, histograms }: Tallied): void {
    const bar = this.bar(bucket, keys);
    for (const [at, sum] of sums.entries()) bar.sums[at] = (bar.sums[at] ?? 0) + sum;
    for (const [at, histogram] of histograms.entries()) {
      const into = bar.histograms[at];
      for (const [duration, count] of histogram) {
        into?.set(duration, (into.get(duration) ?? 0) + count);
      }
    }
  }

  get bars(): Tallied[] {
    return [...this.#bars.values()];
  }
}
