import type { EntityManager } from 'typeorm';
import type { FactKind } from '#contract';
import { cellsOf, type Columns, readBlocks, together } from '../roll-ups/blocks.js';
import type { Cells } from '../roll-ups/digits.js';
import { KeptBefore } from './counted-before.js';
import type { Stretch } from './rolled.js';

/** One column of a stretch: those of its days behind each other, and how many characters each day has. */
interface Column {
  cells: Cells;
  lengths: readonly number[];
}

/** Columns of a stretch of days. */
export interface StretchColumns {
  columns: Columns;
  /** How many characters of a column each day has: of one that has a character for a fact, how many facts. */
  lengthsOf: (name: string) => readonly number[];
}

/** Characters: at most 32 MB, six columns of two million facts. */
const MOST = 16_000_000;

/** Reads columns of stretches of days, and keeps them: questions about the same days mostly need the same ones. */
export class ColumnsBefore {
  readonly #kept = new KeptBefore<Column>(MOST, ({ cells }) => cells.length);

  /** Stretch → its columns of these names; a stretch without facts has none. */
  async read(
    manager: EntityManager,
    population: FactKind,
    names: readonly string[],
    stretches: readonly Stretch[],
  ): Promise<ReadonlyMap<Stretch, StretchColumns>> {
    const found = new Map<Stretch, Map<string, Column>>();
    const missing: Stretch[] = [];
    for (const stretch of stretches) {
      const known = new Map<string, Column>();
      for (const name of names) {
        const column = this.#kept.find(nameOf(population, stretch, name));
        if (column) known.set(name, column);
      }
      if (known.size === names.length) found.set(stretch, known);
      else missing.push(stretch);
    }
    if (missing.length > 0) {
      const days = missing.flatMap((one) => one.days);
      const blocks = await readBlocks(manager, population, names, days);
      for (const stretch of missing) {
        const columns = columnsOf(stretch, names, blocks);
        found.set(stretch, columns);
        for (const [name, column] of columns) {
          this.#kept.keep(nameOf(population, stretch, name), column);
        }
      }
    }
    return new Map([...found].map(([stretch, columns]) => [stretch, openedOf(columns)]));
  }
}

const nameOf = (population: FactKind, { made }: Stretch, name: string) =>
  `${population} ${made} ${name}`;

function columnsOf(
  { days }: Stretch,
  names: readonly string[],
  blocks: ReadonlyMap<string, Columns>,
): Map<string, Column> {
  const columns = new Map<string, Column>();
  for (const name of names) {
    const cells = days.map((day) => cellsOfDay(blocks.get(day), name));
    columns.set(name, { cells: together(cells), lengths: cells.map(({ length }) => length) });
  }
  return columns;
}

const NONE: Cells = new Uint16Array(0);

/** A day without any column has no facts; one that has some has all. */
function cellsOfDay(columns: Columns | undefined, name: string): Cells {
  return columns ? cellsOf(columns, name) : NONE;
}

function openedOf(columns: ReadonlyMap<string, Column>): StretchColumns {
  return {
    columns: new Map([...columns].map(([name, { cells }]) => [name, cells])),
    lengthsOf: (name) => columns.get(name)?.lengths ?? [],
  };
}
