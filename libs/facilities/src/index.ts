export {
  BedHoldEntity,
  BedReportEntity,
  FacilityApiKeyEntity,
  FacilityLinkEntity,
} from './beds/bed.entity.js';
export {
  FacilityContactEntity,
  FacilityEntity,
  FacilityLicenceEntity,
  FacilityNoteEntity,
  TreatmentOrganisationEntity,
} from './facility.entity.js';
export { FieldFactEntity } from './field-fact.entity.js';
export { ProgramEntity, ProgramPayerEntity } from './program.entity.js';
export { directoryEntities } from './directory.entities.js';
export { ZipPlaceEntity } from './zip-place.entity.js';
export { type Fact, firstStaleAt, staleAt } from './freshness.js';
export { addressKey, nameKey } from './place-keys.js';
