import { AuditEventEntity, AuditLinkEntity } from '#audit';
import { CallEntity } from '#calls';
import { ConsentEntity } from '#consent';
import { OrganisationEntity, SourceEntity, TrackingNumberEntity } from '#content';
import {
  CadenceEntity,
  CadencePlanEntity,
  EnrolmentEntity,
  EnrolmentStepEntity,
  TaskEntity,
} from '#follow-up';
import { InquiryEntity, InquiryRenderingEntity } from '#inquiries';
import { CoverageEntity, PayerAliasEntity, PayerEntity } from '#insurance';
import {
  ActivityEntity,
  AssignmentEntity,
  ClockEntity,
  LeadContactEntity,
  LeadEntity,
  LeadInquiryEntity,
  PossibleMatchEntity,
  StageChangeEntity,
} from '#leads';
import {
  ContactPointDigestEntity,
  ContactPointEntity,
  PersonContactEntity,
  PersonEntity,
  PersonNameDigestEntity,
} from '#people';
import type { EntityClass } from '#platform';
import { OutboxEntity } from '#queue';
import { StaffUserEntity, TeamEntity } from '#staff';

/** The entities that the worker's services use, and those they refer to. */
export const workerEntities: EntityClass[] = [
  ActivityEntity,
  AssignmentEntity,
  AuditEventEntity,
  AuditLinkEntity,
  CallEntity,
  ClockEntity,
  ConsentEntity,
  ContactPointDigestEntity,
  ContactPointEntity,
  CoverageEntity,
  InquiryEntity,
  InquiryRenderingEntity,
  LeadContactEntity,
  LeadEntity,
  LeadInquiryEntity,
  OrganisationEntity,
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
  TrackingNumberEntity,
];
