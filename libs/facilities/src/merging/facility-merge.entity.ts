import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { FacilityMergeMove, SaidBy } from '#contract';
import { FacilityEntity } from '../facility.entity.js';

type MergedValue = string | number | string[] | null;

/** A column of the facility that was kept: what it held, what it holds by the merge, and whose word was behind it. */
export interface MergedColumn {
  /** The field's name in FACILITY_FRESH_DAYS and in the entity. */
  field: string;
  before: MergedValue;
  after: MergedValue;
  former: { saidBy: SaidBy; who: string | null; saidAt: string } | null;
}

/** Two facilities that turned out to be one. */
@Entity('facility_merge')
@Index('facility_merge_kept', { synchronize: false })
@Index('facility_merge_merged', { synchronize: false })
export class FacilityMergeEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => FacilityEntity, { name: 'facility_merge_kept_id_fkey' })
  @Column('uuid', { name: 'kept_id' })
  keptId!: string;

  @ForeignKey(() => FacilityEntity, { name: 'facility_merge_merged_id_fkey' })
  @Column('uuid', { name: 'merged_id' })
  mergedId!: string;

  /** Ids of what went over, by what it is; programs that were switched off with it are named apart. */
  @Column('jsonb')
  moved!: Partial<Record<FacilityMergeMove, string[]>> & { switchedOff?: string[] };

  @Column('jsonb')
  changes!: MergedColumn[];

  @ForeignKey('staff_user', { name: 'facility_merge_merged_by_fkey' })
  @Column('uuid', { name: 'merged_by', nullable: true })
  mergedBy!: string | null;

  @Column('timestamptz', { name: 'merged_at' })
  mergedAt!: Date;

  @ForeignKey('staff_user', { name: 'facility_merge_undone_by_fkey' })
  @Column('uuid', { name: 'undone_by', nullable: true })
  undoneBy!: string | null;

  @Column('timestamptz', { name: 'undone_at', nullable: true })
  undoneAt!: Date | null;

  /** Fields that stayed when it was undone, because somebody changed them since. */
  @Column('jsonb', { default: [] })
  stayed!: string[];
}
