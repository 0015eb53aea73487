import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { LeadsModule } from '#leads';
import { FactService } from './facts/fact.service.js';
import { BehindQueries } from './numbers/behind.queries.js';
import { NumberQueries } from './numbers/number.queries.js';
import { DueReports } from './questions/due-reports.js';
import { SavedReportService } from './questions/saved-report.service.js';
import { TargetService } from './questions/target.service.js';

const QUESTIONS = [DueReports, SavedReportService, TargetService];

/** The numbers, for processes that hold the vault. */
@Module({
  imports: [AuditModule, LeadsModule],
  providers: [FactService, NumberQueries, BehindQueries, ...QUESTIONS],
  exports: [FactService, NumberQueries, BehindQueries, ...QUESTIONS],
})
export class ReportingModule {}
