export { AlertEntity } from './alerts/alert.entity.js';
export { alertPlan } from './alerts/alert-plan.js';
export { AlertService, type StepReached } from './alerts/alert.service.js';
export {
  addBusinessMinutes,
  businessMinutesBetween,
  endOfBusinessDay,
  isOpen,
  nextClosing,
  nextOpening,
  openingsBetween,
} from './clocks/business-time.js';
export { clockJobKey } from './clocks/pausing.js';
export { clockDue, PROMISED_MINUTES, runsDayAndNight } from './clocks/clock-due.js';
export { ClockEntity } from './clocks/clock.entity.js';
export { clockView, type ClockRow } from './clocks/clock-view.js';
export {
  type ClockMissed,
  ClockService,
  type ClockStart,
  refreshNextAction,
} from './clocks/clock.service.js';
export { CoverageReader } from './coverage-reader.js';
export { DoNotCall } from './do-not-call.js';
export { CHECK_CLOCK, ESCALATE_ALERT, TELL_OF_EMERGENCY } from './jobs.js';
export {
  type CandidateLead,
  decideJoin,
  type JoinCandidate,
  type JoinDecision,
  type JoinInquiry,
  type PossibleMatch,
} from './joining/decide-join.js';
export { JoinQueries } from './joining/join.queries.js';
export { LeadEditService } from './lead-edit.service.js';
export { LeadEntity } from './lead.entity.js';
export {
  ActivityEntity,
  type AssignmentCause,
  AssignmentEntity,
  StageChangeEntity,
} from './lead-history.entity.js';
export { type InquiryNoted, type JoinLead, LeadIntakeService } from './lead-intake.service.js';
export {
  type InquiryOutcome,
  LeadContactEntity,
  LeadInquiryEntity,
  PossibleMatchEntity,
} from './lead-links.entity.js';
export { checkVersion, leadError, lockAnyLead, lockLead } from './lead-lock.js';
export { type CallRecorded, LeadProgressService } from './lead-progress.service.js';
export { LeadQueries, stageOptions } from './lead.queries.js';
export { LeadRows } from './lead-rows.js';
export { type Assigning, LeadService } from './lead.service.js';
export { LeadsModule } from './leads.module.js';
export type { LeadFacts, NewLead } from './opening.js';
export { gate, type GateFacts, type Move, partOfDay } from './stages/gate.js';
export { minorConsent } from './screening/minor-consent.js';
export { ScreeningService } from './screening/screening.service.js';
export { ScreeningEntity } from './screening/screening.entity.js';
export { GateFactsQueries } from './stages/gate-facts.js';
export { checkTransitions, goesBack, STAGE_TRANSITIONS } from './stages/transitions.js';
export { type QueueEntry, queueEntryOf } from './queue/queue-entry.js';
export { QueueEntryEntity } from './queue/queue-entry.entity.js';
export type { QueueClock, QueueFacts, QueueTask } from './queue/queue-facts.js';
export { QueueKeeper, type Reconciled } from './queue/queue-keeper.js';
export { queueSentence } from './queue/queue-sentence.js';
export { type Asking, NEXT, QueueService, TAKEN_MINUTES } from './queue/queue.service.js';
export { SnoozeEntity } from './queue/snooze.entity.js';
export { ActivityService, type NewActivity } from './timeline/activity.service.js';
export { type TriageFacts, URGENCY_RULES, URGENCY_RULES_VERSION } from './urgency/rules.js';
export { substanceCodes } from './urgency/substances.js';
export { mergeTriage, moreUrgent, safetyNotes, type Triage, triage } from './urgency/triage.js';
export { BulkChangeEntity, type BulkWhat } from './bulk/bulk-change.entity.js';
export { BulkChangeService, type BulkOutcome } from './bulk/bulk-change.service.js';
export type { BulkBefore, BulkKind } from './bulk/bulk-kinds.js';
export { LeadContactService } from './contacts/lead-contact.service.js';
export { ContactConsents } from './contacts/contact-consents.js';
export { LeadConsents } from './contacts/lead-consents.js';
export { StatusSharing } from './contacts/status-sharing.js';
export { LeadFileEntity } from './files/lead-file.entity.js';
export { LeadFileService } from './files/lead-file.service.js';
export { leadBrief, LeadBriefs } from './lead-brief.js';
export { MentionEntity } from './mentions/mention.entity.js';
export { MentionService } from './mentions/mention.service.js';
export { Duplicates } from './merging/duplicates.js';
export { LeadMergeEntity } from './merging/lead-merge.entity.js';
export { LeadMergeService } from './merging/lead-merge.service.js';
export { MergeFactsQueries } from './merging/merge-facts.js';
export { MergeStore } from './merging/merge-store.js';
export { PossibleMatches } from './merging/possible-matches.js';
export {
  LEAD_REFERENCES,
  PERSON_REFERENCES,
  PERSON_STAYS,
  STAYS,
} from './merging/references.js';
export { EmergencyAccessEntity } from './protection/emergency-access.entity.js';
export { EmergencyService } from './protection/emergency.service.js';
export { LeadProtectionEntity } from './protection/lead-protection.entity.js';
export { ProtectionService } from './protection/protection.service.js';
export { LeadTagEntity, TagEntity } from './tags/tag.entity.js';
export { TagService } from './tags/tag.service.js';
