import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { LeadEntity } from '../lead.entity.js';
import type { Moved } from './moved.js';

/** That one lead was taken into another, with everything that is needed to undo it. */
@Entity('lead_merge')
@Index('lead_merge_once', { synchronize: false })
@Index('lead_merge_kept', { synchronize: false })
export class LeadMergeEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => LeadEntity, { name: 'lead_merge_kept_lead_id_fkey' })
  @Column('uuid', { name: 'kept_lead_id' })
  keptLeadId!: string;

  @ForeignKey(() => LeadEntity, { name: 'lead_merge_merged_lead_id_fkey' })
  @Column('uuid', { name: 'merged_lead_id' })
  mergedLeadId!: string;

  @Column('text', { name: 'reason_enc', nullable: true })
  reasonEnc!: string | null;

  /** Which rows followed, by table. */
  @Column('jsonb')
  moved!: Moved;

  /** Both leads and the patient's name as they were, encrypted. */
  @Column('text', { name: 'before_enc' })
  beforeEnc!: string;

  @ForeignKey('staff_user', { name: 'lead_merge_merged_by_fkey' })
  @Column('uuid', { name: 'merged_by', nullable: true })
  mergedBy!: string | null;

  @Column('timestamptz')
  at!: Date;

  @Column('timestamptz', { name: 'undone_at', nullable: true })
  undoneAt!: Date | null;

  @ForeignKey('staff_user', { name: 'lead_merge_undone_by_fkey' })
  @Column('uuid', { name: 'undone_by', nullable: true })
  undoneBy!: string | null;
}
