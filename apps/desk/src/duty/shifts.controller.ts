import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import {
  ShiftCancel,
  ShiftEdit,
  ShiftInput,
  ShiftPlanAnswer,
  ShiftPlanInput,
  ShiftView,
} from '#contract';
import { ShiftEntity, shiftNotFound, ShiftService } from '#duty';
import { type Clock, inTransaction, isId } from '#platform';
import { May } from '../http/access.js';
import { Answers, AnswersPage, Summary } from '../http/answers.js';
import { listRequest, sendPage } from '../http/list-dialect.js';
import { Valid, Versioned } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';
import { listShifts, ShiftFilter, shiftView } from './duty.list.js';

/** The duty calendar. */
@Controller('api')
export class ShiftsController {
  constructor(
    private readonly source: DataSource,
    private readonly shifts: ShiftService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('shifts')
  @May('duty.read')
  @Summary('The duty calendar: who is on duty, on call or out of office when.')
  @AnswersPage('shifts', ShiftView, ShiftFilter)
  async list(@Query() query: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const request = listRequest(query, ShiftFilter);
    return sendPage(reply, 'shifts', request, await listShifts(this.source.manager, request));
  }

  @Get('shifts/:id')
  @May('duty.read')
  @Summary('One stretch of the duty calendar.')
  @Answers(ShiftView)
  async get(@Param('id') id: string): Promise<ShiftView> {
    const shift = isId(id) ? await this.source.manager.findOneBy(ShiftEntity, { id }) : null;
    if (!shift) throw shiftNotFound();
    return shiftView(shift);
  }

  @Post('shifts')
  @May('duty.plan')
  @Summary('Plans one stretch.')
  @Answers(ShiftView, 201)
  async plan(
    @Who() { actor }: Visit,
    @Body(new Valid(ShiftInput)) input: ShiftInput,
  ): Promise<ShiftView> {
    const shift = await inTransaction(this.source, (manager) =>
      this.shifts.plan(manager, input, actor, this.clock.now()),
    );
    return shiftView(shift);
  }

  @Post('shift-plans')
  @May('duty.plan')
  @Summary('Plans the same hours, also split ones, on many days: all of them or none.')
  @Answers(ShiftPlanAnswer, 201)
  async planMany(
    @Who() { actor }: Visit,
    @Body(new Valid(ShiftPlanInput)) plan: ShiftPlanInput,
  ): Promise<z.infer<typeof ShiftPlanAnswer>> {
    const shifts = await inTransaction(this.source, (manager) =>
      this.shifts.planMany(manager, plan, actor, this.clock.now()),
    );
    return { shifts: shifts.map(shiftView) };
  }

  @Put('shifts/:id')
  @May('duty.plan')
  @Summary('Moves a stretch, or makes it one of another kind.')
  @Answers(ShiftView)
  async edit(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(ShiftEdit)) edit: ShiftEdit,
  ): Promise<ShiftView> {
    const shift = await inTransaction(this.source, (manager) =>
      this.shifts.edit(manager, id, edit, actor, this.clock.now()),
    );
    return shiftView(shift);
  }

  @Post('shifts/:id/cancellation')
  @HttpCode(200)
  @May('duty.plan')
  @Summary('Takes a stretch out of the calendar.')
  @Answers(ShiftView)
  async cancel(
    @Who() { actor }: Visit,
    @Param('id') id: string,
    @Body(new Versioned(ShiftCancel)) { version }: z.infer<typeof ShiftCancel>,
  ): Promise<ShiftView> {
    const shift = await inTransaction(this.source, (manager) =>
      this.shifts.cancel(manager, id, version, actor, this.clock.now()),
    );
    return shiftView(shift);
  }
}
