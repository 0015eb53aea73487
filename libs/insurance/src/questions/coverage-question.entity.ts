import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { AnswerBy } from '#contract';
import { CoverageEntity } from '../coverages/coverage.entity.js';

/** Somebody asked on the site whether their insurance covers it. */
@Entity('coverage_question')
@Index('coverage_question_coverage', ['coverageId'])
export class CoverageQuestionEntity {
  @ForeignKey('inquiry', { name: 'coverage_question_inquiry_id_fkey' })
  @PrimaryColumn('uuid', { name: 'inquiry_id' })
  inquiryId!: string;

  @ForeignKey(() => CoverageEntity, { name: 'coverage_question_coverage_id_fkey' })
  @Column('uuid', { name: 'coverage_id' })
  coverageId!: string;

  /** How they want to hear the answer. */
  @Column('text', { name: 'answer_by' })
  answerBy!: AnswerBy;

  /** When they were told, or a colleague was asked to tell them. */
  @Column('timestamptz', { name: 'answered_at', nullable: true })
  answeredAt!: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
