/** A stretch of time through which something stays open, or shut; milliseconds since 1970, end not included. */
export interface Stretch {
  from: number;
  to: number;
  open: boolean;
}

const MOST_KEYS = 500;
const MOST_STRETCHES = 16;

/**
 * Remembers stretches of a pure calendar by its key, because the same few days are asked about for
 * thousands of leads. What is forgotten is worked out again, with the same result.
 */
export class Stretches {
  readonly #known = new Map<string, Stretch[]>();

  /** The stretch that `at` is in; `find` gives one that holds from `at` on. */
  at(key: string, at: Date, find: (at: Date) => Omit<Stretch, 'from'>): Stretch {
    const time = at.getTime();
    const stretches = this.#of(key);
    const known = stretches.find(({ from, to }) => from <= time && time < to);
    if (known) return known;
    const found = find(at);
    const later = stretches.find(({ to, open }) => to === found.to && open === found.open);
    if (later) {
      later.from = Math.min(later.from, time);
      return later;
    }
    const stretch = { from: time, ...found };
    if (stretches.length >= MOST_STRETCHES) stretches.shift();
    stretches.push(stretch);
    return stretch;
  }

  #of(key: string): Stretch[] {
    const known = this.#known.get(key);
    if (known) return known;
    if (this.#known.size >= MOST_KEYS) this.#known.clear();
    const stretches: Stretch[] = [];
    this.#known.set(key, stretches);
    return stretches;
  }
}
