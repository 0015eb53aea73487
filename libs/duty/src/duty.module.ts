import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { ContentModule } from '#content';
import { ClosedDayService } from './closed-day.service.js';
import { DutyQueries } from './duty.queries.js';
import { DutyService } from './duty.service.js';
import { ShiftService } from './shift.service.js';

/** Who works when. */
@Module({
  imports: [AuditModule, ContentModule],
  providers: [ClosedDayService, DutyQueries, DutyService, ShiftService],
  exports: [ClosedDayService, DutyQueries, DutyService, ShiftService],
})
export class DutyModule {}
