import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ClosedDayService } from '#duty';
import { type JobContext, once } from '#queue';

/** Writes the public holidays to come into the calendar, where nobody has decided on them yet. */
@Injectable()
export class AddHolidays {
  constructor(
    private readonly source: DataSource,
    private readonly closedDays: ClosedDayService,
  ) {}

  async handle(_payload: object, context: JobContext): Promise<void> {
    await once(this.source, context, async (manager) => {
      await this.closedDays.addHolidays(manager, context.now);
    });
  }
}
