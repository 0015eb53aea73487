import { describe, expect, test } from '@jest/globals';
import { HistogramMaker, NO_DURATIONS } from './histogram.js';
import {
  BUCKET_STARTS,
  bucketOf,
  countBetween,
  distributionOf,
  percentile,
} from './time-buckets.js';

const histogram = (...seconds: number[]) => {
  const maker = new HistogramMaker();
  for (const one of seconds) maker.add(bucketOf(one), 1);
  return maker.take();
};

describe('durations in buckets', () => {
  test('each second to a minute, and from there no bucket is wider than 3.2 % of where it begins', () => {
    expect(BUCKET_STARTS.slice(0, 61)).toEqual(Array.from({ length: 61 }, (_, n) => n));
    for (const [at, start] of BUCKET_STARTS.entries()) {
      const next = BUCKET_STARTS[at + 1];
      if (next === undefined) continue;
      expect(next).toBeGreaterThan(start);
      expect(next - start).toBeLessThanOrEqual(Math.max(1, start * 0.032));
    }
    expect(BUCKET_STARTS.at(-1)).toBeGreaterThan(100_000_000);
  });

  test.each([
    [-5, 1],
    [0, 1],
    [0.9, 1],
    [1, 2],
    [59, 60],
  ])('%s seconds are in bucket %s', (seconds, bucket) => {
    expect(bucketOf(seconds)).toBe(bucket);
  });

  test('a percentile is spread within its bucket, and exact where a bucket is a second', () => {
    expect(percentile(NO_DURATIONS, 0.5)).toBeNull();
    expect(percentile(histogram(10, 20, 30), 0.5)).toBe(20);
    const start = BUCKET_STARTS[bucketOf(1000) - 1] ?? 0;
    const width = (BUCKET_STARTS[bucketOf(1000)] ?? 0) - start;
    expect(width).toBeGreaterThan(10);
    expect(percentile(Uint32Array.of(bucketOf(1000), 1), 0.5)).toBe(Math.round(start + width / 2));
    const four = Uint32Array.of(bucketOf(1000), 4);
    expect(percentile(four, 0)).toBe(Math.round(start + width / 8));
    expect(percentile(four, 1)).toBe(Math.round(start + (width * 7) / 8));
    const last = BUCKET_STARTS.length;
    expect(percentile(Uint32Array.of(last, 2), 0.5)).toBe(BUCKET_STARTS[last - 1]);
  });

  test('a distribution has the edges people think in, the last without an end', () => {
    const bars = distributionOf(histogram(0, 59, 60, 299, 300, 10_000_000));
    expect(bars).toHaveLength(17);
    expect(bars[0]).toEqual({ fromSeconds: 0, toSeconds: 60, count: 2 });
    expect(bars[1]).toEqual({ fromSeconds: 60, toSeconds: 120, count: 1 });
    expect(bars[2]).toEqual({ fromSeconds: 120, toSeconds: 300, count: 1 });
    expect(bars[3]).toEqual({ fromSeconds: 300, toSeconds: 600, count: 1 });
    expect(bars.at(-1)).toEqual({ fromSeconds: 2_592_000, toSeconds: null, count: 1 });
  });

  test.each([
    [undefined, undefined, 6],
    [0, 60, 2],
    [60, undefined, 4],
    [undefined, 300, 4],
    [60, 60, 0],
    [2_592_000, undefined, 1],
    // Within a bucket: the histogram cannot tell.
    [1001, undefined, null],
    [0, 10_000_001, null],
  ])('from %s to %s seconds there are %s', (from, to, count) => {
    expect(countBetween(histogram(0, 59, 60, 299, 300, 10_000_000), from, to)).toBe(count);
  });
});
