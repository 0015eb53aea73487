import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { FACT_KINDS, type FactKind, type Slice } from '#contract';
import { sqlOf } from '../catalogue/predicate.js';
import { FACT_TABLES } from '../catalogue/slices.js';
import { keyOf } from '../numbers/ask.js';
import { BUCKET_STARTS } from '../times/time-buckets.js';
import { shapeOf, type TimeMeasure } from './measures.js';

/** Days that one transaction rolls up. */
const DAYS = 31;

/** Adds up facts by day, so that what does not change any more is not counted again. */
@Injectable()
export class RollUpService {
  /**
   * Rolls up days that are not, or not for the numbers there are now, the oldest of a population first; those that
   * became dirty after `before` are left to come to rest. Locks them, so that a fact written meanwhile waits and makes
   * them dirty again. Gives how many days; 0: everything is rolled up.
   */
  async rollUp(manager: EntityManager, before: Date): Promise<number> {
    for (const population of FACT_KINDS) {
      const days = await this.#take(manager, population, before);
      if (days.length === 0) continue;
      await this.#cells(manager, population, days);
      await this.#times(manager, population, days);
      await manager.query(
        `UPDATE report_day SET dirty_at = NULL, shape = $3
         WHERE population = $1 AND day = ANY ($2::date[])`,
        [population, days, shapeOf(population).hash],
      );
      return days.length;
    }
    return 0;
  }

  async #take(manager: EntityManager, population: FactKind, before: Date): Promise<string[]> {
    const rows = await manager.query<{ day: string }[]>(
      `SELECT to_char(day, 'YYYY-MM-DD') AS day FROM report_day
       WHERE population = $1 AND (dirty_at <= $2 OR (dirty_at IS NULL AND shape IS DISTINCT FROM $3))
       ORDER BY day LIMIT $4 FOR UPDATE SKIP LOCKED`,
      [population, before, shapeOf(population).hash, DAYS],
    );
    return rows.map(({ day }) => day);
  }

  async #cells(
    manager: EntityManager,
    population: FactKind,
    days: readonly string[],
  ): Promise<void> {
    const { measures, slices } = shapeOf(population);
    await manager.query(
      'DELETE FROM report_cell WHERE population = $1 AND day = ANY ($2::date[])',
      [population, days],
    );
    for (const slice of slices) {
      await manager.query(
        `INSERT INTO report_cell (population, slice, day, key, counts)
         SELECT $1, $2, f.day, ${keyFor(slice)}, ARRAY[${measures.join(', ')}]::bigint[]
         FROM ${FACT_TABLES[population]} f WHERE f.day = ANY ($3::date[]) GROUP BY 3, 4`,
        [population, slice, days],
      );
    }
  }

  async #times(
    manager: EntityManager,
    population: FactKind,
    days: readonly string[],
  ): Promise<void> {
    const { times, slices } = shapeOf(population);
    await manager.query(
      'DELETE FROM report_times WHERE population = $1 AND day = ANY ($2::date[])',
      [population, days],
    );
    for (const measure of times) {
      for (const slice of slices) {
        await this.#timesOf(manager, population, measure, slice, days);
      }
    }
  }

  async #timesOf(
    manager: EntityManager,
    population: FactKind,
    { name, column, predicate }: TimeMeasure,
    slice: Slice | 'all',
    days: readonly string[],
  ): Promise<void> {
    await manager.query(
      `INSERT INTO report_times (population, measure, slice, day, key, buckets, counts)
       SELECT $1, $2, $3, day, key, array_agg(bucket::smallint ORDER BY bucket), array_agg(n::int ORDER BY bucket)
       FROM (
         SELECT f.day, ${keyFor(slice)} AS key, width_bucket(f.${column}, $5::int[]) AS bucket, count(*) AS n
         FROM ${FACT_TABLES[population]} f
         WHERE f.day = ANY ($4::date[]) AND ${sqlOf(predicate, 'f')} GROUP BY 1, 2, 3) AS counted
       GROUP BY day, key`,
      [population, name, slice, days, BUCKET_STARTS],
    );
  }
}

function keyFor(slice: Slice | 'all'): string {
  return slice === 'all' ? "'all'" : keyOf(slice);
}
