import type { BusinessHours } from '#content';
import { openingsBetween } from '#leads';

/** Seconds of working time between two moments. */
export type BusinessSeconds = (from: Date, to: Date) => number;

/**
 * Working time by the opening hours as they are set now, over all the days that are asked for: openings are worked
 * out once and then found by halving, so that a million leads cost a million look-ups. Outside any opening hours,
 * and with none set, it is what `businessMinutesBetween` says.
 */
export function businessSeconds(
  hours: BusinessHours,
  timeZone: string,
  from: Date,
  to: Date,
): BusinessSeconds {
  const starts: number[] = [];
  const ends: number[] = [];
  /** Open milliseconds before each opening. */
  const before: number[] = [];
  let open = 0;
  for (const { start, end } of openingsBetween(from, to, hours, timeZone)) {
    starts.push(start);
    ends.push(end);
    before.push(open);
    open += end - start;
  }
  const openUntil = (at: number): number => {
    const found = lastNotAfter(starts, at);
    if (found < 0) return 0;
    const [start = 0, end = 0, earlier = 0] = [starts[found], ends[found], before[found]];
    return earlier + Math.min(at, end) - start;
  };
  return (first, last) =>
    Math.max(0, Math.round((openUntil(last.getTime()) - openUntil(first.getTime())) / 1000));
}

/** The place of the last value that is not after; -1: all are. */
function lastNotAfter(values: readonly number[], at: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
