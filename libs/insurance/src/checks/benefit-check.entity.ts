import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
} from 'typeorm';
import type { CheckState, CheckWay, Network, Verdict } from '#contract';
import { CoverageEntity } from '../coverages/coverage.entity.js';

/** A verification of a coverage for some levels of care (VOB). */
@Entity('benefit_check')
@Index('benefit_check_queue', { synchronize: false })
@Index('benefit_check_lead', { synchronize: false })
@Index('benefit_check_open_once', { synchronize: false })
export class BenefitCheckEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('lead', { name: 'benefit_check_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id' })
  leadId!: string;

  @ForeignKey(() => CoverageEntity, { name: 'benefit_check_coverage_id_fkey' })
  @Column('uuid', { name: 'coverage_id' })
  coverageId!: string;

  @Column('text')
  way!: CheckWay;

  @Column('text')
  state!: CheckState;

  /** Codes of the levels asked for. */
  @Column('text', { name: 'levels_of_care', array: true })
  levelsOfCare!: string[];

  /** Of a dependant: they were told that statements go to the policyholder. */
  @Column('timestamptz', { name: 'told_at', nullable: true })
  toldAt!: Date | null;

  @ForeignKey('staff_user', { name: 'benefit_check_requested_by_fkey' })
  @Column('uuid', { name: 'requested_by', nullable: true })
  requestedBy!: string | null;

  @Column('timestamptz', { name: 'requested_at' })
  requestedAt!: Date;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  @ForeignKey('staff_user', { name: 'benefit_check_taken_by_fkey' })
  @Column('uuid', { name: 'taken_by', nullable: true })
  takenBy!: string | null;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  @ForeignKey('staff_user', { name: 'benefit_check_closed_by_fkey' })
  @Column('uuid', { name: 'closed_by', nullable: true })
  closedBy!: string | null;

  @Column('text', { nullable: true })
  verdict!: Verdict | null;

  @Column('integer', { name: 'rules_version', nullable: true })
  rulesVersion!: number | null;

  @Column('timestamptz', { name: 'valid_until', nullable: true })
  validUntil!: Date | null;

  /** The one whose answer is asked for again. */
  @ForeignKey('benefit_check', { name: 'benefit_check_recheck_of_fkey' })
  @Column('uuid', { name: 'recheck_of', nullable: true })
  recheckOf!: string | null;

  /** JSON: the plan's summary, the verdict's reasons, the payer's refusals. */
  @Column('text', { name: 'result_enc', nullable: true })
  resultEnc!: string | null;

  @Column('text', { name: 'representative_enc', nullable: true })
  representativeEnc!: string | null;

  @Column('text', { name: 'reference_enc', nullable: true })
  referenceEnc!: string | null;

  @Column('text', { name: 'note_enc', nullable: true })
  noteEnc!: string | null;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}

/** What a check found for one level of care in one network; written once. */
@Entity('benefit_result')
@Index('benefit_result_check', ['checkId'])
export class BenefitResultEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => BenefitCheckEntity, { name: 'benefit_result_check_id_fkey' })
  @Column('uuid', { name: 'check_id' })
  checkId!: string;

  @Column('text', { name: 'level_of_care' })
  levelOfCare!: string;

  @Column('text')
  network!: Network;

  /** JSON of `BenefitTerms`. */
  @Column('text', { name: 'terms_enc' })
  termsEnc!: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}

/** One service type asked of the payer for a check, however often it takes. */
@Entity('benefit_inquiry')
@Index('benefit_inquiry_once', { synchronize: false })
export class BenefitInquiryEntity {
  /** Its idempotency key and trace, too: every repeat is the same question. */
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => BenefitCheckEntity, { name: 'benefit_inquiry_check_id_fkey' })
  @Column('uuid', { name: 'check_id' })
  checkId!: string;

  /** Goes up when a human asks electronically again: what was asked before stays as it was. */
  @Column('integer')
  round!: number;

  @Column('text', { name: 'service_type' })
  serviceType!: string;

  /** waiting, asking, answered, failed (it was not asked, or refused), unknown (asked, the answer was lost). */
  @Column('text')
  state!: InquiryState;

  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('text', { nullable: true })
  provider!: string | null;

  @Column('timestamptz', { name: 'asked_at', nullable: true })
  askedAt!: Date | null;

  @Column('timestamptz', { name: 'answered_at', nullable: true })
  answeredAt!: Date | null;

  /** Why there is no answer; a code, never what was said. */
  @Column('text', { name: 'error_code', nullable: true })
  errorCode!: string | null;

  /** The answer as it came over the wire. */
  @Column('text', { name: 'raw_enc', nullable: true })
  rawEnc!: string | null;

  /** JSON of `EligibilityAnswer`. */
  @Column('text', { name: 'answer_enc', nullable: true })
  answerEnc!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}

export type InquiryState = 'waiting' | 'asking' | 'answered' | 'failed' | 'unknown';
