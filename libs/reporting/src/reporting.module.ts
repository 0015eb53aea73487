import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { LeadsModule } from '#leads';
import { PeriodCloseService } from './closes/period-close.service.js';
import { FactService } from './facts/fact.service.js';
import { BehindQueries } from './numbers/behind.queries.js';
import { NumberQueries } from './numbers/number.queries.js';
import { DueReports } from './questions/due-reports.js';
import { SavedReportService } from './questions/saved-report.service.js';
import { TargetService } from './questions/target.service.js';
import { RollUpService } from './roll-ups/roll-up.service.js';
import { SecondLookService } from './second-look/second-look.service.js';

const NUMBERS = [FactService, RollUpService, NumberQueries, BehindQueries, PeriodCloseService];
const QUESTIONS = [DueReports, SavedReportService, TargetService, SecondLookService];

/** The numbers, for processes that hold the vault. */
@Module({
  imports: [AuditModule, LeadsModule],
  providers: [...NUMBERS, ...QUESTIONS],
  exports: [...NUMBERS, ...QUESTIONS],
})
export class ReportingModule {}
