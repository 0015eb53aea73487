import { Body, Controller, Get, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { ClosedDayEdit, ClosedDayInput, ClosedDayView } from '#contract';
import { ClosedDayEntity, closedDayNotFound, ClosedDayService } from '#duty';
import { type Clock, inTransaction } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { listRequest, sendPage } from '../http/list-dialect.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';
import { ClosedDayFilter, listClosedDays } from './duty.list.js';

/** Days on which we do not work, and holidays on which we do. */
@Controller('api/closed-days')
export class ClosedDaysController {
  constructor(
    private readonly source: DataSource,
    private readonly closedDays: ClosedDayService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('duty.read')
  @Summary('Holidays and other days of the calendar; public holidays come by themselves.')
  @AnswersPage('closed-days', ClosedDayView, ClosedDayFilter)
  async list(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const request = listRequest(query, ClosedDayFilter);
    const page = await listClosedDays(this.source.manager, request);
    return sendPage(reply, 'closed-days', request, page);
  }

  @Get(':day')
  @May('duty.read')
  @Summary('One day of the calendar.')
  @Answers(ClosedDayView)
  async get(@Param('day') day: string): Promise<ClosedDayView> {
    const found = isDay(day) ? await this.source.manager.findOneBy(ClosedDayEntity, { day }) : null;
    if (!found) throw closedDayNotFound();
    return viewOf(found);
  }

  @Post()
  @May('duty.plan')
  @Summary('Puts a day into the calendar.')
  @Answers(ClosedDayView, 201)
  async add(
    @Who() { actor }: Visit,
    @Body(new Valid(ClosedDayInput)) input: z.infer<typeof ClosedDayInput>,
  ): Promise<ClosedDayView> {
    const day = await inTransaction(this.source, (manager) =>
      this.closedDays.add(manager, input, actor, this.clock.now()),
    );
    return viewOf(day);
  }

  @Put(':day')
  @May('duty.plan')
  @Summary('Closes or opens a day; what is decided here the public calendar does not undo.')
  @Answers(ClosedDayView)
  async decide(
    @Who() { actor }: Visit,
    @Param('day') day: string,
    @Body(new Valid(ClosedDayEdit)) edit: z.infer<typeof ClosedDayEdit>,
  ): Promise<ClosedDayView> {
    if (!isDay(day)) throw closedDayNotFound();
    const found = await inTransaction(this.source, (manager) =>
      this.closedDays.decide(manager, day, edit, actor, this.clock.now()),
    );
    return viewOf(found);
  }
}

function isDay(text: string): boolean {
  return z.iso.date().safeParse(text).success;
}

function viewOf({ day, name, closed }: ClosedDayEntity): ClosedDayView {
  return { id: day, day, name, closed };
}
