import { Controller, Get, Inject, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Calendar, CalendarQuery, CallBackSlots } from '#contract';
import { CallBackService } from '#follow-up';
import type { Clock } from '#platform';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { ReadingRecord } from '../leads/reading.js';
import { CLOCK } from '../tokens.js';
import { CalendarQueries } from './calendar.queries.js';

const SlotsQuery = z.object({
  day: z.iso
    .date({ error: 'day looks like 2026-03-01.' })
    .refine((day) => day >= '2000' && day < '2200', { error: 'Please give a day of our times.' }),
});

/** What is planned, by time. */
@Controller('api')
export class CalendarController {
  constructor(
    private readonly source: DataSource,
    private readonly calendar: CalendarQueries,
    private readonly callBacks: CallBackService,
    private readonly readings: ReadingRecord,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('calendar')
  @May('task.read')
  @Summary(
    'Tasks, promised call backs, next steps of follow-up plans and shifts in at most 62 days.',
  )
  @Answers(Calendar)
  async window(
    @Who() { actor }: Visit,
    @Query(new Valid(CalendarQuery)) query: CalendarQuery,
  ): Promise<Calendar> {
    const { manager } = this.source;
    const seen = await this.calendar.of(manager, query, actor.id);
    const leads = seen.items.flatMap((item) =>
      item.type !== 'shift' && item.leadId ? item.leadId : [],
    );
    const rows = [...new Set(leads)].map((id) => ({ id }));
    await this.readings.page(manager, actor, 'lead', rows, this.clock.now());
    return seen;
  }

  @Get('call-back-slots')
  @May('task.read')
  @Summary('The half hours of a day in which we work, and how many calls are promised in each.')
  @Answers(CallBackSlots)
  async slots(
    @Query(new Valid(SlotsQuery)) { day }: z.infer<typeof SlotsQuery>,
  ): Promise<CallBackSlots> {
    return this.callBacks.slots(this.source.manager, day, this.clock.now());
  }
}
