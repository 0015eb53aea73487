export { ALWAYS_OPEN, BusinessHours, intervalsOf } from './business-hours.js';
export { ContentModule } from './content.module.js';
export { OrganisationEntity } from './organisation.entity.js';
export { OrganisationService, type WorkingTime } from './organisation.service.js';
export { PhoneEntryEntity } from './phone-entry.entity.js';
export { RingGroupEntity } from './ring-group.entity.js';
export { SourceEntity, TrackingNumberEntity } from './source.entity.js';
export { type SourceFound, SourceService } from './source.service.js';
