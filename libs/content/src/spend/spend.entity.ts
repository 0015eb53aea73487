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
import { SourceEntity } from '../source.entity.js';

/** A bigint of cents is far below what a number holds exactly. */
export const asNumber = { from: Number, to: (value: number) => value };

/** What a source cost in a month; for reports only (rule R13). The table holds what is true now, its history is in the audit. */
@Entity('spend')
@Index('spend_once', { synchronize: false })
@Index('spend_month', ['month'])
@Check('spend_month_first', 'EXTRACT(day FROM month) = 1')
@Check('spend_not_negative', 'cents >= 0')
export class SpendEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => SourceEntity, { name: 'spend_source_id_fkey' })
  @Column('uuid', { name: 'source_id' })
  sourceId!: string;

  @Column('text', { nullable: true })
  campaign!: string | null;

  /** The first of the month, `2026-03-01`. */
  @Column('date')
  month!: string;

  @Column('bigint', { transformer: asNumber })
  cents!: number;

  /** The import whose amount it is; null once somebody entered it by hand. */
  @ForeignKey('spend_import', { name: 'spend_import_id_fkey' })
  @Column('uuid', { name: 'import_id', nullable: true })
  importId!: string | null;

  @ForeignKey('staff_user', { name: 'spend_entered_by_fkey' })
  @Column('uuid', { name: 'entered_by', nullable: true })
  enteredBy!: string | null;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
