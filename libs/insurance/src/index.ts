export { CoverageEntity } from './coverage.entity.js';
export { type CoverageGiven, CoverageService, paymentOf } from './coverage.service.js';
export { InsuranceModule } from './insurance.module.js';
export { PayerAliasEntity, PayerEntity } from './payer.entity.js';
export { PayerService } from './payer.service.js';
