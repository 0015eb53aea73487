import type { EntityManager } from 'typeorm';
import type { Slice } from '#contract';
import {
  cellsOf,
  type Columns,
  keyAt,
  keyBlock,
  keyDigits,
  placeOf,
  readBlocks,
  SUM_DIGITS,
  timeBlock,
} from '../roll-ups/blocks.js';
import { readDigit, readDigits } from '../roll-ups/digits.js';
import type { Cut } from './ask.js';
import type { CountedBefore } from './counted-before.js';
import type { Asked } from './counting.js';
import { startOfBucket } from './period.js';
import type { Stretch } from './rolled.js';
import { Tally } from './tally.js';

/** What was counted for the facts of one bar, whose keys are codes yet. */
interface Coded {
  sums: number[];
  histograms: Map<number, number>[];
}

/** A slice that is cut by: the keys by their codes; as many as there are, several codes make one number by. */
interface CutSlice {
  slice: Slice;
  names: readonly string[];
}

/** A slice that is filtered by: 1 at the codes of the keys it lets through. */
interface Filter {
  slice: Slice;
  allows: Uint8Array;
}

interface Scan {
  cut: Cut;
  asked: Asked;
  slices: readonly CutSlice[];
  filters: readonly Filter[];
}

/**
 * Adds up the facts of rolled-up days from their columns, whatever slices they are cut and filtered by. When none of them
 * changed since somebody asked the same, what was counted then is added, as a whole or else of each stretch.
 */
export async function scanBlocks(
  manager: EntityManager,
  cut: Cut,
  asked: Asked,
  stretches: readonly Stretch[],
  tally: Tally,
  before: CountedBefore,
): Promise<void> {
  const question = questionOf(cut, asked);
  const name = `${stretches.map(({ made }) => made).join()} ${question}`;
  const known = before.find(name);
  if (known) {
    for (const bar of known) tally.add(bar);
    return;
  }
  const whole = new Tally(asked.measures.length, asked.times.length);
  await addStretches(manager, { cut, asked, question }, stretches, whole, before);
  for (const bar of whole.bars) tally.add(bar);
  before.keep(name, whole.bars);
}

async function addStretches(
  manager: EntityManager,
  { cut, asked, question }: { cut: Cut; asked: Asked; question: string },
  stretches: readonly Stretch[],
  tally: Tally,
  before: CountedBefore,
): Promise<void> {
  const fresh: Stretch[] = [];
  for (const stretch of stretches) {
    const known = before.find(`${stretch.made} ${question}`);
    if (known) for (const bar of known) tally.add(bar);
    else fresh.push(stretch);
  }
  if (fresh.length === 0) return;
  const scan = {
    cut,
    asked,
    slices: await readSlices(manager, cut),
    filters: await readFilters(manager, cut),
  };
  const blocks = await readDays(
    manager,
    cut,
    asked,
    fresh.flatMap(({ days }) => days),
  );
  for (const { days, made } of fresh) {
    const counted = new Tally(asked.measures.length, asked.times.length);
    const buckets = new Map<string | null, Map<number, Coded>>();
    for (const day of days) {
      const columns = blocks.get(day);
      if (!columns) continue;
      const bucket = cut.grain ? startOfBucket(day, cut.grain) : null;
      const bars = buckets.get(bucket) ?? new Map<number, Coded>();
      buckets.set(bucket, bars);
      scanDay(scan, columns, bars);
    }
    nameBars(scan, buckets, counted);
    for (const bar of counted.bars) tally.add(bar);
    before.keep(`${made} ${question}`, counted.bars);
  }
}

/** What is asked, whatever the days; its keys in the order they are answered in. */
function questionOf({ population, by, grain, filter }: Cut, { measures, times }: Asked): string {
  const names = [...measures, ...times].map(({ name }) => name);
  return JSON.stringify([population, by, grain ?? null, filter, names]);
}

function readDays(
  manager: EntityManager,
  { population, by, filter }: Cut,
  { measures, times }: Asked,
  days: readonly string[],
): Promise<ReadonlyMap<string, Columns>> {
  const names = new Set([
    ...[...by, ...(Object.keys(filter) as Slice[])].map(keyBlock),
    ...measures.map((measure) => placeOf(population, measure).block),
    ...times.map(timeBlock),
  ]);
  return readBlocks(manager, population, [...names], days);
}

async function readFilters(manager: EntityManager, { filter }: Cut): Promise<Filter[]> {
  const filters: Filter[] = [];
  for (const [slice, keys] of Object.entries(filter) as [Slice, string[]][]) {
    const rows = await manager.query<{ code: number }[]>(
      'SELECT code FROM report_key WHERE slice = $1 AND key = ANY ($2::text[])',
      [slice, keys],
    );
    const allows = new Uint8Array(Math.max(-1, ...rows.map(({ code }) => code)) + 1);
    for (const { code } of rows) allows[code] = 1;
    filters.push({ slice, allows });
  }
  return filters;
}

