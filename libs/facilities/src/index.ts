export { FacilityAccessService } from './beds/access.service.js';
export {
  BedHoldEntity,
  BedReportEntity,
  FacilityApiKeyEntity,
  FacilityLinkEntity,
} from './beds/bed.entity.js';
export { BedRequestEntity } from './beds/bed-request.entity.js';
export { BED_REQUEST_DAYS, bedRequestWords } from './beds/bed-request-words.js';
export { BedService } from './beds/bed.service.js';
export { BedHoldService } from './beds/hold.service.js';
export { FacilityContactService } from './contact.service.js';
export { directoryEntities } from './directory.entities.js';
export { facilityNotFound, fieldError, programNotFound } from './directory-errors.js';
export { FacilitiesModule } from './facilities.module.js';
export {
  FacilityContactEntity,
  FacilityEntity,
  FacilityLicenceEntity,
  FacilityNoteEntity,
  TreatmentOrganisationEntity,
} from './facility.entity.js';
export { facilityPhone, isNpi } from './facility-numbers.js';
export { FacilityQueries } from './facility.queries.js';
export { FacilityService } from './facility.service.js';
export { FieldFactEntity } from './field-fact.entity.js';
export { FieldFactsService } from './field-facts.service.js';
export { type Fact, firstStaleAt, staleAt } from './freshness.js';
export {
  ASK_FACILITIES,
  EXPIRE_BED_HOLD,
  NOTE_BED_MAIL_STOP,
  NOTE_BED_REPORTS,
  SEND_BED_REQUEST,
} from './jobs.js';
export { FacilityLicenceService, licenceStanding } from './licence.service.js';
export { FacilityMergeQueries } from './merging/facility-merge.queries.js';
export { FacilityMergeService, type Follower } from './merging/facility-merge.service.js';
export { addressKey, nameKey } from './place-keys.js';
export { ProgramEntity, ProgramPayerEntity } from './program.entity.js';
export { ProgramService } from './program.service.js';
export { ZipPlaceEntity } from './zip-place.entity.js';
