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
    const name = JSON.stringify([bucket, keys]);
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

  get bars(): Tallied[] {
    return [...this.#bars.values()];
  }
}
