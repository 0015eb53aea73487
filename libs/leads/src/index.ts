export { type OwnerChosen, type StaffOnHand, chooseOwner } from './choose-owner.js';
export {
  addBusinessMinutes,
  businessMinutesBetween,
  endOfBusinessDay,
  isOpen,
} from './clocks/business-time.js';
export { clockDue, PROMISED_MINUTES } from './clocks/clock-due.js';
export { ClockEntity } from './clocks/clock.entity.js';
export {
  type ClockMissed,
  ClockService,
  type ClockStart,
  refreshNextAction,
} from './clocks/clock.service.js';
export { CoverageReader } from './coverage-reader.js';
export { DoNotCall } from './do-not-call.js';
export { CHECK_CLOCK } from './jobs.js';
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
export { checkVersion, leadError, lockLead } from './lead-lock.js';
export { type CallRecorded, LeadProgressService } from './lead-progress.service.js';
export { LeadQueries, stageOptions } from './lead.queries.js';
export { LeadRows } from './lead-rows.js';
export { type Assigning, LeadService } from './lead.service.js';
export { LeadsModule } from './leads.module.js';
export type { LeadFacts, NewLead } from './opening.js';
export { gate, type GateFacts, type Move, partOfDay } from './stages/gate.js';
export { GateFactsQueries } from './stages/gate-facts.js';
export { checkTransitions, goesBack, STAGE_TRANSITIONS } from './stages/transitions.js';
export { ActivityService, type NewActivity } from './timeline/activity.service.js';
export { type TriageFacts, URGENCY_RULES, URGENCY_RULES_VERSION } from './urgency/rules.js';
export { substanceCodes } from './urgency/substances.js';
export { mergeTriage, moreUrgent, safetyNotes, type Triage, triage } from './urgency/triage.js';
