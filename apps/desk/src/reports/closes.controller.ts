import { Controller, Get, Inject, Param } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { PeriodClose, PeriodCloseRow } from '#contract';
import type { Clock } from '#platform';
import { noClose, PeriodCloseService } from '#reporting';
import { May } from '../http/access.js';
import { Answers, Summary } from '../http/answers.js';
import { CLOCK } from '../tokens.js';

const Month = z.iso.date();

/** Months as they were when they were closed. */
@Controller('api/reports/closes')
export class ClosesController {
  constructor(
    private readonly source: DataSource,
    private readonly closes: PeriodCloseService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @May('report.read')
  @Summary('Months that are closed, the latest first.')
  @Answers(z.array(PeriodCloseRow))
  async list(): Promise<PeriodCloseRow[]> {
    return this.closes.list(this.source.manager);
  }

  @Get(':month')
  @May('report.read')
  @Summary('A month (its first day) as it was when it was closed, beside what it is now.')
  @Answers(PeriodClose)
  async get(@Param('month') month: string): Promise<PeriodClose> {
    if (!Month.safeParse(month).success) throw noClose();
    return this.source.transaction('REPEATABLE READ', (manager) =>
      this.closes.get(manager, month, this.clock.now()),
    );
  }
}
