import { type Cells, readDigit, readDigits } from './digits.js';

/** The keys of a slice in a column, and how many digits each has. */
export interface KeyColumn {
  cells: Cells;
  digits: number;
}

/** All facts of a column, in their order. */
export function everyFact(count: number): Int32Array {
  const facts = new Int32Array(count);
  for (let fact = 0; fact < count; fact += 1) facts[fact] = fact;
  return facts;
}

/** Those of some facts whose key has a 1 in `allows`. */
export function allowedOf(
  facts: Int32Array,
  { cells, digits }: KeyColumn,
  allows: Uint8Array,
): Int32Array {
  const kept = new Int32Array(facts.length);
  let length = 0;
  for (let at = 0; at < facts.length; at += 1) {
    const fact = facts[at] ?? 0;
    const key = digits === 1 ? readDigit(cells, fact) : readDigits(cells, fact * digits, digits);
    // Written first and kept or not: a branch that goes this way and that costs more.
    kept[length] = fact;
    length += allows[key] ?? 0;
  }
  return kept.subarray(0, length);
}

/** Puts one more digit behind the code of each of some facts: that of its key, of `all` there are. */
export function addKeys(
  codes: Float64Array,
  facts: Int32Array,
  { cells, digits }: KeyColumn,
  all: number,
): void {
  for (let at = 0; at < facts.length; at += 1) {
    const fact = facts[at] ?? 0;
    const key = digits === 1 ? readDigit(cells, fact) : readDigits(cells, fact * digits, digits);
    codes[at] = (codes[at] ?? 0) * all + key;
  }
}
