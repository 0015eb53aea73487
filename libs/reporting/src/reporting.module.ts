import { Module } from '@nestjs/common';
import { LeadsModule } from '#leads';
import { FactService } from './facts/fact.service.js';
import { BehindQueries } from './numbers/behind.queries.js';
import { NumberQueries } from './numbers/number.queries.js';

/** The numbers, for processes that hold the vault. */
@Module({
  imports: [LeadsModule],
  providers: [FactService, NumberQueries, BehindQueries],
  exports: [FactService, NumberQueries, BehindQueries],
})
export class ReportingModule {}
