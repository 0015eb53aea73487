import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  MAX_REPORT_ROWS,
  type NumberAnswer,
  type NumberRow,
  type NumbersQuery,
  type NumbersReport,
  type NumberValue,
  type RecordsFilter,
  type FactKind,
  type ReportPeriod,
  type Slice,
} from '#contract';
import { groupBy } from '#platform';
import { checkSlices, numberNamed } from '../catalogue/catalogue.js';
import type { Definition } from '../catalogue/definition.js';
import { asOf } from '../facts/standing.js';
import { readTimeZone } from '../facts/working-time.js';
import { countBetween, distributionOf } from '../times/time-buckets.js';
import type { Cut } from './ask.js';
import { ColumnsBefore } from './columns-before.js';
import { CountedBefore } from './counted-before.js';
import { type Bar, type Bars, countNumbers } from './counting.js';
import { labelsOf } from './labels.js';
import { valueOf } from './number-values.js';
import { readSpend, withSpend } from './spend.js';
import { cutTo, endOfBucket, periodBefore } from './period.js';

/** Answers what the numbers are. */
@Injectable()
export class NumberQueries {
  readonly #before = { counted: new CountedBefore(), columns: new ColumnsBefore() };

  /**
   * The numbers of a period, each with its bars. Ask within one snapshot (a repeatable-read transaction). Throws
   * `report.unknown_number` and `report.slice_refused`.
   */
  async report(manager: EntityManager, query: NumbersQuery, now: Date): Promise<NumbersReport> {
    const wanted = { ...query, by: [...new Set(query.by)] };
    const definitions = [...new Set(query.names)].map(numberNamed);
    const slices = [...wanted.by, ...(Object.keys(query.filter) as Slice[])];
    for (const definition of definitions) checkSlices(definition, slices);
    const timeZone = await readTimeZone(manager);
    const before = query.compare ? periodBefore(query) : null;
    const numbers = new Map<string, NumberAnswer>();
    for (const [population, ofIt] of groupBy(definitions, (one) => one.population)) {
      for (const answer of await this.#answers(manager, population, ofIt, wanted, before)) {
        numbers.set(answer.name, answer);
      }
    }
    return {
      from: query.from,
      to: query.to,
      timeZone,
      asOf: (await asOf(manager, now)).toISOString(),
      before,
      numbers: definitions.flatMap(({ name }) => numbers.get(name) ?? []),
    };
  }

