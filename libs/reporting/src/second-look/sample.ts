const LEAST = 10;
const MOST = 50;
const SHARE = 0.05;

/** How many of the leads that a month leaves out a second person looks at: one in twenty, at least ten, at most fifty. */
export function sampleSize(leftOut: number): number {
  return Math.min(leftOut, MOST, Math.max(LEAST, Math.ceil(leftOut * SHARE)));
}
