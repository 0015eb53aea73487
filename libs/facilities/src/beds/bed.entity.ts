import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
} from 'typeorm';
import type { BedHoldState, BedSource } from '#contract';
import { FacilityEntity } from '../facility.entity.js';
import { ProgramEntity } from '../program.entity.js';

/** How many beds were open in a program when somebody said so. Append-only: the newest counts, and ages. */
@Entity('bed_report')
@Check(
  'bed_report_beds_check',
  'beds_open >= 0 AND (beds_in_all IS NULL OR beds_open <= beds_in_all)',
)
@Index('bed_report_newest', { synchronize: false })
export class BedReportEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => ProgramEntity, { name: 'bed_report_program_id_fkey' })
  @Column('uuid', { name: 'program_id' })
  programId!: string;

  @Column('integer', { name: 'beds_open' })
  bedsOpen!: number;

  @Column('integer', { name: 'beds_in_all', nullable: true })
  bedsInAll!: number | null;

  /** staff, or facility: whose word it is. */
  @Column('text', { name: 'said_by' })
  saidBy!: 'staff' | 'facility';

  @Column('text')
  source!: BedSource;

  /** The colleague who wrote it down. */
  @ForeignKey('staff_user', { name: 'bed_report_staff_id_fkey' })
  @Column('uuid', { name: 'staff_id', nullable: true })
  staffId!: string | null;

  @Column('timestamptz', { name: 'said_at' })
  saidAt!: Date;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}

/** A bed a facility was asked to keep for a lead. */
@Entity('bed_hold')
@Index('bed_hold_once', { synchronize: false })
@Index('bed_hold_lead', { synchronize: false })
@Index('bed_hold_program', { synchronize: false })
@Index('bed_hold_due', { synchronize: false })
export class BedHoldEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => ProgramEntity, { name: 'bed_hold_program_id_fkey' })
  @Column('uuid', { name: 'program_id' })
  programId!: string;

  @ForeignKey('lead', { name: 'bed_hold_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id' })
  leadId!: string;

  @Column('text', { default: 'asked' })
  state!: BedHoldState;

  @ForeignKey('staff_user', { name: 'bed_hold_asked_by_fkey' })
  @Column('uuid', { name: 'asked_by', nullable: true })
  askedBy!: string | null;

  @Column('timestamptz', { name: 'asked_at' })
  askedAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  /** The colleague who wrote down the answer, or released it. */
  @ForeignKey('staff_user', { name: 'bed_hold_answered_by_fkey' })
  @Column('uuid', { name: 'answered_by', nullable: true })
  answeredBy!: string | null;

  @Column('timestamptz', { name: 'answered_at', nullable: true })
  answeredAt!: Date | null;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}

/** A link with which a facility reports its beds without signing in. Only the token's digest is kept. */
@Entity('facility_link')
@Index('facility_link_facility', { synchronize: false })
export class FacilityLinkEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => FacilityEntity, { name: 'facility_link_facility_id_fkey' })
  @Column('uuid', { name: 'facility_id' })
  facilityId!: string;

  @Column('bytea', { name: 'token_digest', unique: true })
  tokenDigest!: Buffer;

  @ForeignKey('staff_user', { name: 'facility_link_created_by_fkey' })
  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}

/** A key with which a facility's own system reports beds. Only its digest is kept. */
@Entity('facility_api_key')
@Index('facility_api_key_facility', { synchronize: false })
export class FacilityApiKeyEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => FacilityEntity, { name: 'facility_api_key_facility_id_fkey' })
  @Column('uuid', { name: 'facility_id' })
  facilityId!: string;

  @Column('text')
  label!: string;

  @Column('bytea', { name: 'key_digest', unique: true })
  keyDigest!: Buffer;

  @ForeignKey('staff_user', { name: 'facility_api_key_created_by_fkey' })
  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}

/** A body that a facility's system sent under a key of its own choice, for a day. */
@Entity('bed_report_request')
export class BedReportRequestEntity {
  @ForeignKey(() => FacilityEntity, { name: 'bed_report_request_facility_id_fkey' })
  @PrimaryColumn('uuid', { name: 'facility_id' })
  facilityId!: string;

  @PrimaryColumn('text', { name: 'idempotency_key' })
  idempotencyKey!: string;

  @Column('bytea', { name: 'body_digest' })
  bodyDigest!: Buffer;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
