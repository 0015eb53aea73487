export { OrganisationEntity } from './organisation.entity.js';
export { SourceEntity, TrackingNumberEntity } from './source.entity.js';
