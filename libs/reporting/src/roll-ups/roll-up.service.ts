import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { FACT_KINDS, type FactKind } from '#contract';
import { writeBlocks } from './blocks.js';
import { writeCells } from './cells.js';
import { shapeOf } from './measures.js';

/** Days that one transaction rolls up. */
const DAYS = 10;
/** A month is added up when none of its days was for so long: what is told late comes in one by one. */
const MONTH_AT_REST_MS = 10 * 60_000;

/** Adds up facts by day and by month, so that what does not change any more is not counted again. */
@Injectable()
export class RollUpService {
  /**
   * Rolls up days that are not, or not for the numbers there are now, the oldest of a population first; those that
   * became dirty after `before` are left to come to rest. Locks them, so that a fact written meanwhile waits and makes
   * them dirty again. Gives how many days; 0: everything is rolled up.
   */
  async rollUp(manager: EntityManager, before: Date, now: Date): Promise<number> {
    for (const population of FACT_KINDS) {
      const days = await this.#take(manager, population, before);
      if (days.length === 0) continue;
      await writeBlocks(manager, population, days);
      await writeCells(manager, population, { span: 'day' }, days);
      await manager.query(
        `UPDATE report_day SET dirty_at = NULL, shape = $3, version = version + 1, rolled_at = $4
         WHERE population = $1 AND day = ANY ($2::date[])`,
        [population, days, shapeOf(population).hash, now],
      );
      return days.length;
    }
    return 0;
  }

  /**
   * Adds up the days of the next month that is over and whose days are all rolled up and at rest. False: there is none. A
   * month holds as long as its days are those it was made of; until it is made anew its days answer.
   */
  async addUpMonth(manager: EntityManager, now: Date): Promise<boolean> {
    for (const population of FACT_KINDS) {
      const found = await this.#takeMonth(manager, population, now);
      if (!found) continue;
      const { month, version, days } = found;
      await writeCells(manager, population, { span: 'month', month }, days);
      await manager.query(
        `INSERT INTO report_month (population, month, shape, version) VALUES ($1, $2, $3, $4)
         ON CONFLICT (population, month) DO UPDATE SET shape = EXCLUDED.shape, version = EXCLUDED.version`,
        [population, month, shapeOf(population).hash, version],
      );
      return true;
    }
    return false;
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

  /** Holds the month's days while it is added up: a fact of one of them waits. */
  async #takeMonth(
    manager: EntityManager,
    population: FactKind,
    now: Date,
  ): Promise<{ month: string; version: string; days: string[] } | null> {
    const [due] = await manager.query<{ month: string }[]>(
      `SELECT to_char(d.month, 'YYYY-MM-DD') AS month FROM (
         SELECT date_trunc('month', day)::date AS month, sum(version) AS version, max(rolled_at) AS rolled_at,
           bool_and(dirty_at IS NULL AND shape IS NOT DISTINCT FROM $2) AS clean
         FROM report_day WHERE population = $1 AND day < date_trunc('month', $3::timestamptz)::date GROUP BY 1) AS d
       LEFT JOIN report_month m ON m.population = $1 AND m.month = d.month
       WHERE d.clean AND (m.month IS NULL OR m.shape <> $2 OR (m.version <> d.version AND d.rolled_at <= $4))
       ORDER BY d.month DESC LIMIT 1`,
      [population, shapeOf(population).hash, now, new Date(now.getTime() - MONTH_AT_REST_MS)],
    );
    if (!due) return null;
    const days = await manager.query<{ day: string; clean: boolean; version: string }[]>(
      `SELECT to_char(day, 'YYYY-MM-DD') AS day, dirty_at IS NULL AND shape IS NOT DISTINCT FROM $3 AS clean, version FROM report_day
       WHERE population = $1 AND day >= $2::date AND day < $2::date + interval '1 month' ORDER BY day FOR UPDATE`,
      [population, due.month, shapeOf(population).hash],
    );
    if (!days.every(({ clean }) => clean)) return null;
    return {
      month: due.month,
      days: days.map(({ day }) => day),
      version: String(days.reduce((sum, { version }) => sum + Number(version), 0)),
    };
  }
}
