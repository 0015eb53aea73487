import { AuditEventEntity, AuditLinkEntity, ReadingAlertEntity, ReadingHourEntity } from '#audit';
import {
  CallEntity,
  CallRecordingEntity,
  CallRecordingPartEntity,
  CoachingNoteEntity,
  ConferenceEntity,
  ConferenceEventEntity,
  ConferencePartyEntity,
  DialPermitEntity,
  PhoneLineEntity,
} from '#calls';
import { ConsentEntity } from '#consent';
import { OrganisationEntity, RingGroupEntity, SourceEntity, TrackingNumberEntity } from '#content';
import {
  CadenceEntity,
  CadencePlanEntity,
  EnrolmentEntity,
  EnrolmentStepEntity,
  TaskEntity,
} from '#follow-up';
import { erasureEntities } from '#erasure';
import { webhookEntities } from '#webhooks';
import { exchangeEntities } from '#exchange';
import { directoryEntities } from '#facilities';
import { MatchEntity, MatchOverrideEntity, MatchPickEntity } from '#matching';
import { referralEntities } from '#referrals';
import { reportEntities } from '#reporting';
import {
  InquiryEntity,
  InquiryRenderingEntity,
  QuarantineDecisionEntity,
  StatusAnswerEntity,
  SuspicionLessonEntity,
} from '#inquiries';
import {
  BenefitCheckEntity,
  BenefitInquiryEntity,
  BenefitResultEntity,
  CoverageCardEntity,
  CoverageQuestionEntity,
  CoverageEntity,
  PayerAliasEntity,
  PayerEntity,
} from '#insurance';
import {
  ActivityEntity,
  AssignmentEntity,
  ClockEntity,
  SnoozeEntity,
  ScreeningEntity,
  QueueEntryEntity,
  AlertEntity,
  EmergencyAccessEntity,
  LeadProtectionEntity,
  LeadContactEntity,
  LeadEntity,
  LeadFileEntity,
  LeadInquiryEntity,
  PossibleMatchEntity,
  StageChangeEntity,
} from '#leads';
import { ClosedDayEntity, ShiftEntity } from '#duty';
import {
  ContactPointDigestEntity,
  ContactPointEntity,
  PersonContactEntity,
  PersonEntity,
  PersonNameDigestEntity,
} from '#people';
import {
  MessageEntity,
  MailboxEntity,
  MessageEventEntity,
  TemplateEntity,
  TemplateTextEntity,
  UnsubscribeLinkEntity,
} from '#messages';
import type { EntityClass } from '#platform';
import { OutboxEntity } from '#queue';
import { RoutingRuleEntity } from '#routing';
import { StaffUserEntity, TeamEntity } from '#staff';

/** The entities that the worker's services use, and those they refer to. */
export const workerEntities: EntityClass[] = [
  ActivityEntity,
  AssignmentEntity,
  AuditEventEntity,
  ReadingAlertEntity,
  ReadingHourEntity,
  AuditLinkEntity,
  CallEntity,
  CallRecordingEntity,
  CallRecordingPartEntity,
  CoachingNoteEntity,
  ConferenceEntity,
  ConferenceEventEntity,
  ConferencePartyEntity,
  DialPermitEntity,
  PhoneLineEntity,
  ClockEntity,
  RoutingRuleEntity,
  ClosedDayEntity,
  ShiftEntity,
  SnoozeEntity,
  ScreeningEntity,
  QueueEntryEntity,
  AlertEntity,
  EmergencyAccessEntity,
  LeadProtectionEntity,
  ConsentEntity,
  ContactPointDigestEntity,
  ContactPointEntity,
  BenefitCheckEntity,
  BenefitInquiryEntity,
  BenefitResultEntity,
  CoverageCardEntity,
  CoverageQuestionEntity,
  CoverageEntity,
  InquiryEntity,
  InquiryRenderingEntity,
  QuarantineDecisionEntity,
  StatusAnswerEntity,
  SuspicionLessonEntity,
  LeadContactEntity,
  LeadEntity,
  LeadFileEntity,
  LeadInquiryEntity,
  MessageEntity,
  MailboxEntity,
  MessageEventEntity,
  OrganisationEntity,
  RingGroupEntity,
  OutboxEntity,
  PayerAliasEntity,
  PayerEntity,
  PersonContactEntity,
  PersonEntity,
  PersonNameDigestEntity,
  PossibleMatchEntity,
  SourceEntity,
  StaffUserEntity,
  StageChangeEntity,
  CadenceEntity,
  CadencePlanEntity,
  EnrolmentEntity,
  EnrolmentStepEntity,
  TaskEntity,
  TeamEntity,
  TemplateEntity,
  TemplateTextEntity,
  TrackingNumberEntity,
  UnsubscribeLinkEntity,
  ...directoryEntities,
  MatchEntity,
  MatchPickEntity,
  MatchOverrideEntity,
  ...referralEntities,
  ...reportEntities,
  ...exchangeEntities,
  ...erasureEntities,
  ...webhookEntities,
];
