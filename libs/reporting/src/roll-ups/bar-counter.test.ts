import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HistogramMaker } from '../times/histogram.js';
import { BUCKET_STARTS } from '../times/time-buckets.js';
import { BarCounter, byCode } from './bar-counter.js';
import { type Columns, placeOf, SUM_DIGITS, timeBlock } from './blocks.js';
import { addKeys, allowedOf, everyFact } from './fact-lists.js';
import { addHistogram, type Cells, cellsOfText, writeDigits, writeHistogram } from './digits.js';
import { shapeOf } from './measures.js';

const { measures, times } = shapeOf('lead');
const calls = shapeOf('call').measures;

/** A fact as the columns have it: which measures it counts for, and which bucket each duration is in (0: none). */
interface Fact {
  code: number;
  counts: boolean[];
  buckets: number[];
}

const facts = fc.array(
  fc.record<Fact>({
    // Low codes and high ones are looked up in two ways; a negative one is of no bar.
    code: fc.constantFrom(-1, 0, 1, 7, 4095, 4096, 90_000),
    counts: fc.array(fc.boolean(), { minLength: measures.length, maxLength: measures.length }),
    buckets: fc.array(fc.constantFrom(0, 1, 31, 32, 64, 500, BUCKET_STARTS.length), {
      minLength: times.length,
      maxLength: times.length,
    }),
  }),
  { maxLength: 30 },
);

/** The facts as columns of characters. */
function columnsOf(all: readonly Fact[]): Columns {
  const flags = new Map<string, number[]>();
  for (const [at, measure] of measures.entries()) {
    const { block, bit } = placeOf('lead', measure);
    const column = flags.get(block) ?? all.map(() => 0);
    for (const [fact, { counts }] of all.entries()) {
      if (counts[at]) column[fact] = (column[fact] ?? 0) | (bit ?? 0);
    }
    flags.set(block, column);
  }
  return new Map([
    ...[...flags].map(([name, column]): [string, Cells] => [
      name,
      cellsOfText(column.map((flag) => writeDigits(flag, 1)).join('')),
    ]),
    ...times.map((time, at): [string, Cells] => [
      timeBlock(time),
      cellsOfText(all.map(({ buckets }) => writeDigits(buckets[at] ?? 0, 1)).join('')),
    ]),
  ]);
}

/** A bucket's count after the other, of a list of buckets. */
function pairsOf(buckets: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const bucket of buckets) {
    if (bucket > 0) counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  return [...counts].toSorted(([one], [other]) => one - other).flat();
}

describe('counting bars from columns', () => {
  test('gives for each code what its facts count for one by one', () => {
    fc.assert(
      fc.property(facts, (all) => {
        const counter = new BarCounter('lead', columnsOf(all), { measures, times });
        expect(counter.facts).toBe(all.length);
        const inBars = [...all.keys()].filter((fact) => (all[fact]?.code ?? -1) >= 0);
        const {
          codes,
          starts,
          facts: places,
        } = byCode(
          Int32Array.from(inBars),
          Float64Array.from(inBars, (fact) => all[fact]?.code ?? 0),
        );
        const wanted = [...new Set(all.map(({ code }) => code))].filter((code) => code >= 0);
        expect(codes).toEqual(wanted);
        for (const [bar, code] of codes.entries()) {
          const ofIt = all.filter((fact) => fact.code === code);
          const { sums, histograms } = counter.count(
            places,
            starts[bar] ?? 0,
            starts[bar + 1] ?? 0,
          );
          expect(sums).toEqual(
            measures.map((_, at) => ofIt.filter(({ counts }) => counts[at]).length),
          );
          expect(histograms.map((one) => [...one])).toEqual(
            times.map((_, at) => pairsOf(ofIt.map(({ buckets }) => buckets[at] ?? 0))),
          );
        }
        expect([...counter.countedOf(everyFact(all.length))]).toEqual(
          [...all.keys()].filter((fact) => all[fact]?.counts.includes(true)),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('lets through the facts whose keys are allowed, and writes the keys of several slices as one code', () => {
    const keys = fc.array(fc.tuple(fc.nat(6), fc.nat(9_000_000)), { maxLength: 40 });
    const allowed = fc.uint8Array({ minLength: 5, maxLength: 7, max: 1 });
    fc.assert(
      fc.property(keys, allowed, (all, allows) => {
        const narrow = {
          cells: cellsOfText(all.map(([key]) => writeDigits(key, 1)).join('')),
          digits: 1,
        };
        const wide = {
          cells: cellsOfText(all.map(([, key]) => writeDigits(key, 2)).join('')),
          digits: 2,
        };
        const found = allowedOf(everyFact(all.length), narrow, allows);
        const wanted = [...all.keys()].filter((fact) => allows[all[fact]?.[0] ?? 0] === 1);
        expect([...found]).toEqual(wanted);
        const codes = new Float64Array(found.length);
        addKeys(codes, found, narrow, 7);
        addKeys(codes, found, wide, 10_000_000);
        expect([...codes]).toEqual(
          wanted.map((fact) => (all[fact]?.[0] ?? 0) * 10_000_000 + (all[fact]?.[1] ?? 0)),
        );
      }),
    );
  });

  test('adds up what a fact brings, where it is asked for', () => {
    const added = calls.filter((measure) => measure.added !== null);
    expect(added.length).toBeGreaterThan(0);
    const counted = calls.find((measure) => measure.added === null);
    if (!counted) throw new Error('Nothing is counted of calls.');
    const columns = new Map<string, Cells>([
      [placeOf('call', counted).block, cellsOfText(writeDigits(0, 1).repeat(3))],
      ...added.map((measure): [string, Cells] => [
        placeOf('call', measure).block,
        cellsOfText([5, 70_000, 11].map((seconds) => writeDigits(seconds, SUM_DIGITS)).join('')),
      ]),
    ]);
    const counter = new BarCounter('call', columns, { measures: [counted, ...added], times: [] });
    const { sums } = counter.count(Int32Array.of(0, 1), 0, 2);
    expect(sums).toEqual([0, ...added.map(() => 70_005)]);
  });
});

describe('a histogram', () => {
  test('is what was added, however it is cut, written and read', () => {
    const buckets = fc.array(fc.integer({ min: 1, max: BUCKET_STARTS.length }), { maxLength: 60 });
    fc.assert(
      fc.property(fc.array(buckets, { maxLength: 4 }), (parts) => {
        const maker = new HistogramMaker();
        const made = parts.map((part) => {
          for (const bucket of part) maker.add(bucket, 1);
          return maker.take();
        });
        for (const [at, part] of parts.entries())
          expect([...(made[at] ?? [])]).toEqual(pairsOf(part));
        for (const one of made) maker.addAll(one);
        const whole = maker.take();
        expect([...whole]).toEqual(pairsOf(parts.flat()));
        addHistogram(made.map(writeHistogram).join(''), maker);
        expect(maker.take()).toEqual(whole);
        expect(maker.take()).toHaveLength(0);
      }),
    );
  });
});
