import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
} from 'typeorm';
import type { ReportPreset, ReportSchedule, ReportTargetView, TargetState } from '#contract';

/** A report somebody saved. Its settings are encrypted, as every saved filter is. */
@Entity('saved_report')
@Index('saved_report_due', { synchronize: false })
export class SavedReportEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('staff_user', { name: 'saved_report_owner_id_fkey' })
  @Column('uuid', { name: 'owner_id' })
  ownerId!: string;

  @Column('text')
  name!: string;

  @Column('text', { name: 'settings_enc' })
  settingsEnc!: string;

  @Column('boolean', { default: false })
  shared!: boolean;

  @Column('jsonb', { nullable: true })
  schedule!: ReportSchedule | null;

  @Column('uuid', { array: true, default: '{}' })
  recipients!: string[];

  @Column('timestamptz', { name: 'next_at', nullable: true })
  nextAt!: Date | null;

  @Column('timestamptz', { name: 'last_at', nullable: true })
  lastAt!: Date | null;

  @Column('timestamptz', { name: 'removed_at', nullable: true })
  removedAt!: Date | null;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}

/** A value a number is held against, and how that stands. */
@Entity('report_target')
export class ReportTargetEntity {
  @PrimaryColumn('uuid')
  id!: string;

  /** Of the catalogue. */
  @Column('text')
  name!: string;

  @Column('text', { name: 'filter_enc' })
  filterEnc!: string;

  @Column('text')
  preset!: ReportPreset;

  @Column('text')
  side!: ReportTargetView['side'];

  @Column('double precision')
  value!: number;

  @Column('integer')
  fewest!: number;

  @Column('boolean', { default: true })
  active!: boolean;

  @Column('uuid', { array: true, default: '{}' })
  recipients!: string[];

  @Column('text', { default: 'unknown' })
  state!: TargetState;

  @Column('double precision', { name: 'last_value', nullable: true })
  lastValue!: number | null;

  @Column('integer', { name: 'last_counted', nullable: true })
  lastCounted!: number | null;

  @Column('integer', { name: 'last_of', nullable: true })
  lastOf!: number | null;

  @Column('timestamptz', { name: 'checked_at', nullable: true })
  checkedAt!: Date | null;

  @Column('timestamptz', { name: 'missed_since', nullable: true })
  missedSince!: Date | null;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}

/** One e-mail to one colleague; asked of the mail server once (rule R12). */
@Entity('report_mail')
@Index('report_mail_once', { synchronize: false })
export class ReportMailEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => SavedReportEntity, { name: 'report_mail_report_id_fkey' })
  @Column('uuid', { name: 'report_id', nullable: true })
  reportId!: string | null;

  @ForeignKey(() => ReportTargetEntity, { name: 'report_mail_target_id_fkey' })
  @Column('uuid', { name: 'target_id', nullable: true })
  targetId!: string | null;

  @ForeignKey('staff_user', { name: 'report_mail_staff_id_fkey' })
  @Column('uuid', { name: 'staff_id' })
  staffId!: string;

  /** The slot of the schedule, or when the target was missed. */
  @Column('timestamptz', { name: 'for_at' })
  forAt!: Date;

  @Column('text', { default: 'queued' })
  state!: 'queued' | 'sending' | 'sent' | 'unknown' | 'failed';

  @Column('text', { name: 'error_code', nullable: true })
  errorCode!: string | null;

  @Column('text', { name: 'provider_message_id', nullable: true })
  providerMessageId!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
