import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { PayerEntity } from './payer.entity.js';

/** What followed a payer into another one, so that it can be turned back. */
export interface PayerMoves {
  /** Keys of rows by `table.column`. */
  rows: Record<string, string[]>;
  /** Rules of routing. */
  rules: string[];
  aliases: string[];
  was: { active: boolean; keptCarvedOutToId: string | null; keptParentId: string | null };
}

/** One payer turned out to be another. */
@Entity('payer_merge')
@Index('payer_merge_once', { synchronize: false })
@Index('payer_merge_kept', ['keptPayerId'])
export class PayerMergeEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => PayerEntity, { name: 'payer_merge_merged_payer_id_fkey' })
  @Column('uuid', { name: 'merged_payer_id' })
  mergedPayerId!: string;

  @ForeignKey(() => PayerEntity, { name: 'payer_merge_kept_payer_id_fkey' })
  @Column('uuid', { name: 'kept_payer_id' })
  keptPayerId!: string;

  @Column('jsonb')
  moved!: PayerMoves;

  @ForeignKey('staff_user', { name: 'payer_merge_merged_by_fkey' })
  @Column('uuid', { name: 'merged_by', nullable: true })
  mergedBy!: string | null;

  @Column('timestamptz', { name: 'merged_at' })
  mergedAt!: Date;

  @ForeignKey('staff_user', { name: 'payer_merge_undone_by_fkey' })
  @Column('uuid', { name: 'undone_by', nullable: true })
  undoneBy!: string | null;

  @Column('timestamptz', { name: 'undone_at', nullable: true })
  undoneAt!: Date | null;
}
