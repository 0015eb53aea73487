import type { EntityClass } from '#platform';
import {
  BedHoldEntity,
  BedReportEntity,
  BedReportRequestEntity,
  FacilityApiKeyEntity,
  FacilityLinkEntity,
} from './beds/bed.entity.js';
import { BedRequestEntity } from './beds/bed-request.entity.js';
import {
  FacilityContactEntity,
  FacilityEntity,
  FacilityLicenceEntity,
  FacilityNoteEntity,
  TreatmentOrganisationEntity,
} from './facility.entity.js';
import { FacilityMergeEntity } from './merging/facility-merge.entity.js';
import { FieldFactEntity } from './field-fact.entity.js';
import { ProgramEntity, ProgramPayerEntity } from './program.entity.js';
import { ZipPlaceEntity } from './zip-place.entity.js';

/** Every entity of the directory. */
export const directoryEntities: EntityClass[] = [
  TreatmentOrganisationEntity,
  FacilityEntity,
  FacilityContactEntity,
  FacilityLicenceEntity,
  FacilityNoteEntity,
  ProgramEntity,
  ProgramPayerEntity,
  FieldFactEntity,
  BedReportEntity,
  BedReportRequestEntity,
  BedRequestEntity,
  BedHoldEntity,
  FacilityLinkEntity,
  FacilityApiKeyEntity,
  FacilityMergeEntity,
  ZipPlaceEntity,
];
