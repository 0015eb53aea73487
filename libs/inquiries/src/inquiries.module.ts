import { Module } from '@nestjs/common';
import { InquiryQueries } from './inquiry.queries.js';
import { InquiryService } from './inquiry.service.js';

/** Inquiries for the processes that may open them (needs the vault of the process). */
@Module({
  providers: [InquiryService, InquiryQueries],
  exports: [InquiryService, InquiryQueries],
})
export class InquiriesModule {}
