import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { addDays, NumberValue, type PeriodClose, type PeriodCloseRow } from '#contract';
import { newId } from '#platform';
import { CATALOGUE_VERSION, NUMBERS } from '../catalogue/catalogue.js';
import { readTimeZone } from '../facts/working-time.js';
import { NumberQueries } from '../numbers/number.queries.js';
import { endOfBucket, startOfBucket } from '../numbers/period.js';
import { noClose } from '../reporting.errors.js';
import { type ClosedNumber, PeriodCloseEntity } from './period-close.entity.js';

/** A month is closed when so many days have passed since its last, for what is told late. */
const DAYS_AFTER = 5;

/** Keeps months as they were when they were closed, beside what they are. */
@Injectable()
export class PeriodCloseService {
  constructor(private readonly numbers: NumberQueries) {}

  /**
   * Closes the earliest month that is over and not closed. Nothing is closed while facts wait to be made. Gives the
   * month; null: there is none. Belongs into a repeatable-read transaction.
   */
  async closeNext(manager: EntityManager, now: Date): Promise<string | null> {
    const timeZone = await readTimeZone(manager);
    const month = await this.#open(manager, timeZone, now);
    if (month === null) return null;
    const numbers = Object.fromEntries(
      Object.entries(await this.#valuesOf(manager, month, now)).map(
        ([name, value]): [string, ClosedNumber] => [name, { version: versionOf(name), value }],
      ),
    );
    await manager.insert(PeriodCloseEntity, {
      id: newId(),
      month,
      closedAt: now,
      catalogueVersion: CATALOGUE_VERSION,
      timeZone,
      numbers,
    });
    return month;
  }

  /** The closed months, the latest first; at most ten years. */
  async list(manager: EntityManager): Promise<PeriodCloseRow[]> {
    const found = await manager.find(PeriodCloseEntity, { order: { month: 'DESC' }, take: 120 });
    return found.map((close) => ({
      id: close.id,
      month: close.month,
      closedAt: close.closedAt.toISOString(),
      catalogueVersion: close.catalogueVersion,
    }));
  }

  /** A closed month beside what its numbers are now. Throws `report.close_not_found`. */
  async get(manager: EntityManager, month: string, now: Date): Promise<PeriodClose> {
    const close = await manager.findOneBy(PeriodCloseEntity, { month });
    if (!close) throw noClose();
    const values = await this.#valuesOf(manager, month, now);
    const closedNumbers = Object.entries(close.numbers).toSorted(
      ([one], [other]) => placeOf(one) - placeOf(other),
    );
    const numbers = closedNumbers.map(([name, { version, value }]) => {
      const definition = NUMBERS.find((number) => number.name === name);
      const closed = NumberValue.parse(value);
      const present = values[name] ?? null;
      return {
        name,
        label: definition?.label ?? name,
        unit: definition?.unit ?? 'count',
        closed,
        now: present,
        changed: present !== null && !isDeepStrictEqual(closed, present),
        /** Its formula is another one by now: the two are not to be compared. */
        redefined: definition?.version !== version,
      };
    });
    return {
      id: close.id,
      month: close.month,
      closedAt: close.closedAt.toISOString(),
      catalogueVersion: close.catalogueVersion,
      timeZone: close.timeZone,
      changed: numbers.filter(({ changed }) => changed).length,
      numbers,
    };
  }

  async #valuesOf(
    manager: EntityManager,
    month: string,
    now: Date,
  ): Promise<Record<string, NumberValue>> {
    const report = await this.numbers.report(
      manager,
      {
        names: NUMBERS.map(({ name }) => name),
        from: month,
        to: endOfBucket(month, 'month'),
        by: [],
        grain: undefined,
        filter: {},
        compare: false,
        distribution: false,
      },
      now,
    );
    return Object.fromEntries(report.numbers.map(({ name, total }) => [name, total]));
  }

  /** From the first month with a lead on, the earliest that is over and not closed. */
  async #open(manager: EntityManager, timeZone: string, now: Date): Promise<string | null> {
    const [row] = await manager.query<
      { waiting: boolean; first: string | null; today: string; closed: string[] }[]
    >(
      `SELECT EXISTS (SELECT 1 FROM report_rebuild) OR EXISTS (SELECT 1 FROM report_stale) AS waiting,
         (SELECT to_char(min(day), 'YYYY-MM-DD') FROM lead_fact) AS first,
         to_char($1::timestamptz AT TIME ZONE $2, 'YYYY-MM-DD') AS today,
         ARRAY(SELECT to_char(month, 'YYYY-MM-DD') FROM report_close) AS closed`,
      [now, timeZone],
    );
    if (!row || row.waiting || row.first === null) return null;
    const closed = new Set(row.closed);
    let month = startOfBucket(row.first, 'month');
    while (closed.has(month)) month = addDays(endOfBucket(month, 'month'), 1);
    const due = addDays(endOfBucket(month, 'month'), DAYS_AFTER);
    return due < row.today ? month : null;
  }
}

/** As the catalogue has them; what is no number any more comes last. */
function placeOf(name: string): number {
  const place = NUMBERS.findIndex((number) => number.name === name);
  return place < 0 ? NUMBERS.length : place;
}

function versionOf(name: string): number {
  return NUMBERS.find((number) => number.name === name)?.version ?? 0;
}
