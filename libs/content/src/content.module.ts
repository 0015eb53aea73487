import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { OrganisationService } from './organisation.service.js';
import { SourceService } from './source.service.js';
import { SpendImportService } from './spend/spend-import.service.js';
import { SpendService } from './spend/spend.service.js';

const services = [OrganisationService, SourceService, SpendService, SpendImportService];

/** Sources, what they cost, tracking numbers and the organisation's own facts. */
@Module({ imports: [AuditModule], providers: services, exports: services })
export class ContentModule {}
