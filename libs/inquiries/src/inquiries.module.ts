import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { InquiryQueries } from './inquiry.queries.js';
import { InquiryService } from './inquiry.service.js';
import { QuarantineService } from './quarantine/quarantine.service.js';

/** Inquiries for the processes that may open them (needs the vault of the process). */
@Module({
  imports: [AuditModule],
  providers: [InquiryService, InquiryQueries, QuarantineService],
  exports: [InquiryService, InquiryQueries, QuarantineService],
})
export class InquiriesModule {}
