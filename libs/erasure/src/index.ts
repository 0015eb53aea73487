import type { EntityClass } from '#platform';
import { ErasureRequestEntity, LegalHoldEntity, RetentionRuleEntity } from './erasure.entities.js';

export { ErasureModule } from './erasure.module.js';
export { erasureError } from './erasure.errors.js';
export { ErasureRequestEntity, LegalHoldEntity, RetentionRuleEntity } from './erasure.entities.js';
export { ERASURE_RULES, KEPT } from './erasure-map.js';
export { type Erased, ErasureService, type NewErasure } from './erasure.service.js';
export { eraseFunction, RETENTION_FUNCTION } from './erasure-sql.js';
export { ERASE_PERSON, KEEP_RETENTION } from './jobs.js';
export { LegalHoldService } from './legal-hold.service.js';
export { RetentionService } from './retention.service.js';
export { replayTombstones, type Tombstone, Tombstones } from './tombstones.js';

/** Every entity of erasing and keeping. */
export const erasureEntities: EntityClass[] = [
  ErasureRequestEntity,
  LegalHoldEntity,
  RetentionRuleEntity,
];
