export {
  BenefitCheckEntity,
  BenefitInquiryEntity,
  BenefitResultEntity,
} from './checks/benefit-check.entity.js';
export { BenefitCheckService } from './checks/benefit-check.service.js';
export { CheckAsking } from './checks/check-asking.service.js';
export { CheckSteps } from './checks/check-steps.js';
export { CheckViews } from './checks/check-views.js';
export { PayerConsents } from './checks/payer-consent.service.js';
export { PayerQuestions } from './checks/payer-question.js';
export { Rechecks } from './checks/recheck.service.js';
export { ClearinghousePort } from './clearinghouse/clearinghouse-port.js';
export { JsonClearinghouse } from './clearinghouse/json-clearinghouse.js';
export { NoClearinghouse } from './clearinghouse/no-clearinghouse.js';
export { X12Clearinghouse } from './clearinghouse/x12-clearinghouse.js';
export { CoverageCardEntity } from './coverages/coverage-card.entity.js';
export { CoverageCards } from './coverages/coverage-cards.service.js';
export { CoverageEntity } from './coverages/coverage.entity.js';
export { type CoverageGiven, CoverageService, paymentOf } from './coverages/coverage.service.js';
export { InsuranceModule } from './insurance.module.js';
export { ASK_PAYER, KEEP_CARDS, RECHECK_BENEFITS, TELL_COVERAGE_ANSWER } from './jobs.js';
export { PayerBook } from './payers/payer-book.service.js';
export { PayerMergeEntity } from './payers/payer-merge.entity.js';
export { PayerMergeService } from './payers/payer-merge.service.js';
export { PayerAliasEntity, PayerEntity } from './payers/payer.entity.js';
export { PayerService } from './payers/payer.service.js';
export { CoverageQuestionEntity } from './questions/coverage-question.entity.js';
export { CoverageQuestions } from './questions/coverage-questions.js';
export { SimulatedClearinghouse } from './simulated/simulated-clearinghouse.js';
export { validUntil } from './verdict/valid-until.js';
export { verdictOf } from './verdict/verdict.js';
export { type WhoPays, WhoPaysQueries } from './who-pays.js';
