import type { Stage, Urgency, UrgencyReason } from '#contract';
import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
} from 'typeorm';

/** One episode of one patient seeking help. A patient has at most one open. */
@Entity('lead')
@Index('lead_number', ['number'], { unique: true })
@Index('lead_one_open_per_patient', { synchronize: false })
@Index('lead_patient', { synchronize: false })
@Index('lead_recent', { synchronize: false })
@Index('lead_received', { synchronize: false })
@Index('lead_stage', { synchronize: false })
@Index('lead_urgency', { synchronize: false })
@Index('lead_owner', { synchronize: false })
@Index('lead_open_owner', { synchronize: false })
@Index('lead_source', { synchronize: false })
@Index('lead_state', { synchronize: false })
@Index('lead_next_action', { synchronize: false })
@Index('lead_team', { synchronize: false })
@Index('lead_language', { synchronize: false })
@Index('lead_closed_reason', { synchronize: false })
@Index('lead_last_activity', ['lastActivityAt', 'id'])
@Index('lead_attempts', ['attempts', 'id'])
@Index('lead_closed', ['closedAt', 'id'])
@Index('lead_board', { synchronize: false })
@Index('lead_board_owner', { synchronize: false })
@Index('lead_board_team', { synchronize: false })
@Index('lead_by_next_action', ['nextActionAt', 'id'])
export class LeadEntity {
  @PrimaryColumn('uuid')
  id!: string;

  /** What staff call it; given by the database, from 1001 up. */
  @Column({
    type: 'bigint',
    generated: 'identity',
    generatedIdentity: 'ALWAYS',
    insert: false,
    update: false,
    transformer: { from: Number, to: (value: unknown) => value },
  } as object)
  number!: number;

  @ForeignKey('person', { name: 'lead_patient_id_fkey' })
  @Column('uuid', { name: 'patient_id' })
  patientId!: string;

  @Column('text', { name: 'for_whom', default: 'self' })
  forWhom!: 'self' | 'other';

  @Column('text', { default: 'new' })
  stage!: Stage;

  @Column('text')
  urgency!: Urgency;

  @Column('jsonb', { name: 'urgency_reasons' })
  urgencyReasons!: UrgencyReason[];

  @Column('integer', { name: 'urgency_rules_version' })
  urgencyRulesVersion!: number;

  @ForeignKey('staff_user', { name: 'lead_owner_id_fkey' })
  @Column('uuid', { name: 'owner_id', nullable: true })
  ownerId!: string | null;

  @ForeignKey('team', { name: 'lead_team_id_fkey' })
  @Column('uuid', { name: 'team_id', nullable: true })
  teamId!: string | null;

  @ForeignKey('source', { name: 'lead_source_id_fkey' })
  @Column('uuid', { name: 'source_id' })
  sourceId!: string;

  @ForeignKey('tracking_number', { name: 'lead_tracking_number_id_fkey' })
  @Column('uuid', { name: 'tracking_number_id', nullable: true })
  trackingNumberId!: string | null;

  @Column('text', { nullable: true })
  campaign!: string | null;

  /** How they came the last time before they asked; `sourceId` and `campaign` are of the first. Null: nobody noticed. */
  @ForeignKey('source', { name: 'lead_last_source_id_fkey' })
  @Column('uuid', { name: 'last_source_id', nullable: true })
  lastSourceId!: string | null;

  @Column('text', { name: 'last_campaign', nullable: true })
  lastCampaign!: string | null;

  /** First and last touch: UTM values, gclid, landing path, referrer. */
  @Column('jsonb', { default: {} })
  attribution!: Record<string, string>;

  @Column('text', { default: 'en' })
  language!: string;

  @Column('text', { nullable: true })
  zip!: string | null;

  @Column('text', { nullable: true })
  state!: string | null;

  @Column('integer', { nullable: true })
  age!: number | null;

  @Column('text', { nullable: true })
  pregnant!: string | null;

  @Column('text', { name: 'when_wanted', nullable: true })
  whenWanted!: string | null;

  @Column('text', { array: true, default: '{}' })
  substances!: string[];

  @Column('text', { name: 'level_requested', nullable: true })
  levelRequested!: string | null;

  @Column('text', { name: 'level_screened', nullable: true })
  levelScreened!: string | null;

  /** Set by a clinician only. */
  @Column('text', { name: 'level_assessed', nullable: true })
  levelAssessed!: string | null;

  /** coverage, self_pay, state_funded, scholarship, unknown; null: nobody asked yet. */
  @Column('text', { nullable: true })
  payment!: string | null;

  @Column('timestamptz', { name: 'low_cost_offered_at', nullable: true })
  lowCostOfferedAt!: Date | null;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  @Column('timestamptz', { name: 'first_attempt_at', nullable: true })
  firstAttemptAt!: Date | null;

  @Column('timestamptz', { name: 'first_contact_at', nullable: true })
  firstContactAt!: Date | null;

  @Column('timestamptz', { name: 'last_attempt_at', nullable: true })
  lastAttemptAt!: Date | null;

  @Column('timestamptz', { name: 'last_contact_at', nullable: true })
  lastContactAt!: Date | null;

  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('timestamptz', { name: 'last_activity_at' })
  lastActivityAt!: Date;

  /** The earliest due time of its running clocks and open tasks. */
  @Column('timestamptz', { name: 'next_action_at', nullable: true })
  nextActionAt!: Date | null;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  @Column('text', { name: 'closed_reason', nullable: true })
  closedReason!: string | null;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
