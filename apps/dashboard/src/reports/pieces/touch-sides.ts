import { NOT_KNOWN, type NumberRow } from '#contract';

/** A source seen from both ends. */
export interface TouchSide {
  source: string;
  label: string;
  /** Leads it first brought, and leads it brought last. */
  first: number;
  last: number;
  /** Of those it first brought: how many came back another way. */
  left: number;
  firstAdmitted: number;
  lastAdmitted: number;
}

/**
 * Pairs of first and last touch as one line a source, the one that first brought the most on top: of rows by `source` and
 * `lastSource` how many leads there are, and how many of them were admitted.
 */
export function sidesOf(leads: readonly NumberRow[], admitted: readonly NumberRow[]): TouchSide[] {
  const sides = new Map<string, TouchSide>();
  const side = (source = NOT_KNOWN, label = ''): TouchSide => {
    const known = sides.get(source) ?? {
      source,
      label,
      first: 0,
      last: 0,
      left: 0,
      firstAdmitted: 0,
      lastAdmitted: 0,
    };
    sides.set(source, known);
    return known;
  };
  const ends = ({ keys, labels }: NumberRow) => ({
    first: side(keys.source, labels.source),
    last: side(keys.lastSource, labels.lastSource),
  });
  for (const row of leads) {
    const { first, last } = ends(row);
    first.first += row.counted;
    if (first !== last) first.left += row.counted;
    last.last += row.counted;
  }
  for (const row of admitted) {
    const { first, last } = ends(row);
    first.firstAdmitted += row.counted;
    last.lastAdmitted += row.counted;
  }
  return [...sides.values()].sort((one, other) => other.first - one.first || other.last - one.last);
}
