export { CoverageEntity } from './coverage.entity.js';
export { PayerAliasEntity, PayerEntity } from './payer.entity.js';
