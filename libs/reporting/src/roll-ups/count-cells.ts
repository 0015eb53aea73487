import type { FactKind, Slice } from '#contract';
import { BarCounter, byCode, type Counts } from './bar-counter.js';
import { type Columns, keyColumn } from './blocks.js';
import { addKeys, everyFact } from './fact-lists.js';
import { shapeOf } from './measures.js';

/** What was counted for one key of a slice. */
export interface Cell {
  slice: Slice | 'all';
  /** The key's number. */
  code: number;
  counts: Counts;
}

/** Counts the facts of columns for every key of every slice, and all of them. */
export function countCells(population: FactKind, columns: Columns): Cell[] {
  const shape = shapeOf(population);
  const counter = new BarCounter(population, columns, shape);
  const cells: Cell[] = [];
  const all = everyFact(counter.facts);
  const count = (slice: Slice | 'all', codesOf: Float64Array) => {
    const { codes, starts, facts } = byCode(all, codesOf);
    for (const [bar, code] of codes.entries()) {
      const counts = counter.count(facts, starts[bar] ?? 0, starts[bar + 1] ?? 0);
      cells.push({ slice, code, counts });
    }
  };
  count('all', new Float64Array(all.length));
  for (const slice of shape.slices) {
    const codes = new Float64Array(all.length);
    addKeys(codes, all, keyColumn(columns, slice), 1);
    count(slice, codes);
  }
  return cells;
}
