import { join } from 'node:path';
import type { DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CallsModule } from '#calls';
import { ErasureModule, Tombstones } from '#erasure';
import { ExchangeModule } from '#exchange';
import { FacilitiesModule } from '#facilities';
import { FollowUpModule } from '#follow-up';
import { InquiriesModule } from '#inquiries';
import { ClearinghousePort, InsuranceModule } from '#insurance';
import { LeadsModule } from '#leads';
import { MessagesModule } from '#messages';
import { DatabaseModule, type EntityClass, type WorkerSettings } from '#platform';
import { ReferralsModule } from '#referrals';
import { ReportingModule } from '#reporting';
import { RoutingModule } from '#routing';
import { type KeySource, VaultModule } from '#vault';
import { WebhookSender, WebhookService, WebhooksModule } from '#webhooks';
import { AnchorPlace, AuditUpkeep } from './audit/audit-upkeep.js';
import { AskPayer } from './benefits/ask-payer.js';
import { KeepCards } from './intake/keep-cards.js';
import { clearinghouseOf } from './benefits/clearinghouse.js';
import { RecheckBenefits } from './benefits/recheck-benefits.js';
import { TellCoverageAnswer } from './benefits/tell-coverage-answer.js';
import { phoneProviders } from './calls/phone.providers.js';
import { ReviveEnrolments } from './cadences/revive-enrolments.js';
import { RunEnrolment } from './cadences/run-enrolment.js';
import { CheckClock } from './clocks/check-clock.js';
import { WorkerMetrics } from './health/metrics.js';
import { AddHolidays } from './duty/add-holidays.js';
import { ErasePerson } from './erasure/erase-person.js';
import { KeepRetention } from './erasure/keep-retention.js';
import { AskFacilities } from './facilities/ask-facilities.js';
import { ExpireBedHold } from './facilities/expire-bed-hold.js';
import { NoteBedMailStop } from './facilities/note-bed-mail-stop.js';
import { NoteBedReports } from './facilities/note-bed-reports.js';
import { SendBedRequest } from './facilities/send-bed-request.js';
import { ImportJobs } from './imports/import-jobs.js';
import { FirstPromise } from './intake/first-promise.js';
import { AskedCoverage } from './intake/asked-coverage.js';
import { GivenCoverage } from './intake/given-coverage.js';
import { IntakeService } from './intake/intake.service.js';
import { Quarantine } from './intake/quarantine.js';
import { RequestConsents } from './intake/request-consents.js';
import { ReviewFailed } from './intake/review-failed.js';
import { Sources } from './intake/sources.js';
import { TakeInInquiry } from './intake/take-in-inquiry.js';
import { messageProviders } from './messages/message.providers.js';
import { EscalateAlert } from './queue/escalate-alert.js';
import { QueueUpkeep } from './queue/queue-upkeep.js';
import { DirectoryReportIntake } from './facilities/directory-report-intake.js';
import { LinkAnswerIntake } from './referrals/link-answer-intake.js';
import { ProposeNext } from './referrals/propose-next.js';
import { SendFacilityNotice } from './referrals/send-facility-notice.js';
import { TidyLinks } from './referrals/tidy-links.js';
import { HandOut } from './routing/hand-out.js';
import { OwnQuestions } from './reports/own-questions.js';
import { ReportUpkeep } from './reports/report-upkeep.js';
import { SendReportMail } from './reports/send-report-mail.js';
import { RenderStatus } from './status/render-status.js';
import { StatusAnswerIntake } from './status/status-answer-intake.js';
import { StatusDeeds } from './status/status-deeds.js';
import { TellOfEmergency } from './protection/tell-of-emergency.js';
import { RemindTask } from './tasks/remind-task.js';
import { SendWebhook } from './webhooks/send-webhook.js';
import { WorkerJobs } from './worker-jobs.js';
import { workerEntities } from './worker.entities.js';

const INTAKE = [
  FirstPromise,
  GivenCoverage,
  AskedCoverage,
  IntakeService,
  HandOut,
  Quarantine,
  RequestConsents,
  ReviewFailed,
  Sources,
  TakeInInquiry,
];

/** Everything the worker's jobs are done with. */
export class WorkerModule {
  /** `others`: entities of services that the worker carries and only whoever embeds it uses. */
  static async forRoot(
    settings: WorkerSettings,
    metrics: WorkerMetrics,
    others: readonly EntityClass[] = [],
  ): Promise<DynamicModule> {
    return {
      module: WorkerModule,
      imports: [
        await DatabaseModule.forRoot({
          url: settings.databaseUrl,
          entities: [...workerEntities, ...others],
          name: 'worker',
          max: 12,
          byIndex: true,
        }),
        VaultModule.forRoot(ringSource(settings)),
        InquiriesModule,
        LeadsModule,
        ExchangeModule,
        FacilitiesModule,
        FollowUpModule,
        InsuranceModule,
        CallsModule,
        RoutingModule,
        MessagesModule,
        ReferralsModule,
        ReportingModule,
        ErasureModule,
        WebhooksModule,
      ],
      providers: [
        { provide: WorkerMetrics, useValue: metrics },
        ...INTAKE,
        ...phoneProviders(settings),
        ...messageProviders(settings),
        { provide: ClearinghousePort, useFactory: () => clearinghouseOf(settings.clearinghouse) },
        AuditUpkeep,
        { provide: AnchorPlace, useValue: settings.auditAnchor },
        {
          provide: Tombstones,
          useFactory: () => new Tombstones(join(settings.dataDir, 'erasures', 'tombstones.jsonl')),
        },
        {
          provide: WebhookSender,
          useFactory: (source: DataSource, webhooks: WebhookService) =>
            new WebhookSender(source, webhooks),
          inject: [DataSource, WebhookService],
        },
        SendWebhook,
        ErasePerson,
        KeepRetention,
        AskPayer,
        KeepCards,
        RecheckBenefits,
        TellCoverageAnswer,
        AddHolidays,
        AskFacilities,
        ExpireBedHold,
        NoteBedMailStop,
        NoteBedReports,
        SendBedRequest,
        ImportJobs,
        CheckClock,
        EscalateAlert,
        QueueUpkeep,
        RemindTask,
        TellOfEmergency,
        ReviveEnrolments,
        RunEnrolment,
        RenderStatus,
        ReportUpkeep,
        StatusAnswerIntake,
        StatusDeeds,
        OwnQuestions,
        SendReportMail,
        LinkAnswerIntake,
        DirectoryReportIntake,
        ProposeNext,
        SendFacilityNotice,
        TidyLinks,
        WorkerJobs,
      ],
    };
  }
}

/** Where this process finds its keys. */
export function ringSource({ keys, keysDir }: WorkerSettings): KeySource {
  return keys ? { base64: keys } : { directory: keysDir };
}
