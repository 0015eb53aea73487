import { type Histogram, HistogramMaker } from '../times/histogram.js';

/** What was counted for one bar: a sum for each measure, a histogram for each duration. */
export interface Tallied {
  bucket: string | null;
  keys: readonly string[];
  sums: readonly number[];
  histograms: readonly Histogram[];
}

/** A bar that more may come to: the parts of a histogram are added up once, when all are there. */
interface Growing {
  bucket: string | null;
  keys: readonly string[];
  sums: number[];
  parts: Histogram[][];
}

/** Adds up bars from several readings. */
export class Tally {
  readonly #bars = new Map<string, Growing>();

  constructor(
    private readonly measures: number,
    private readonly times: number,
  ) {}

  bar(bucket: string | null, keys: readonly string[]): Growing {
    // No key holds a NUL: PostgreSQL stores none.
    const name = `${bucket ?? ''}\0${keys.join('\0')}`;
    const known = this.#bars.get(name);
    if (known) return known;
    const bar = {
      bucket,
      keys,
      sums: Array.from({ length: this.measures }, () => 0),
      parts: Array.from({ length: this.times }, () => []),
    };
    this.#bars.set(name, bar);
    return bar;
  }

  /** Adds what was counted elsewhere; it stays as it is. */
  add({ bucket, keys, sums, histograms }: Tallied): void {
    const bar = this.bar(bucket, keys);
    for (let at = 0; at < sums.length; at += 1)
      bar.sums[at] = (bar.sums[at] ?? 0) + (sums[at] ?? 0);
    for (let at = 0; at < histograms.length; at += 1) {
      const histogram = histograms[at];
      if (histogram && histogram.length > 0) bar.parts[at]?.push(histogram);
    }
  }

  /** What was added up until now. */
  get bars(): Tallied[] {
    const maker = new HistogramMaker();
    return [...this.#bars.values()].map(({ bucket, keys, sums, parts }) => ({
      bucket,
      keys,
      sums,
      histograms: parts.map((ofOne) => sumOf(ofOne, maker)),
    }));
  }
}

function sumOf(parts: readonly Histogram[], maker: HistogramMaker): Histogram {
  const [first] = parts;
  if (first && parts.length === 1) return first;
  for (const part of parts) maker.addAll(part);
  return maker.take();
}
