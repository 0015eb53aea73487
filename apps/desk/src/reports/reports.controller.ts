import { Controller, Get, Inject, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { LeadsByDay, TodayReport } from '#contract';
import { type Clock, ReadReplica } from '#platform';
import { NumberQueries } from '#reporting';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';
import { leadsByDay } from './leads-by-day.js';
import { TodayNumbers } from './today-numbers.js';

const Days = z.object({ days: z.coerce.number().int().min(1).max(92).default(30) });

@Controller('api/reports')
export class ReportsController {
  constructor(
    private readonly source: DataSource,
    private readonly replica: ReadReplica,
    private readonly numbers: TodayNumbers,
    private readonly catalogue: NumberQueries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('today')
  @May('report.read')
  @Summary('Today’s numbers, each with the filter that opens its records.')
  @Answers(TodayReport)
  async today(@Who() { actor }: Visit): Promise<TodayReport> {
    const { id: me, hidden } = actor;
    return this.numbers.report(this.source.manager, { me, hidden, now: this.clock.now() });
  }

  @Get('leads-by-day')
  @May('report.read')
  @Summary('The number “leads” by day and source, in the organisation’s time zone.')
  @Answers(LeadsByDay)
  async byDay(@Query(new Valid(Days)) { days }: z.infer<typeof Days>): Promise<LeadsByDay> {
    return this.replica.read((manager) =>
      leadsByDay(manager, this.catalogue, days, this.clock.now()),
    );
  }
}
