import { InquiryEntity, InquiryRenderingEntity } from '#inquiries';
import type { EntityClass } from '#platform';
import { StaffInvitationEntity, StaffPreferenceEntity, StaffUserEntity, TeamEntity } from '#staff';

/** Every entity of every lib: the migration compares them with the database (`--check`). */
export const entities: EntityClass[] = [
  TeamEntity,
  StaffUserEntity,
  StaffInvitationEntity,
  StaffPreferenceEntity,
  InquiryEntity,
  InquiryRenderingEntity,
];