  /** One number of a period and what it is cut to, without bars. Ask within one snapshot too. */
  async value(
    manager: EntityManager,
    definition: Definition,
    period: ReportPeriod,
    filter: NumbersQuery['filter'],
  ): Promise<NumberValue> {
    const bars = await this.#count(manager, [definition], {
      ...period,
      population: definition.population,
      by: [],
      grain: undefined,
      filter,
    });
    return totalOf(definition, bars);
  }

  /**
   * How many records are behind a number: what the number says, and so from what is rolled up. Null: only the facts can
   * tell, as of a stretch of durations that begins or ends within a bucket. Ask within one snapshot too.
   */
  async records(
    manager: EntityManager,
    definition: Definition,
    { from, to, part, slices, fromSeconds, toSeconds }: RecordsFilter,
  ): Promise<number | null> {
    checkSlices(definition, Object.keys(slices) as Slice[]);
    const { population } = definition;
    const cut = { population, from, to, by: [], grain: undefined, filter: slices };
    const [bar] =
      (await countNumbers(manager, [definition], cut, this.#before)).get(definition.name) ?? [];
    if (!bar) return null;
    const { counted, of, leftOut, business } = bar.counted;
    if (definition.measured && (fromSeconds ?? toSeconds) !== undefined) {
      return part === 'counted' && business ? countBetween(business, fromSeconds, toSeconds) : null;
    }
    return { counted, of, left_out: leftOut }[part];
  }

  async #answers(
    manager: EntityManager,
    population: FactKind,
    definitions: readonly Definition[],
    query: NumbersQuery,
    before: ReportPeriod | null,
  ): Promise<NumberAnswer[]> {
    const { from, to, by, grain, filter } = query;
    const whole: Cut = { population, from, to, by: [], grain: undefined, filter };
    const totals = await this.#count(manager, definitions, whole);
    const totalsBefore =
      before && (await this.#count(manager, definitions, { ...whole, ...before }));
    const cut: Cut = { ...whole, by, grain };
    const isCut = by.length > 0 || grain !== undefined;
    const bars: Bars = isCut ? await this.#count(manager, definitions, cut) : new Map();
    // Buckets of time have no like in the period before; keys have.
    const barsBefore =
      before && by.length > 0 && !grain
        ? await this.#count(manager, definitions, { ...cut, ...before })
        : null;
    const shownBars: Bars = new Map(
      [...bars].map(([name, all]) => [
        name,
        ordered(all, grain !== undefined).slice(0, query.most ?? MAX_REPORT_ROWS),
      ]),
    );
    const labels = await this.#labels(manager, by, shownBars);
    return definitions.map((definition): NumberAnswer => {
      const all = bars.get(definition.name) ?? [];
      const shown = shownBars.get(definition.name) ?? [];
      const earlier = new Map(
        barsBefore?.get(definition.name)?.map((bar) => [nameOf(bar), bar.counted]),
      );
      const business = totals.get(definition.name)?.[0]?.counted.business;
      return {
        name: definition.name,
        label: definition.label,
        unit: definition.unit,
        version: definition.version,
        total: totalOf(definition, totals),
        before: totalsBefore && totalOf(definition, totalsBefore),
        rows: shown.map((bar): NumberRow => {
          const then = earlier.get(nameOf(bar));
          return {
            ...valueOf(definition, bar.counted),
            ...bucketOf(bar, query),
            keys: Object.fromEntries(by.map((slice, at) => [slice, bar.keys[at] ?? ''])),
            labels: Object.fromEntries(
              by.map((slice, at) => [slice, labels.get(slice)?.get(bar.keys[at] ?? '') ?? '']),
            ),
            before: then ? valueOf(definition, then) : null,
          };
        }),
        truncated: all.length > shown.length,
        distribution: query.distribution && business ? distributionOf(business) : null,
      };
    });
  }

  /** What is counted, with the money where that is asked for. */
  async #count(
    manager: EntityManager,
    definitions: readonly Definition[],
    cut: Cut,
  ): Promise<Bars> {
    const bars = await countNumbers(manager, definitions, cut, this.#before);
    const costs = definitions.filter(({ unit }) => unit === 'cents');
    if (costs.length === 0) return bars;
    const spend = await readSpend(manager, cut);
    for (const { name } of costs) bars.set(name, withSpend(bars.get(name) ?? [], cut, spend));
    return bars;
  }

  async #labels(
    manager: EntityManager,
    by: readonly Slice[],
    bars: Bars,
  ): Promise<Map<Slice, Map<string, string>>> {
    const labels = new Map<Slice, Map<string, string>>();
    for (const [at, slice] of by.entries()) {
      const keys = new Set(
        [...bars.values()].flatMap((all) => all.map((bar) => bar.keys[at] ?? '')),
      );
      labels.set(slice, await labelsOf(manager, slice, [...keys]));
    }
    return labels;
  }
}

function totalOf(definition: Definition, bars: Bars): NumberValue {
  const [bar] = bars.get(definition.name) ?? [];
  if (!bar) throw new Error(`Nothing was counted for ${definition.name}.`);
  return valueOf(definition, bar.counted);
}

function bucketOf(
  { bucket }: Bar,
  { from, to, grain }: NumbersQuery,
): { from: string | null; to: string | null } {
  if (!grain || bucket === null) return { from: null, to: null };
  return cutTo({ from, to }, { from: bucket, to: endOfBucket(bucket, grain) });
}

/** By time where there are buckets; else the most records first; of as many by key. */
function ordered(bars: readonly Bar[], byTime: boolean): Bar[] {
  const placed = bars.map((bar) => ({
    bar,
    bucket: byTime ? (bar.bucket ?? '') : '',
    weight: bar.counted.of ?? bar.counted.counted,
    name: nameOf(bar),
  }));
  placed.sort((one, other) => {
    if (one.bucket !== other.bucket) return one.bucket < other.bucket ? -1 : 1;
    return other.weight - one.weight || (one.name < other.name ? -1 : 1);
  });
  return placed.map(({ bar }) => bar);
}

function nameOf({ bucket, keys }: Bar): string {
  return JSON.stringify([bucket, keys]);
}
