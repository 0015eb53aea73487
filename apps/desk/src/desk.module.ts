import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { AuditModule } from '#audit';
import { CallsModule } from '#calls';
import { ContentModule } from '#content';
import { ErasureModule } from '#erasure';
import { ExchangeModule } from '#exchange';
import { FacilitiesModule } from '#facilities';
import { FollowUpModule } from '#follow-up';
import { InquiriesModule } from '#inquiries';
import { InsuranceModule } from '#insurance';
import { LeadsModule } from '#leads';
import { MatchingModule } from '#matching';
import { MessagesModule } from '#messages';
import { type Clock, DatabaseModule, type DeskSettings, type Logger, ReadReplica } from '#platform';
import { ReferralsModule } from '#referrals';
import { ReportingModule } from '#reporting';
import { RoutingModule } from '#routing';
import { type IsBreached, StaffModule } from '#staff';
import { VaultModule } from '#vault';
import { WebhooksModule } from '#webhooks';
import { ArticleList } from './articles/article.list.js';
import { ArticlesController } from './articles/articles.controller.js';
import { PicturesController } from './articles/pictures.controller.js';
import { AuditEventsController } from './audit/audit-events.controller.js';
import { AuditQuestionsController } from './audit/audit-questions.controller.js';
import { ReadingAlertsController } from './audit/reading-alerts.controller.js';
import { DisclosureAccountController } from './referrals/disclosure-account.controller.js';
import { BenefitChecksController } from './benefits/benefit-checks.controller.js';
import { LeadInsuranceController } from './benefits/lead-insurance.controller.js';
import { CadencesController } from './cadences/cadences.controller.js';
import { EnrolmentController } from './cadences/enrolment.controller.js';
import { CalendarController } from './calendar/calendar.controller.js';
import { CalendarQueries } from './calendar/calendar.queries.js';
import { CallList } from './calls/call.list.js';
import { CallsController } from './calls/calls.controller.js';
import { Listenings } from './calls/listenings.js';
import { RecordingsController } from './calls/recordings.controller.js';
import { CoverageCardsController } from './coverages/coverage-cards.controller.js';
import { CoveragesController } from './coverages/coverages.controller.js';
import { deskEntities } from './desk.entities.js';
import { ErasureRequestsController } from './erasure/erasure-requests.controller.js';
import { LegalHoldsController } from './erasure/legal-holds.controller.js';
import { RetentionRulesController } from './erasure/retention-rules.controller.js';
import { JobsController } from './jobs/jobs.controller.js';
import { WebhookDeliveriesController, WebhooksController } from './webhooks/webhooks.controller.js';
import { EventStreams } from './events/event-streams.js';
import { EventsController } from './events/events.controller.js';
import { RouteList } from './http/route-list.js';
import { SessionGuard } from './http/session.guard.js';
import { InquiriesController } from './inquiries/inquiries.controller.js';
import { QuarantineController } from './inquiries/quarantine.controller.js';
import { CallLog } from './leads/call-log.js';
import { LeadActionsController } from './leads/lead-actions.controller.js';
import { LeadList } from './leads/lead.list.js';
import { LeadPage } from './leads/lead-page.js';
import { LeadsController } from './leads/leads.controller.js';
import { NewLead } from './leads/new-lead.js';
import { ReadingRecord } from './leads/reading.js';
import { MatchesController } from './matching/matches.controller.js';
import { ChannelsController } from './messages/channels.controller.js';
import { MessageList } from './messages/message.list.js';
import { MailboxController } from './messages/mailbox.controller.js';
import { MessagesController } from './messages/messages.controller.js';
import { NewMessage } from './messages/new-message.js';
import { Describing } from './phone/describing.js';
import { Dialling } from './phone/dialling.js';
import { PhoneCompany } from './phone/phone-company.js';
import { PhoneController } from './phone/phone.controller.js';
import { RingGroups } from './phone/ring-groups.js';
import { RingGroupsController } from './phone/ring-groups.controller.js';
import { SimulatedPhoneController } from './phone/simulated-phone.controller.js';
import { OpenApiController } from './openapi/openapi.controller.js';
import { OrganisationController } from './organisation/organisation.controller.js';
import { PayersController } from './payers/payers.controller.js';
import { PeopleController } from './people/people.controller.js';
import { PersonSearch } from './people/person-search.js';
import { AgentLoads } from './reports/agent-load.js';
import { ClosesController } from './reports/closes.controller.js';
import { NumbersController } from './reports/numbers.controller.js';
import { NumberRecordsController } from './reports/number-records.controller.js';
import { ReportsController } from './reports/reports.controller.js';
import { TodayNumbers } from './reports/today-numbers.js';
import { ReportTargetsController } from './reports/report-targets.controller.js';
import { SavedReportsController } from './reports/saved-reports.controller.js';
import { SecondLookController } from './reports/second-look.controller.js';
import { SessionBook } from './sign-in/session-book.js';
import { SpendController } from './spend/spend.controller.js';
import { SpendImportsController } from './spend/spend-imports.controller.js';
import { SourceDesk } from './sources/source-desk.js';
import { SourcesController } from './sources/sources.controller.js';
import { TrackingNumbersController } from './sources/tracking-numbers.controller.js';
import { InvitationsController } from './staff/invitations.controller.js';
import { MeController } from './staff/me.controller.js';
import { TeamsController } from './staff/teams.controller.js';
import { UsersController } from './staff/users.controller.js';
import { TaskList } from './tasks/task.list.js';
import { TasksController } from './tasks/tasks.controller.js';
import { BulkChanges } from './bulk/bulk-changes.js';
import { BulkChangesController } from './bulk/bulk-changes.controller.js';
import { BulkUndo } from './bulk/bulk-undo.js';
import { BedsController } from './facilities/beds.controller.js';
import { FacilitiesController } from './facilities/facilities.controller.js';
import { FacilityMergesController } from './facilities/facility-merges.controller.js';
import { FacilityPage } from './facilities/facility-page.js';
import { FacilityPartsController } from './facilities/facility-parts.controller.js';
import { FacilityTasks } from './facilities/facility-tasks.js';
import { ImportsController } from './facilities/imports.controller.js';
import { ProgramsController } from './facilities/programs.controller.js';
import { LeadContactsController } from './contacts/lead-contacts.controller.js';
import { FilesController } from './files/files.controller.js';
import { MentionsController } from './mentions/mentions.controller.js';
import { DuplicatesController } from './merging/duplicates.controller.js';
import { MergesController } from './merging/merges.controller.js';
import { BoardController } from './search/board.controller.js';
import { Search } from './search/search.js';
import { SearchController } from './search/search.controller.js';
import { LeadTagsController } from './tags/lead-tags.controller.js';
import { TagsController } from './tags/tags.controller.js';
import { SavedViewsController } from './views/saved-views.controller.js';
import { ClosedDaysController } from './duty/closed-days.controller.js';
import { DutyController } from './duty/duty.controller.js';
import { DutyDesk } from './duty/duty-now.js';
import { ShiftsController } from './duty/shifts.controller.js';
import { AlertsController } from './queue/alerts.controller.js';
import { QueueController } from './queue/queue.controller.js';
import { QueueDesk } from './queue/queue-desk.js';
import { QueueList } from './queue/queue.list.js';
import { QueueVerbsController } from './queue/queue-verbs.controller.js';
import { EmergencyController } from './protection/emergency.controller.js';
import { LeadProtectionController } from './protection/lead-protection.controller.js';
import { EmergencyDoor } from './protection/emergency-door.js';
import { ProtectionWall } from './protection/protection-wall.js';
import { ShutVault } from './protection/shut-vault.js';
import { RoutingRulesController } from './routing/routing-rules.controller.js';
import { ScreeningController } from './screening/screening.controller.js';
import { TemplateList } from './templates/template.list.js';
import { TemplatesController } from './templates/templates.controller.js';
import { ConsentLinks } from './referrals/consent-links.js';
import { ConsentRequestsController } from './referrals/consent-requests.controller.js';
import { LeadReferralsController } from './referrals/lead-referrals.controller.js';
import { ReferralList } from './referrals/referral.list.js';
import { ReferralPage } from './referrals/referral-page.js';
import { ReferralsController } from './referrals/referrals.controller.js';
import { SignInWaysController } from './sign-in/sign-in-ways.controller.js';
import { OwnSessionsController } from './sign-in/own-sessions.controller.js';
import { CLOCK, DEMO, DESK_URL, IS_BREACHED, PUBLIC_URL, SSO_NAME } from './tokens.js';
import { ConferencesController } from './phone/conferences.controller.js';
import { CurrentCall } from './phone/current-call.js';
import { PhoneDirectoryController } from './phone/phone-directory.controller.js';
import { ThirdParties } from './phone/third-parties.js';

