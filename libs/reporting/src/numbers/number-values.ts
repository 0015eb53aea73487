import type { NumberValue, Times } from '#contract';
import type { Definition } from '../catalogue/definition.js';
import type { Histogram } from '../times/histogram.js';
import { percentile } from '../times/time-buckets.js';

/** What was counted for one set of records. */
export interface Counted {
  counted: number;
  of: number | null;
  leftOut: number;
  all: number;
  added: number | null;
  business: Histogram | null;
  wall: Histogram | null;
  spentCents: number | null;
}

/** The number's value of what was counted, by its unit. */
export function valueOf(definition: Definition, counts: Counted): NumberValue {
  const business = counts.business && timesOf(counts.business);
  return {
    value: numberOf(definition, counts, business),
    counted: counts.counted,
    of: counts.of,
    leftOut: counts.leftOut,
    leftOutShare: counts.all === 0 ? null : counts.leftOut / counts.all,
    business,
    wall: counts.wall && timesOf(counts.wall),
    spentCents: counts.spentCents,
  };
}

function numberOf(
  { unit }: Definition,
  { counted, of, added, spentCents }: Counted,
  business: Times | null,
): number | null {
  switch (unit) {
    case 'count':
      return counted;
    case 'share':
      return of ? counted / of : null;
    case 'duration':
      return business?.median ?? null;
    case 'seconds':
      return added;
    case 'cents':
      return spentCents === null || counted === 0 ? null : Math.round(spentCents / counted);
  }
}

function timesOf(histogram: Histogram): Times {
  return { median: percentile(histogram, 0.5), p90: percentile(histogram, 0.9) };
}
