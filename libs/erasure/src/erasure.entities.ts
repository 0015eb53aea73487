import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ErasureOrigin, ErasureReceipt, ErasureState, RetentionKind } from '#contract';

/** That somebody's data are to be erased: who asked, who decided, what was done. The row itself is kept. */
@Entity('erasure_request')
@Index('erasure_request_recent', { synchronize: false })
@Index('erasure_request_open', { synchronize: false })
@Index('erasure_request_inquiry', { synchronize: false })
@Index('erasure_request_person', ['personId'])
export class ErasureRequestEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('person', { name: 'erasure_request_person_id_fkey' })
  @Column('uuid', { name: 'person_id' })
  personId!: string;

  @Column('text')
  state!: ErasureState;

  @Column('text')
  origin!: ErasureOrigin;

  /** The sealed inquiry by which the person asked themselves. */
  @ForeignKey('inquiry', { name: 'erasure_request_inquiry_id_fkey' })
  @Column('uuid', { name: 'inquiry_id', nullable: true })
  inquiryId!: string | null;

  /** In somebody's own words; gone once it is done. */
  @Column('text', { name: 'reason_enc', nullable: true })
  reasonEnc!: string | null;

  @Column('timestamptz', { name: 'asked_at' })
  askedAt!: Date;

  @ForeignKey('staff_user', { name: 'erasure_request_asked_by_fkey' })
  @Column('uuid', { name: 'asked_by', nullable: true })
  askedBy!: string | null;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  /** Null beside `decidedAt`: a retention rule decided. */
  @ForeignKey('staff_user', { name: 'erasure_request_decided_by_fkey' })
  @Column('uuid', { name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  /** Why it was refused; gone once it is done. */
  @Column('text', { name: 'decision_enc', nullable: true })
  decisionEnc!: string | null;

  @Column('timestamptz', { name: 'done_at', nullable: true })
  doneAt!: Date | null;

  /** What was erased and what is kept: counts by table, nothing personal. */
  @Column('jsonb', { nullable: true })
  receipt!: ErasureReceipt | null;

  /** Set when a tombstone did it again after a backup was restored. */
  @Column('timestamptz', { name: 'replayed_at', nullable: true })
  replayedAt!: Date | null;

  @Column('integer', { default: 1 })
  version!: number;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}

/** That nothing of a person may be erased for now: a lawsuit, an investigation. */
@Entity('legal_hold')
@Index('legal_hold_standing', { synchronize: false })
export class LegalHoldEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey('person', { name: 'legal_hold_person_id_fkey' })
  @Column('uuid', { name: 'person_id' })
  personId!: string;

  @Column('text', { name: 'reason_enc' })
  reasonEnc!: string;

  @ForeignKey('staff_user', { name: 'legal_hold_placed_by_fkey' })
  @Column('uuid', { name: 'placed_by', nullable: true })
  placedBy!: string | null;

  @Column('timestamptz', { name: 'placed_at' })
  placedAt!: Date;

  @ForeignKey('staff_user', { name: 'legal_hold_lifted_by_fkey' })
  @Column('uuid', { name: 'lifted_by', nullable: true })
  liftedBy!: string | null;

  @Column('timestamptz', { name: 'lifted_at', nullable: true })
  liftedAt!: Date | null;

  @Column('integer', { default: 1 })
  version!: number;
}

/** How long one kind of data is kept; null: until somebody asks. */
@Entity('retention_rule')
export class RetentionRuleEntity {
  @PrimaryColumn('text')
  kind!: RetentionKind;

  @Column('integer', { name: 'keep_days', nullable: true })
  keepDays!: number | null;

  @Column('integer', { default: 1 })
  version!: number;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;
}
