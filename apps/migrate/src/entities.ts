import { AuditEventEntity, AuditLinkEntity } from '#audit';
import {
  ContactPointDigestEntity,
  ContactPointEntity,
  PersonContactEntity,
  PersonEntity,
  PersonNameDigestEntity,
} from '#people';
import { ConsentEntity } from '#consent';
import { OrganisationEntity, RingGroupEntity, SourceEntity, TrackingNumberEntity } from '#content';
import { ClosedDayEntity, ShiftEntity } from '#duty';
import {
  ActivityEntity,
  AlertEntity,
  AssignmentEntity,
  BulkChangeEntity,
  ClockEntity,
  SnoozeEntity,
  ScreeningEntity,
  QueueEntryEntity,
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
import {
  CadenceEntity,
  CadencePlanEntity,
  EnrolmentEntity,
  EnrolmentStepEntity,
  TaskEntity,
} from '#follow-up';
import {
  CallEntity,
  CallRecordingEntity,
  CallRecordingPartEntity,
  CoachingNoteEntity,
  DialPermitEntity,
  PhoneLineEntity,
} from '#calls';
import { CoverageEntity, PayerAliasEntity, PayerEntity } from '#insurance';
import { MatchEntity, MatchOverrideEntity, MatchPickEntity } from '#matching';
import {
  MessageEntity,
  MailboxEntity,
  MessageEventEntity,
  TemplateEntity,
  TemplateTextEntity,
  UnsubscribeLinkEntity,
} from '#messages';
import { OutboxEntity } from '#queue';
import { RoutingRuleEntity } from '#routing';
import { directoryEntities } from '#facilities';
import { InquiryEntity, InquiryRenderingEntity } from '#inquiries';
import type { EntityClass } from '#platform';
import {
  StaffInvitationEntity,
  StaffPreferenceEntity,
  StaffUserEntity,
  TeamEntity,
  SavedViewEntity,
} from '#staff';

/** Every entity of every lib: the migration compares them with the database (`--check`). */
export const entities: EntityClass[] = [
  TeamEntity,
  StaffUserEntity,
  StaffInvitationEntity,
  StaffPreferenceEntity,
  InquiryEntity,
  InquiryRenderingEntity,
  AuditEventEntity,
  AuditLinkEntity,
  PersonEntity,
  PersonNameDigestEntity,
  ContactPointEntity,
  ContactPointDigestEntity,
  PersonContactEntity,
  ConsentEntity,
  SourceEntity,
  TrackingNumberEntity,
  OrganisationEntity,
  RingGroupEntity,
  LeadEntity,
  LeadContactEntity,
  LeadInquiryEntity,
  PossibleMatchEntity,
  AssignmentEntity,
  StageChangeEntity,
  ActivityEntity,
  ClockEntity,
  RoutingRuleEntity,
  ClosedDayEntity,
  ShiftEntity,
  SnoozeEntity,
  ScreeningEntity,
  QueueEntryEntity,
  AlertEntity,
  CadenceEntity,
  CadencePlanEntity,
  EnrolmentEntity,
  EnrolmentStepEntity,
  TaskEntity,
  PayerEntity,
  PayerAliasEntity,
  CoverageEntity,
  CallEntity,
  CallRecordingEntity,
  CallRecordingPartEntity,
  CoachingNoteEntity,
  DialPermitEntity,
  PhoneLineEntity,
  TemplateEntity,
  TemplateTextEntity,
  MessageEntity,
  MailboxEntity,
  MessageEventEntity,
  UnsubscribeLinkEntity,
  OutboxEntity,
  LeadMergeEntity,
  TagEntity,
  LeadTagEntity,
  LeadFileEntity,
  MentionEntity,
  BulkChangeEntity,
  SavedViewEntity,
  ...directoryEntities,
  MatchEntity,
  MatchPickEntity,
  MatchOverrideEntity,
];
