import type { EnrolmentEnd, StepOutcome, StepReason } from '#contract';
import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';

/** One lead on one plan. A lead has at most one that has not ended. */
@Entity('enrolment')
@Index('enrolment_one_living', { synchronize: false })
@Index('enrolment_lead', { synchronize: false })
@Index('enrolment_next', { synchronize: false })
@Index('enrolment_living', { synchronize: false })
export class EnrolmentEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('lead', { name: 'enrolment_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id' })
  leadId!: string;

  @ForeignKey('cadence', { name: 'enrolment_cadence_id_fkey' })
  @Column('uuid', { name: 'cadence_id' })
  cadenceId!: string;

  @ForeignKey('cadence_plan', { name: 'enrolment_plan_id_fkey' })
  @Column('uuid', { name: 'plan_id' })
  planId!: string;

  /** Day 1 of the plan. */
  @Column('timestamptz', { name: 'started_at' })
  startedAt!: Date;

  /** From when its 90 days count. */
  @Column('timestamptz', { name: 'followed_since' })
  followedSince!: Date;

  @ForeignKey('staff_user', { name: 'enrolment_started_by_fkey' })
  @Column('uuid', { name: 'started_by', nullable: true })
  startedBy!: string | null;

  /** Index of the step to look at next; while `callTaskId` is set, of the call that waits to be made. */
  @Column('integer', { default: 0 })
  step!: number;

  @Column('timestamptz', { name: 'anchor_at' })
  anchorAt!: Date;

  @Column('timestamptz', { name: 'tried_at', nullable: true })
  triedAt!: Date | null;

  @Column('boolean', { name: 'tried_by_message', default: false })
  triedByMessage!: boolean;

  @ForeignKey('task', { name: 'enrolment_call_task_id_fkey' })
  @Column('uuid', { name: 'call_task_id', nullable: true })
  callTaskId!: string | null;

  /** When its job looks at it again; null while it is paused without an end, and once it has ended. */
  @Column('timestamptz', { name: 'next_at', nullable: true })
  nextAt!: Date | null;

  @Column('timestamptz', { name: 'paused_at', nullable: true })
  pausedAt!: Date | null;

  @Column('timestamptz', { name: 'paused_until', nullable: true })
  pausedUntil!: Date | null;

  @Column('text', { name: 'pause_reason_enc', nullable: true })
  pauseReasonEnc!: string | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column('text', { name: 'ended_because', nullable: true })
  endedBecause!: EnrolmentEnd | null;

  @Column('text', { name: 'end_reason_enc', nullable: true })
  endReasonEnc!: string | null;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}

/** What became of one call, SMS or e-mail of a plan; written once. */
@Entity('enrolment_step')
@Unique('enrolment_step_once', ['enrolmentId', 'position'])
export class EnrolmentStepEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('enrolment', { name: 'enrolment_step_enrolment_id_fkey' })
  @Column('uuid', { name: 'enrolment_id' })
  enrolmentId!: string;

  @Column('integer')
  position!: number;

  @Column('text', { name: 'step_key' })
  stepKey!: string;

  @Column('text')
  kind!: 'call' | 'sms' | 'email';

  @Column('text')
  outcome!: StepOutcome;

  @Column('text', { nullable: true })
  because!: StepReason | null;

  @Column('timestamptz', { name: 'planned_at' })
  plannedAt!: Date;

  @Column('timestamptz')
  at!: Date;

  @ForeignKey('task', { name: 'enrolment_step_task_id_fkey' })
  @Column('uuid', { name: 'task_id', nullable: true })
  taskId!: string | null;

  @ForeignKey('message', { name: 'enrolment_step_message_id_fkey' })
  @Column('uuid', { name: 'message_id', nullable: true })
  messageId!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