async function readSlices(manager: EntityManager, { by }: Cut): Promise<CutSlice[]> {
  const slices: CutSlice[] = [];
  for (const slice of by) {
    const rows = await manager.query<{ code: number; key: string }[]>(
      'SELECT code, key FROM report_key WHERE slice = $1 ORDER BY code',
      [slice],
    );
    const names: string[] = [];
    for (const { code, key } of rows) names[code] = key;
    slices.push({ slice, names });
  }
  return slices;
}

/** Takes the facts of a day one by one: which bar each belongs to, and what it counts for there. */
function scanDay(scan: Scan, columns: Columns, bars: Map<number, Coded>): void {
  const { keys, allowed, groups, sums, durations } = openDay(scan, columns);
  const { measures, times } = scan.asked;
  const facts = groups[0]?.cells.length ?? 0;
  // A million turns of this are a page: plain loops, for each closure would be called a million times.
  for (let fact = 0; fact < facts; fact += 1) {
    // Most facts go here where there is a filter, and then nothing else of them is read.
    if (!letsThrough(allowed, fact)) continue;
    let any = 0;
    for (const group of groups) any |= readDigit(group.cells, fact) & group.any;
    if (any === 0) continue;
    let code = 0;
    for (const { cells, digits, keys: all } of keys) {
      code = code * all + keyAt(cells, fact, digits);
    }
    let bar = bars.get(code);
    if (bar === undefined) {
      bar = newBar(measures.length, times.length);
      bars.set(code, bar);
    }
    for (const { cells, any: asked, bits, places } of groups) {
      const counts = readDigit(cells, fact) & asked;
      if (counts === 0) continue;
      for (let one = 0; one < bits.length; one += 1) {
        if ((counts & (bits[one] ?? 0)) === 0) continue;
        const at = places[one] ?? 0;
        bar.sums[at] = (bar.sums[at] ?? 0) + 1;
      }
    }
    for (const { at, cells } of sums) {
      bar.sums[at] = (bar.sums[at] ?? 0) + readDigits(cells, fact * SUM_DIGITS, SUM_DIGITS);
    }
    for (let at = 0; at < durations.length; at += 1) {
      const bucket = readDigit(durations[at] ?? '', fact);
      const histogram = bar.histograms[at];
      if (bucket > 0) histogram?.set(bucket, (histogram.get(bucket) ?? 0) + 1);
    }
  }
}

/** Flags of several measures in one column: the bit of each and the measure's place, and all bits together. */
interface Flags {
  cells: string;
  any: number;
  bits: number[];
  places: number[];
}

/** The columns of a day that a question needs. */
function openDay(
  { cut: { population }, asked: { measures, times }, slices, filters }: Scan,
  columns: Columns,
) {
  const keysOf = (slice: Slice) => ({
    cells: cellsOf(columns, keyBlock(slice)),
    digits: keyDigits(slice),
  });
  const flags = new Map<string, Flags>();
  const sums: { at: number; cells: string }[] = [];
  for (const [at, measure] of measures.entries()) {
    const { block, bit } = placeOf(population, measure);
    const cells = cellsOf(columns, block);
    if (bit === null) sums.push({ at, cells });
    else {
      const { any, bits, places } = flags.get(block) ?? { any: 0, bits: [], places: [] };
      flags.set(block, { cells, any: any | bit, bits: [...bits, bit], places: [...places, at] });
    }
  }
  return {
    keys: slices.map((one) => ({ ...keysOf(one.slice), keys: one.names.length })),
    allowed: filters.map((one): Allowed => ({ ...keysOf(one.slice), allows: one.allows })),
    groups: [...flags.values()],
    sums,
    durations: times.map((time) => cellsOf(columns, timeBlock(time))),
  };
}

function newBar(measures: number, times: number): Coded {
  return {
    sums: Array.from({ length: measures }, () => 0),
    histograms: Array.from({ length: times }, () => new Map<number, number>()),
  };
}

interface Allowed {
  cells: string;
  digits: number;
  allows: Uint8Array;
}

function letsThrough(allowed: readonly Allowed[], fact: number): boolean {
  for (const { cells, digits, allows } of allowed) {
    if (allows[keyAt(cells, fact, digits)] !== 1) return false;
  }
  return true;
}

/** Adds coded bars under the keys that their codes stand for. */
function nameBars(
  { slices }: Scan,
  buckets: ReadonlyMap<string | null, ReadonlyMap<number, Coded>>,
  tally: Tally,
): void {
  for (const [bucket, bars] of buckets) {
    for (const [code, counted] of bars) {
      tally.add({ bucket, keys: keysOfCode(code, slices), ...counted });
    }
  }
}

/** Which keys a code stands for: the last slice's is its smallest digit. */
function keysOfCode(code: number, slices: readonly CutSlice[]): string[] {
  const keys: string[] = [];
  let rest = code;
  for (const { names } of slices.toReversed()) {
    keys.unshift(names[rest % names.length] ?? '');
    rest = Math.floor(rest / names.length);
  }
  return keys;
}
