import type { FactKind, Slice } from '#contract';
import { BarCounter, byCode, type Counts } from './bar-counter.js';
import { cellsOf, type Columns, keyAt, keyBlock, keyDigits } from './blocks.js';
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
  const count = (slice: Slice | 'all', codeOf: (fact: number) => number) => {
    const { codes, starts, facts } = byCode(counter.facts, codeOf);
    for (const [bar, code] of codes.entries()) {
      const counts = counter.count(facts, starts[bar] ?? 0, starts[bar + 1] ?? 0);
      cells.push({ slice, code, counts });
    }
  };
  count('all', () => 0);
  for (const slice of shape.slices) {
    const keys = cellsOf(columns, keyBlock(slice));
    const digits = keyDigits(slice);
    count(slice, (fact) => keyAt(keys, fact, digits));
  }
  return cells;
}
