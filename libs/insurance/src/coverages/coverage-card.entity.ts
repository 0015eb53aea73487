import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { CardSide } from '#contract';
import { CoverageEntity } from './coverage.entity.js';

/** A picture of one side of an insurance card: which file of the lead it is. A newer one of its side takes its place. */
@Entity('coverage_card')
@Index('coverage_card_coverage', { synchronize: false })
export class CoverageCardEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => CoverageEntity, { name: 'coverage_card_coverage_id_fkey' })
  @Column('uuid', { name: 'coverage_id' })
  coverageId!: string;

  @Column('text')
  side!: CardSide;

  @ForeignKey('lead_file', { name: 'coverage_card_file_id_fkey' })
  @Column('uuid', { name: 'file_id' })
  fileId!: string;

  @Column('timestamptz', { name: 'removed_at', nullable: true })
  removedAt!: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
