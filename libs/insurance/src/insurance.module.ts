import { Module } from '@nestjs/common';
import { CoverageReader, LeadQueries, LeadsModule } from '#leads';
import { CoverageService } from './coverage.service.js';
import { PayerService } from './payer.service.js';

/** Coverages and payers, and with them the whole lead page. */
@Module({
  imports: [LeadsModule],
  providers: [
    PayerService,
    CoverageService,
    { provide: CoverageReader, useExisting: CoverageService },
    LeadQueries,
  ],
  exports: [PayerService, CoverageService, LeadQueries],
})
export class InsuranceModule {}
