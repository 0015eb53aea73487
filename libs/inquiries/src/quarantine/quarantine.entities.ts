import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { QuarantineVerdict } from '#contract';
import { InquiryEntity } from '../inquiry.entity.js';

/** That a colleague said of something held back whether a person or a machine wrote it. */
@Entity('quarantine_decision')
@Index('quarantine_decision_of', { synchronize: false })
export class QuarantineDecisionEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => InquiryEntity, { name: 'quarantine_decision_inquiry_id_fkey' })
  @Column('uuid', { name: 'inquiry_id' })
  inquiryId!: string;

  @Column('text')
  verdict!: QuarantineVerdict;

  @ForeignKey('staff_user', { name: 'quarantine_decision_decided_by_fkey' })
  @Column('uuid', { name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz')
  at!: Date;
}

/** What a decision teaches of one reason of doubt, or of one address or number; a later decision on the same request withdraws it. */
@Entity('suspicion_lesson')
@Index('suspicion_lesson_of', { synchronize: false })
@Index('suspicion_lesson_reason', { synchronize: false })
@Index('suspicion_lesson_subject', { synchronize: false })
export class SuspicionLessonEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => QuarantineDecisionEntity, { name: 'suspicion_lesson_decision_id_fkey' })
  @Column('uuid', { name: 'decision_id' })
  decisionId!: string;

  @ForeignKey(() => InquiryEntity, { name: 'suspicion_lesson_inquiry_id_fkey' })
  @Column('uuid', { name: 'inquiry_id' })
  inquiryId!: string;

  /** `reason`, `address` or `phone`. */
  @Column('text')
  kind!: string;

  /** Of a reason: which; else null. */
  @Column('text', { nullable: true })
  reason!: string | null;

  /** Of an address or number: its keyed digest; else null. */
  @Column('bytea', { nullable: true })
  subject!: Buffer | null;

  @Column('text')
  verdict!: QuarantineVerdict;

  @Column('timestamptz')
  at!: Date;

  @Column('timestamptz', { name: 'withdrawn_at', nullable: true })
  withdrawnAt!: Date | null;
}
