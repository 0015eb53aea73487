import type { Histogram } from './histogram.js';

/** What distributions are shown in: edges in seconds that people think in. */
const SHOWN_EDGES = [
  0, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400, 172_800, 432_000, 864_000,
  1_728_000, 2_592_000,
];

/**
 * Durations are counted in buckets: a second wide up to a minute, and from there each a 32nd of the power of two it
 * begins in. Counts add up whatever the order, so what is rolled up and what is counted raw give the same to the bit;
 * a percentile is read to within 3.2 % (as HdrHistogram and DDSketch do it).
 */
const EXACT = 64;
const PARTS = 32;
const OCTAVES = 21;

/** Where each bucket begins, in seconds, ascending: the thresholds of PostgreSQL's `width_bucket`. */
export const BUCKET_STARTS: readonly number[] = sorted([
  ...SHOWN_EDGES,
  ...Array.from({ length: EXACT }, (_, second) => second),
  ...Array.from({ length: OCTAVES * PARTS }, (_, at) => {
    const octave = Math.floor(at / PARTS);
    return (EXACT + (at % PARTS) * 2) * 2 ** octave;
  }),
]);

/** The 1-based bucket of a duration, as `width_bucket` gives it. Nothing is shorter than no time. */
export function bucketOf(seconds: number): number {
  let low = 0;
  let high = BUCKET_STARTS.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((BUCKET_STARTS[middle] ?? Infinity) <= seconds) low = middle + 1;
    else high = middle;
  }
  return Math.max(low, 1);
}

/**
 * How many last from so many seconds on, and fewer than so many; undefined: from the shortest, to the longest. Null: it
 * begins or ends within a bucket.
 */
export function countBetween(
  histogram: Histogram,
  from: number | undefined,
  to: number | undefined,
): number | null {
  const edges = [from, to].filter((edge) => edge !== undefined);
  if (edges.some((edge) => edge > 0 && BUCKET_STARTS[bucketOf(edge) - 1] !== edge)) return null;
  let sum = 0;
  for (let at = 0; at < histogram.length; at += 2) {
    const start = startOf(histogram[at] ?? 0);
    if (start >= (from ?? 0) && (to === undefined || start < to)) sum += histogram[at + 1] ?? 0;
  }
  return sum;
}

/** The duration that a share of all does not exceed, spread evenly within its bucket; null: there are none. */
export function percentile(histogram: Histogram, share: number): number | null {
  let total = 0;
  for (let at = 1; at < histogram.length; at += 2) total += histogram[at] ?? 0;
  // The one that so many of all come before; the lower of two that share the middle.
  const rank = Math.floor(share * (total - 1));
  let before = 0;
  for (let at = 0; at < histogram.length; at += 2) {
    const count = histogram[at + 1] ?? 0;
    if (rank < before + count) return within(histogram[at] ?? 0, count, rank - before);
    before += count;
  }
  return null;
}

function within(bucket: number, count: number, rank: number): number {
  const from = startOf(bucket);
  const width = (BUCKET_STARTS[bucket] ?? from + 1) - from;
  if (width === 1) return from;
  return Math.round(from + (width * (rank + 0.5)) / count);
}

/** Where a bucket begins, in seconds. */
const startOf = (bucket: number): number => BUCKET_STARTS[bucket - 1] ?? 0;

export interface DistributionBar {
  fromSeconds: number;
  /** Not included; null: and longer. */
  toSeconds: number | null;
  count: number;
}

/** How many took how long. Every edge is one of the buckets', so that a bar counts just the records it opens. */
export function distributionOf(histogram: Histogram): DistributionBar[] {
  const bars = SHOWN_EDGES.map((fromSeconds, at) => ({
    fromSeconds,
    toSeconds: SHOWN_EDGES[at + 1] ?? null,
    count: 0,
  }));
  for (let at = 0; at < histogram.length; at += 2) {
    const start = startOf(histogram[at] ?? 0);
    const bar = bars.findLast(({ fromSeconds }) => fromSeconds <= start);
    if (bar) bar.count += histogram[at + 1] ?? 0;
  }
  return bars;
}

function sorted(edges: readonly number[]): number[] {
  return [...new Set(edges)].toSorted((one, other) => one - other);
}
