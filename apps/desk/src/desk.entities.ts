import { AuditEventEntity } from '#audit';
import {
  CallEntity,
  CallRecordingEntity,
  CallRecordingPartEntity,
  CoachingNoteEntity,
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
import { exchangeEntities } from '#exchange';
import { directoryEntities } from '#facilities';
import { referralEntities } from '#referrals';
import { InquiryEntity, InquiryRenderingEntity } from '#inquiries';
import {
  BenefitCheckEntity,
  BenefitInquiryEntity,
  BenefitResultEntity,
  CoverageCardEntity,
  CoverageEntity,
  PayerAliasEntity,
  PayerEntity,
  PayerMergeEntity,
} from '#insurance';
import {
  ActivityEntity,
  AssignmentEntity,
  BulkChangeEntity,
  ClockEntity,
  SnoozeEntity,
  ScreeningEntity,
  QueueEntryEntity,
  AlertEntity,
  LeadContactEntity,
  LeadEntity,
  LeadFileEntity,
  LeadInquiryEntity,
  LeadMergeEntity,
  LeadTagEntity,
  MentionEntity,
  PossibleMatchEntity,
  StageChangeEntity,
  TagEntity,
} from '#leads';
import { MatchEntity, MatchOverrideEntity, MatchPickEntity } from '#matching';
import { ClosedDayEntity, ShiftEntity } from '#duty';
import {
  MessageEntity,
  MailboxEntity,
  MessageEventEntity,
  TemplateEntity,
  TemplateTextEntity,
  UnsubscribeLinkEntity,
} from '#messages';
import {
  ContactPointDigestEntity,
  ContactPointEntity,
  PersonContactEntity,
  PersonEntity,
  PersonNameDigestEntity,
} from '#people';
import type { EntityClass } from '#platform';
import { OutboxEntity } from '#queue';
import { RoutingRuleEntity } from '#routing';
import {
  StaffInvitationEntity,
  StaffPreferenceEntity,
  StaffUserEntity,
  TeamEntity,
  SavedViewEntity,
} from '#staff';

/** The entities that the desk's services use. */
export const deskEntities: EntityClass[] = [
  AuditEventEntity,
  CallEntity,
  CallRecordingEntity,
  CallRecordingPartEntity,
  CoachingNoteEntity,
  DialPermitEntity,
  PhoneLineEntity,
  ConsentEntity,
  OrganisationEntity,
  RingGroupEntity,
  SourceEntity,
  TrackingNumberEntity,
  CadenceEntity,
  CadencePlanEntity,
  EnrolmentEntity,
  EnrolmentStepEntity,
  TaskEntity,
  InquiryEntity,
  InquiryRenderingEntity,
  BenefitCheckEntity,
  BenefitInquiryEntity,
  BenefitResultEntity,
  CoverageCardEntity,
  PayerMergeEntity,
  CoverageEntity,
  MatchEntity,
  MatchPickEntity,
  MatchOverrideEntity,
  PayerAliasEntity,
  PayerEntity,
  ActivityEntity,
  AssignmentEntity,
  ClockEntity,
  RoutingRuleEntity,
  ClosedDayEntity,
  ShiftEntity,
  SnoozeEntity,
  ScreeningEntity,
  QueueEntryEntity,
  AlertEntity,
  LeadContactEntity,
  LeadEntity,
  LeadInquiryEntity,
  PossibleMatchEntity,
  StageChangeEntity,
  ContactPointDigestEntity,
  ContactPointEntity,
  PersonContactEntity,
  PersonEntity,
  PersonNameDigestEntity,
  MessageEntity,
  MailboxEntity,
  MessageEventEntity,
  TemplateEntity,
  TemplateTextEntity,
  UnsubscribeLinkEntity,
  OutboxEntity,
  StaffInvitationEntity,
  StaffPreferenceEntity,
  StaffUserEntity,
  TeamEntity,
  LeadMergeEntity,
  TagEntity,
  LeadTagEntity,
  LeadFileEntity,
  MentionEntity,
  BulkChangeEntity,
  SavedViewEntity,
  ...directoryEntities,
  ...referralEntities,
  ...exchangeEntities,
];
