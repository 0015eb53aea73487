import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { ContentService } from './articles/content.service.js';
import { OrganisationService } from './organisation.service.js';
import { PictureService } from './pictures/picture.service.js';
import { SourceService } from './source.service.js';
import { SpendImportService } from './spend/spend-import.service.js';
import { SpendService } from './spend/spend.service.js';

const services = [
  ContentService,
  OrganisationService,
  PictureService,
  SourceService,
  SpendService,
  SpendImportService,
];

/** Sources, what they cost, tracking numbers, the organisation's own facts, and the public pages it writes. */
@Module({ imports: [AuditModule], providers: services, exports: services })
export class ContentModule {}