/** What the process gives its module. */
export interface DeskParts {
  settings: Pick<
    DeskSettings,
    'databaseUrl' | 'replicaUrl' | 'deskUrl' | 'publicUrl' | 'demo' | 'keys' | 'keysDir'
  >;
  logger: Logger;
  clock: Clock;
  sessions: SessionBook;
  streams: EventStreams;
  phone: PhoneCompany;
  isBreached?: IsBreached | undefined;
  ssoName?: string | undefined;
  /** Controllers beside the desk's own; tests of the guards add bad ones. */
  more?: Type<unknown>[];
}

const controllers: Type<unknown>[] = [
  ArticlesController,
  PicturesController,
  AlertsController,
  ClosedDaysController,
  DutyController,
  QueueController,
  QueueVerbsController,
  RoutingRulesController,
  ScreeningController,
  ShiftsController,
  BedsController,
  FacilitiesController,
  FacilityMergesController,
  FacilityPartsController,
  ImportsController,
  ProgramsController,
  BulkChangesController,
  LeadContactsController,
  FilesController,
  MentionsController,
  DuplicatesController,
  MergesController,
  BoardController,
  SearchController,
  LeadTagsController,
  TagsController,
  SavedViewsController,
  AuditQuestionsController,
  ReadingAlertsController,
  DisclosureAccountController,
  AuditEventsController,
  CadencesController,
  CalendarController,
  CallsController,
  RecordingsController,
  PhoneController,
  RingGroupsController,
  ConferencesController,
  PhoneDirectoryController,
  SimulatedPhoneController,
  BenefitChecksController,
  LeadInsuranceController,
  CoverageCardsController,
  CoveragesController,
  EmergencyController,
  LeadProtectionController,
  EnrolmentController,
  EventsController,
  InquiriesController,
  QuarantineController,
  InvitationsController,
  LeadActionsController,
  LeadsController,
  MatchesController,
  ChannelsController,
  MailboxController,
  MessagesController,
  TemplatesController,
  MeController,
  OwnSessionsController,
  SignInWaysController,
  OpenApiController,
  OrganisationController,
  PayersController,
  PeopleController,
  ClosesController,
  NumbersController,
  NumberRecordsController,
  ReportsController,
  SourcesController,
  SavedReportsController,
  SecondLookController,
  ReportTargetsController,
  SpendController,
  SpendImportsController,
  TasksController,
  TeamsController,
  TrackingNumbersController,
  UsersController,
  ConsentRequestsController,
  LeadReferralsController,
  ReferralsController,
  ErasureRequestsController,
  LegalHoldsController,
  RetentionRulesController,
  JobsController,
  WebhooksController,
  WebhookDeliveriesController,
];

