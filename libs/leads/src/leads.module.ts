import { Module } from '@nestjs/common';
import { AuditModule } from '#audit';
import { ConsentModule } from '#consent';
import { ContentModule } from '#content';
import { DutyModule } from '#duty';
import { PeopleModule } from '#people';
import { AlertService } from './alerts/alert.service.js';
import { ClockService } from './clocks/clock.service.js';
import { DoNotCall } from './do-not-call.js';
import { JoinQueries } from './joining/join.queries.js';
import { LeadEditService } from './lead-edit.service.js';
import { LeadIntakeService } from './lead-intake.service.js';
import { LeadProgressService } from './lead-progress.service.js';
import { LeadRows } from './lead-rows.js';
import { LeadService } from './lead.service.js';
import { QueueKeeper } from './queue/queue-keeper.js';
import { QueueService } from './queue/queue.service.js';
import { ScreeningService } from './screening/screening.service.js';
import { GateFactsQueries } from './stages/gate-facts.js';
import { BulkChangeService } from './bulk/bulk-change.service.js';
import { LeadContactService } from './contacts/lead-contact.service.js';
import { ContactConsents } from './contacts/contact-consents.js';
import { LeadConsents } from './contacts/lead-consents.js';
import { StatusSharing } from './contacts/status-sharing.js';
import { LeadFileService } from './files/lead-file.service.js';
import { LeadBriefs } from './lead-brief.js';
import { MentionService } from './mentions/mention.service.js';
import { Duplicates } from './merging/duplicates.js';
import { LeadMergeService } from './merging/lead-merge.service.js';
import { MergeFactsQueries } from './merging/merge-facts.js';
import { MergeStore } from './merging/merge-store.js';
import { PossibleMatches } from './merging/possible-matches.js';
import { EmergencyService } from './protection/emergency.service.js';
import { ProtectionService } from './protection/protection.service.js';
import { TagService } from './tags/tag.service.js';
import { ActivityService } from './timeline/activity.service.js';

const services = [
  BulkChangeService,
  Duplicates,
  EmergencyService,
  ProtectionService,
  LeadBriefs,
  LeadContactService,
  ContactConsents,
  LeadConsents,
  StatusSharing,
  LeadFileService,
  LeadMergeService,
  MentionService,
  MergeFactsQueries,
  MergeStore,
  PossibleMatches,
  TagService,
  ActivityService,
  AlertService,
  ClockService,
  GateFactsQueries,
  JoinQueries,
  LeadEditService,
  LeadIntakeService,
  LeadProgressService,
  LeadRows,
  LeadService,
  QueueKeeper,
  QueueService,
  ScreeningService,
];

/**
 * Leads, for processes that hold the vault. The lead page (`LeadQueries`) also shows coverages and so
 * comes with the insurance module.
 */
@Module({
  imports: [AuditModule, ConsentModule, ContentModule, DutyModule, PeopleModule],
  providers: [...services, DoNotCall],
  exports: [...services, AuditModule, ConsentModule, ContentModule, DutyModule, PeopleModule],
})
export class LeadsModule {}
