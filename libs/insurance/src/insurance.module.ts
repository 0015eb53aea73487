import { Module } from '@nestjs/common';
import { CoverageReader, LeadQueries, LeadsModule } from '#leads';
import { BenefitCheckService } from './checks/benefit-check.service.js';
import { CheckAsking } from './checks/check-asking.service.js';
import { CheckSteps } from './checks/check-steps.js';
import { CheckViews } from './checks/check-views.js';
import { PayerConsents } from './checks/payer-consent.service.js';
import { PayerQuestions } from './checks/payer-question.js';
import { Rechecks } from './checks/recheck.service.js';
import { CoverageCards } from './coverages/coverage-cards.service.js';
import { CoverageService } from './coverages/coverage.service.js';
import { PayerBook } from './payers/payer-book.service.js';
import { PayerMergeService } from './payers/payer-merge.service.js';
import { PayerService } from './payers/payer.service.js';
import { CoverageQuestions } from './questions/coverage-questions.js';
import { WhoPaysQueries } from './who-pays.js';

const services = [
  PayerService,
  PayerBook,
  PayerMergeService,
  CoverageService,
  CoverageCards,
  PayerConsents,
  BenefitCheckService,
  CheckAsking,
  CheckViews,
  Rechecks,
  CoverageQuestions,
  WhoPaysQueries,
  LeadQueries,
];

/** Payers, coverages and benefit checks, and with them the whole lead page. */
@Module({
  imports: [LeadsModule],
  providers: [
    ...services,
    CheckSteps,
    PayerQuestions,
    { provide: CoverageReader, useExisting: CoverageService },
  ],
  exports: services,
})
export class InsuranceModule {}
