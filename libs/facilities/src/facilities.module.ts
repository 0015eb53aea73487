import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { FacilityAccessService } from './beds/access.service.js';
import { BedService } from './beds/bed.service.js';
import { BedHoldService } from './beds/hold.service.js';
import { FacilityContactService } from './contact.service.js';
import { FacilityQueries } from './facility.queries.js';
import { FacilityService } from './facility.service.js';
import { FieldFactsService } from './field-facts.service.js';
import { FacilityLicenceService } from './licence.service.js';
import { FacilityMergeQueries } from './merging/facility-merge.queries.js';
import { FacilityMergeService } from './merging/facility-merge.service.js';
import { ProgramService } from './program.service.js';

const services = [
  BedHoldService,
  BedService,
  FacilityAccessService,
  FacilityContactService,
  FacilityLicenceService,
  FacilityMergeQueries,
  FacilityMergeService,
  FacilityQueries,
  FacilityService,
  FieldFactsService,
  ProgramService,
];

/** The directory: facilities, programs, who says what of them, and their beds. */
@Module({ imports: [AuditModule], providers: services, exports: services })
export class FacilitiesModule {}
