import type { EntityManager } from 'typeorm';
import type { Definition } from '../catalogue/definition.js';
import type { Asked } from '../roll-ups/bar-counter.js';
import { addHistogram } from '../roll-ups/digits.js';
import {
  type Measure,
  measuresOf,
  measuresOfAll,
  timesOf,
  timesOfAll,
  type TimeMeasure,
} from '../roll-ups/measures.js';
import { HistogramMaker, NO_DURATIONS } from '../times/histogram.js';
import { countsSql, type Cut, rolledSlice, type Sql, timesSql } from './ask.js';
import type { Counted } from './number-values.js';
import { readRolled, type Rolled } from './rolled.js';
import { type Before, scanBlocks } from './scan-blocks.js';
import { Tally, type Tallied } from './tally.js';

/** One bar as it was counted: its bucket of time and its keys, in the order of the cut. */
export interface Bar {
  bucket: string | null;
  keys: readonly string[];
  counted: Counted;
}

/** Number → its bars. */
export type Bars = Map<string, Bar[]>;

type Row = Record<string, string | null>;

/**
 * Counts numbers of one population over a cut: of one slice or none from its cells, of several at once from the columns
 * of each day, and in either case the facts of days that are not rolled up. Within one snapshot (a repeatable-read
 * transaction) these fit together. A bar of keys that a number knows nothing of is none of its bars.
 */
export async function countNumbers(
  manager: EntityManager,
  definitions: readonly Definition[],
  cut: Cut,
  before: Before,
): Promise<Bars> {
  const asked = { measures: measuresOfAll(definitions), times: timesOfAll(definitions) };
  const tally = new Tally(asked.measures.length, asked.times.length);
  // Without a cut there is one bar, be it of nothing.
  if (cut.by.length === 0 && !cut.grain) tally.bar(null, []);
  const inCells = rolledSlice(cut) !== null;
  const rolled = await readRolled(
    manager,
    cut,
    inCells && cut.grain !== 'day' && cut.grain !== 'week',
  );
  if (inCells) await addAsked(manager, cut, asked, rolled, tally);
  else {
    await scanBlocks(manager, cut, asked, rolled.stretches, tally, before);
    await addAsked(manager, cut, asked, { ...rolled, months: [], days: [] }, tally);
  }
  const { bars } = tally;
  return new Map(definitions.map((one) => [one.name, barsOf(one, cut, asked, bars)]));
}

async function addAsked(
  manager: EntityManager,
  cut: Cut,
  { measures, times }: Asked,
  rolled: Rolled,
  tally: Tally,
): Promise<void> {
  const barOf = (row: Row) =>
    tally.bar(
      row.b ?? null,
      cut.by.map((_, at) => row[`k${at}`] ?? ''),
    );
  for (const row of await ask(manager, countsSql(cut, measures, rolled))) {
    const { sums } = barOf(row);
    for (const at of measures.keys()) sums[at] = (sums[at] ?? 0) + Number(row[`m${at}`] ?? 0);
  }
  const maker = new HistogramMaker();
  const places = new Map(times.map(({ name }, at) => [name, at]));
  for (const row of await ask(manager, timesSql(cut, times, rolled))) {
    addHistogram(row.histogram ?? '', maker);
    barOf(row).parts[places.get(row.measure ?? '') ?? -1]?.push(maker.take());
  }
}

function barsOf(
  definition: Definition,
  cut: Cut,
  { measures, times }: Asked,
  bars: readonly Tallied[],
): Bar[] {
  const place = (measure: Measure | null) =>
    measure && measures.findIndex(({ name }) => name === measure.name);
  const { counted, of, leftOut, all, added } = measuresOf(definition);
  const places = { counted: place(counted), of: place(of), leftOut: place(leftOut) };
  const [allAt, addedAt] = [place(all), place(added)];
  const durations = timesOf(definition);
  const timeAt = (time: TimeMeasure) => times.findIndex(({ name }) => name === time.name);
  const [businessAt, wallAt] = durations
    ? [timeAt(durations.business), timeAt(durations.wall)]
    : [null, null];
  return bars.flatMap(({ bucket, keys, sums, histograms }): Bar[] => {
    const sum = (at: number | null) => (at === null ? null : (sums[at] ?? 0));
    const value: Counted = {
      counted: sum(places.counted) ?? 0,
      of: sum(places.of),
      leftOut: sum(places.leftOut) ?? 0,
      all: sum(allAt) ?? 0,
      added: sum(addedAt),
      business: businessAt === null ? null : (histograms[businessAt] ?? NO_DURATIONS),
      wall: wallAt === null ? null : (histograms[wallAt] ?? NO_DURATIONS),
      spentCents: null,
    };
    const knows = value.all > 0 || cut.by.length === 0;
    return knows ? [{ bucket, keys, counted: value }] : [];
  });
}

function ask(manager: EntityManager, sql: Sql | null): Promise<Row[]> {
  return sql ? manager.query<Row[]>(sql.text, sql.values) : Promise.resolve([]);
}
