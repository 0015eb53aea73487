import { BUCKET_STARTS } from './time-buckets.js';

/**
 * How many durations each bucket has: a bucket and its count, the next bucket and its count, buckets ascending and none
 * of them empty. Nobody changes one that is made, so any number of answers may hold the same.
 */
export type Histogram = Readonly<Uint32Array>;

export const NO_DURATIONS: Histogram = new Uint32Array(0);

const WORD = 32;

/** Makes histograms, one after the other: a place for each bucket that is swept clean as it is read. */
export class HistogramMaker {
  readonly #counts = new Uint32Array(BUCKET_STARTS.length + 1);
  /** A bit for each bucket that has any: most have none, and are passed over 32 at a time. */
  readonly #seen = new Uint32Array(Math.ceil((BUCKET_STARTS.length + 1) / WORD));
  readonly #written = new Uint32Array(2 * (BUCKET_STARTS.length + 1));

  /** @param bucket as `bucketOf` numbers them */
  add(bucket: number, count: number): void {
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + count;
    const word = bucket >>> 5;
    this.#seen[word] = (this.#seen[word] ?? 0) | (1 << (bucket & (WORD - 1)));
  }

  addAll(histogram: Histogram): void {
    for (let at = 0; at < histogram.length; at += 2) {
      this.add(histogram[at] ?? 0, histogram[at + 1] ?? 0);
    }
  }

  /** What was added since this was asked last. */
  take(): Histogram {
    let length = 0;
    for (let word = 0; word < this.#seen.length; word += 1) {
      let bits = this.#seen[word] ?? 0;
      if (bits === 0) continue;
      this.#seen[word] = 0;
      while (bits !== 0) {
        const lowest = bits & -bits;
        const bucket = word * WORD + (WORD - 1 - Math.clz32(lowest));
        this.#written[length] = bucket;
        this.#written[length + 1] = this.#counts[bucket] ?? 0;
        this.#counts[bucket] = 0;
        length += 2;
        bits ^= lowest;
      }
    }
    return length === 0 ? NO_DURATIONS : this.#written.slice(0, length);
  }
}
