import { Controller, Get, Inject, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { TouchesQuery, TouchesReport } from '#contract';
import type { Clock } from '#platform';
import { readTimeZone } from '#reporting';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { leadConditions } from '../leads/lead.filter.js';
import { PersonSearch } from '../people/person-search.js';
import { CLOCK } from '../tokens.js';
import { momentsOf } from './moments-of-days.js';

/** Sources are some dozens: their pairs are not more than this. */
const MOST_PAIRS = 2000;

/** Which source first brought people, and which brought them the last time before they asked. */
@Controller('api/reports/touches')
export class TouchesController {
  constructor(
    private readonly source: DataSource,
    private readonly search: PersonSearch,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('report.read')
  @Summary('Counted leads of a period by the source of their first and of their last touch.')
  @Answers(TouchesReport)
  async touches(
    @Who() { colleague }: Visit,
    @Query(new Valid(TouchesQuery)) { from, to }: TouchesQuery,
  ): Promise<TouchesReport> {
    const { manager } = this.source;
    const timeZone = await readTimeZone(manager);
    const received = await momentsOf(manager, { from, to }, timeZone);
    const [receivedFrom, receivedTo] = [received.from, received.to];
    // The very conditions of the list that a pair opens.
    const { where, values } = leadConditions(
      { counted: true, receivedFrom, receivedTo },
      { me: colleague.id, now: this.clock.now(), search: this.search },
    );
    const pairs = await manager.query<TouchesReport['pairs']>(
      `SELECT l.source_id AS "firstSourceId", coalesce(l.last_source_id, l.source_id) AS "lastSourceId",
         count(*)::int AS leads,
         count(*) FILTER (WHERE EXISTS (SELECT 1 FROM stage_change s WHERE s.lead_id = l.id
           AND s.to_stage = 'admitted' AND s.undone_at IS NULL))::int AS admitted
       FROM lead l WHERE ${where} GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ${MOST_PAIRS}`,
      values,
    );
    return { receivedFrom, receivedTo, pairs };
  }
}
