import type { EntityManager } from 'typeorm';
import type { Slice } from '#contract';
import { type Asked, BarCounter, byCode } from '../roll-ups/bar-counter.js';
import { keyBlock, keyColumn, placeOf, timeBlock } from '../roll-ups/blocks.js';
import { addKeys, allowedOf, everyFact } from '../roll-ups/fact-lists.js';
import type { Cut } from './ask.js';
import type { ColumnsBefore, StretchColumns } from './columns-before.js';
import type { CountedBefore } from './counted-before.js';
import { startOfBucket } from './period.js';
import type { Stretch } from './rolled.js';
import { Tally } from './tally.js';

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

/** What a process remembers of days that did not change since. */
export interface Before {
  counted: CountedBefore;
  columns: ColumnsBefore;
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
  before: Before,
): Promise<void> {
  const question = questionOf(cut, asked);
  const name = `${stretches.map(({ made }) => made).join()} ${question}`;
  const known = before.counted.find(name);
  if (known) {
    for (const bar of known) tally.add(bar);
    return;
  }
  const whole = new Tally(asked.measures.length, asked.times.length);
  await addStretches(manager, { cut, asked, question }, stretches, whole, before);
  const { bars } = whole;
  for (const bar of bars) tally.add(bar);
  before.counted.keep(name, bars);
}

async function addStretches(
  manager: EntityManager,
  { cut, asked, question }: { cut: Cut; asked: Asked; question: string },
  stretches: readonly Stretch[],
  tally: Tally,
  before: Before,
): Promise<void> {
  const fresh: Stretch[] = [];
  for (const stretch of stretches) {
    const known = before.counted.find(`${stretch.made} ${question}`);
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
  const columns = await before.columns.read(manager, cut.population, columnsOf(cut, asked), fresh);
  for (const stretch of fresh) {
    const counted = new Tally(asked.measures.length, asked.times.length);
    const ofIt = columns.get(stretch);
    if (ofIt) scanStretch(scan, stretch, ofIt, counted);
    const { bars } = counted;
    for (const bar of bars) tally.add(bar);
    before.counted.keep(`${stretch.made} ${question}`, bars);
  }
}

/** What is asked, whatever the days; its keys in the order they are answered in. */
function questionOf({ population, by, grain, filter }: Cut, { measures, times }: Asked): string {
  const names = [...measures, ...times].map(({ name }) => name);
  return JSON.stringify([population, by, grain ?? null, filter, names]);
}

/** The names of the columns that a question needs. */
function columnsOf({ population, by, filter }: Cut, { measures, times }: Asked): string[] {
  return [
    ...new Set([
      ...[...by, ...(Object.keys(filter) as Slice[])].map(keyBlock),
      ...measures.map((measure) => placeOf(population, measure).block),
      ...times.map(timeBlock),
    ]),
  ];
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

/** Finds the facts that are asked for, and which bar each belongs to; then bar by bar what they count for. */
function scanStretch(
  scan: Scan,
  { days }: Stretch,
  { columns, lengthsOf }: StretchColumns,
  tally: Tally,
): void {
  const { cut, asked, slices, filters } = scan;
  const counter = new BarCounter(cut.population, columns, asked);
  // Most facts go here where there is a filter, and then nothing else of them is read.
  let found = everyFact(counter.facts);
  for (const { slice, allows } of filters) {
    found = allowedOf(found, keyColumn(columns, slice), allows);
  }
  found = counter.countedOf(found);
  const time = bucketsOf(days, lengthsOf(counter.wholeColumn), cut);
  const codesOf = new Float64Array(found.length);
  for (let at = 0, bucket = 0; at < found.length && time.buckets.length > 1; at += 1) {
    while ((found[at] ?? 0) >= (time.ends[bucket] ?? Infinity)) bucket += 1;
    codesOf[at] = bucket;
  }
  for (const { slice, names } of slices) {
    addKeys(codesOf, found, keyColumn(columns, slice), names.length);
  }
  const { codes, starts, facts } = byCode(found, codesOf);
  for (const [bar, code] of codes.entries()) {
    const counts = counter.count(facts, starts[bar] ?? 0, starts[bar + 1] ?? 0);
    const { keys: names, rest } = keysOfCode(code, slices);
    tally.add({ bucket: time.buckets[rest] ?? null, keys: names, ...counts });
  }
}

/** The buckets of time of some days, and before which fact each ends; without a grain one that is called nothing. */
function bucketsOf(
  days: readonly string[],
  facts: readonly number[],
  { grain }: Cut,
): { buckets: (string | null)[]; ends: number[] } {
  const buckets: (string | null)[] = [];
  const ends: number[] = [];
  let end = 0;
  for (const [at, day] of days.entries()) {
    end += facts[at] ?? 0;
    const bucket = grain ? startOfBucket(day, grain) : null;
    if (buckets.length === 0 || buckets.at(-1) !== bucket) buckets.push(bucket);
    ends[buckets.length - 1] = end;
  }
  return { buckets, ends };
}

/** Which keys a code stands for, and what is left of it: the last slice's is its smallest digit. */
function keysOfCode(code: number, slices: readonly CutSlice[]): { keys: string[]; rest: number } {
  const keys: string[] = [];
  let rest = code;
  for (const { names } of slices.toReversed()) {
    keys.unshift(names[rest % names.length] ?? '');
    rest = Math.floor(rest / names.length);
  }
  return { keys, rest };
}
