import { Module } from '@nestjs/common';
import { FollowUpModule } from '#follow-up';
import { InsuranceModule } from '#insurance';
import { LeadsModule } from '#leads';
import { MatchingModule } from '#matching';
import { DisclosureAccounts } from './accounting/disclosure-account.js';
import { Acknowledgements } from './answers/acknowledgements.js';
import { FacilityAnswers } from './answers/facility-answers.js';
import { ConsentLedger } from './consent/consent-ledger.js';
import { StatementQueries } from './consent/statement-queries.js';
import { FhirExport } from './fhir/fhir-export.js';
import { ReferralLinks } from './links/referral-links.js';
import { Consequences } from './moves/consequences.js';
import { NextReferral } from './moves/next-referral.js';
import { ReferralMoves } from './moves/referral-moves.js';
import { FacilityNotices } from './notices/facility-notices.js';
import { Disclosures } from './packet/disclosures.js';
import { Packets } from './packet/packets.js';
import { ReferralPages } from './pages/referral-pages.js';
import { Places } from './places/places.js';
import { ReferralQueries } from './referral.queries.js';
import { ReferralWork } from './referral-work.js';
import { ConsentPages } from './requests/consent-pages.js';
import { ConsentRequests } from './requests/consent-requests.js';
import { SendingReadiness } from './sending/readiness.js';
import { ReferralSending } from './sending/referral-sending.js';

const services = [
  Acknowledgements,
  ConsentLedger,
  ConsentPages,
  ConsentRequests,
  Consequences,
  DisclosureAccounts,
  Disclosures,
  FacilityAnswers,
  FacilityNotices,
  FhirExport,
  NextReferral,
  Packets,
  Places,
  ReferralLinks,
  ReferralMoves,
  ReferralPages,
  ReferralQueries,
  ReferralSending,
  ReferralWork,
  SendingReadiness,
  StatementQueries,
];

/** Referrals, consents to disclosure, packets and the links of facilities, for processes that hold the vault. */
@Module({
  imports: [FollowUpModule, InsuranceModule, LeadsModule, MatchingModule],
  providers: services,
  exports: services,
})
export class ReferralsModule {}
