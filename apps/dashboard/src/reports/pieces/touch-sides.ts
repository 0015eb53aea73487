import type { TouchesReport } from '#contract';

/** A source seen from both ends. */
export interface TouchSide {
  sourceId: string;
  /** Leads it first brought, and leads it brought last. */
  first: number;
  last: number;
  /** Of those it first brought: how many came back another way. */
  left: number;
  firstAdmitted: number;
  lastAdmitted: number;
}

/** Pairs of first and last touch as one line a source, the one that first brought the most on top. */
export function sidesOf(pairs: TouchesReport['pairs']): TouchSide[] {
  const sides = new Map<string, TouchSide>();
  const side = (sourceId: string): TouchSide => {
    const known = sides.get(sourceId) ?? {
      sourceId,
      first: 0,
      last: 0,
      left: 0,
      firstAdmitted: 0,
      lastAdmitted: 0,
    };
    sides.set(sourceId, known);
    return known;
  };
  for (const { firstSourceId, lastSourceId, leads, admitted } of pairs) {
    const first = side(firstSourceId);
    first.first += leads;
    first.firstAdmitted += admitted;
    if (firstSourceId !== lastSourceId) first.left += leads;
    const last = side(lastSourceId);
    last.last += leads;
    last.lastAdmitted += admitted;
  }
  return [...sides.values()].sort((one, other) => other.first - one.first || other.last - one.last);
}
