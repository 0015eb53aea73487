import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { CapacityInput, CapacityView, DutyNow, DutySwitch } from '#contract';
import { DutyQueries, DutyService } from '#duty';
import { type Clock, inTransaction } from '#platform';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { Valid } from '../http/versioned.js';
import { type Visit, Who } from '../http/visit.js';
import { CLOCK } from '../tokens.js';
import { DutyDesk } from './duty-now.js';

type Capacity = z.infer<typeof CapacityView>;

/** Who works now, and how much they may hold. */
@Controller('api/duty')
export class DutyController {
  constructor(
    private readonly source: DataSource,
    private readonly desk: DutyDesk,
    private readonly duty: DutyQueries,
    private readonly service: DutyService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('duty.read')
  @Summary('Who is on duty, on call or away now, whether we are open, and what is missing.')
  @Answers(DutyNow)
  now(): Promise<DutyNow> {
    return this.desk.at(this.source.manager, this.clock.now());
  }

  @Get('capacities')
  @May('duty.read')
  @Summary('How many open leads each colleague holds and may hold.')
  @Answers(z.array(CapacityView))
  async capacities(): Promise<Capacity[]> {
    const staff = await this.duty.staff(this.source.manager);
    return staff
      .filter(({ role }) => role !== 'auditor')
      .map(({ id, name, openLeads, capacity }) => ({ id, staffId: id, name, openLeads, capacity }));
  }

  @Put('me')
  @May('duty.read')
  @Summary('Switches oneself on or off duty; it counts for who has no shifts planned.')
  @Answers(DutyNow)
  async switch(
    @Who() { actor }: Visit,
    @Body(new Valid(DutySwitch)) { onDuty }: z.infer<typeof DutySwitch>,
  ): Promise<DutyNow> {
    await inTransaction(this.source, (manager) =>
      this.service.switchDuty(manager, actor.id, onDuty, actor, this.clock.now()),
    );
    return this.now();
  }

  @Put(':staffId/capacity')
  @May('duty.plan')
  @Summary('Sets how many open leads a colleague may hold; null: no limit.')
  @Answers(CapacityInput)
  async capacity(
    @Who() { actor }: Visit,
    @Param('staffId') staffId: string,
    @Body(new Valid(CapacityInput)) input: z.infer<typeof CapacityInput>,
  ): Promise<z.infer<typeof CapacityInput>> {
    await inTransaction(this.source, (manager) =>
      this.service.setCapacity(manager, staffId, input.capacity, actor, this.clock.now()),
    );
    return input;
  }
}
