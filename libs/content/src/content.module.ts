import { Module } from '@nestjs/common';
import { OrganisationService } from './organisation.service.js';
import { SourceService } from './source.service.js';

/** Sources, tracking numbers and the organisation's own facts. */
@Module({
  providers: [OrganisationService, SourceService],
  exports: [OrganisationService, SourceService],
})
export class ContentModule {}