const providers: Provider[] = [
  ArticleList,
  DutyDesk,
  QueueDesk,
  QueueList,
  FacilityPage,
  FacilityTasks,
  BulkChanges,
  BulkUndo,
  Search,
  CalendarQueries,
  CallList,
  CallLog,
  Describing,
  CurrentCall,
  ThirdParties,
  Dialling,
  RingGroups,
  Listenings,
  LeadList,
  LeadPage,
  MessageList,
  NewLead,
  NewMessage,
  TemplateList,
  PersonSearch,
  ReadingRecord,
  RouteList,
  SourceDesk,
  TaskList,
  TodayNumbers,
  AgentLoads,
  ConsentLinks,
  ReferralList,
  ReferralPage,
  { provide: APP_GUARD, useClass: SessionGuard },
  EmergencyDoor,
  ProtectionWall,
  { provide: APP_GUARD, useExisting: ProtectionWall },
  { provide: APP_INTERCEPTOR, useExisting: ProtectionWall },
  { provide: APP_INTERCEPTOR, useClass: ShutVault },
];

class DeskModule {}

/** Everything of the staff process that Nest puts together. */
export async function deskModule(parts: DeskParts): Promise<DynamicModule> {
  const { settings } = parts;
  return {
    module: DeskModule,
    imports: [
      DiscoveryModule,
      await DatabaseModule.forRoot({
        url: settings.databaseUrl,
        entities: deskEntities,
        name: 'desk',
      }),
      VaultModule.forRoot(
        settings.keys ? { base64: settings.keys } : { directory: settings.keysDir },
      ),
      AuditModule,
      CallsModule,
      ContentModule,
      StaffModule,
      InquiriesModule,
      LeadsModule,
      ExchangeModule,
      FacilitiesModule,
      FollowUpModule,
      InsuranceModule,
      MatchingModule,
      MessagesModule,
      RoutingModule,
      ReferralsModule,
      ReportingModule,
      ErasureModule,
      WebhooksModule,
    ],
    controllers: [...controllers, ...(parts.more ?? [])],
    providers: [
      ...providers,
      {
        provide: ReadReplica,
        useFactory: (source: DataSource) =>
          new ReadReplica(source, {
            url: settings.replicaUrl,
            entities: deskEntities,
            name: 'desk-reports',
            logger: parts.logger,
          }),
        inject: [DataSource],
      },
      { provide: CLOCK, useValue: parts.clock },
      { provide: DESK_URL, useValue: settings.deskUrl },
      { provide: PUBLIC_URL, useValue: settings.publicUrl },
      { provide: DEMO, useValue: settings.demo },
      { provide: IS_BREACHED, useValue: parts.isBreached },
      { provide: SSO_NAME, useValue: parts.ssoName ?? null },
      { provide: SessionBook, useValue: parts.sessions },
      { provide: EventStreams, useValue: parts.streams },
      { provide: PhoneCompany, useValue: parts.phone },
    ],
  };
}
