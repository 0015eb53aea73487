import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { StatusAct } from '#contract';
import { InquiryEntity } from './inquiry.entity.js';

/** What somebody asked for from the page of their own request: a row for each, never changed. What they wrote is sealed in the inquiry. */
@Entity('status_answer')
@Index('status_answer_about', { synchronize: false })
export class StatusAnswerEntity {
  /** The inquiry that brought it. */
  @ForeignKey(() => InquiryEntity, { name: 'status_answer_inquiry_id_fkey' })
  @PrimaryColumn('uuid', { name: 'inquiry_id' })
  inquiryId!: string;

  /** The request whose page it came from. */
  @ForeignKey(() => InquiryEntity, { name: 'status_answer_about_id_fkey' })
  @Column('uuid', { name: 'about_id' })
  aboutId!: string;

  @Column('text')
  act!: StatusAct;

  @Column('timestamptz')
  at!: Date;
}
