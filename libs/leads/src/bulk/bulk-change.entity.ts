import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Stage } from '#contract';
import type { BulkBefore, BulkKind } from './bulk-kinds.js';

/** Ids and codes alone. */
export interface BulkWhat {
  ownerId?: string | null | undefined;
  teamId?: string | null | undefined;
  stage?: Stage | undefined;
  reason?: string | undefined;
  tagId?: string | undefined;
  add?: boolean | undefined;
}

/** One change of many leads, with what they were before. */
@Entity('bulk_change')
@Index('bulk_change_recent', { synchronize: false })
export class BulkChangeEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: BulkKind;

  /** What was asked for: ids and codes, never words somebody typed. */
  @Column('jsonb')
  what!: BulkWhat;

  /** The leads that were changed, each as it was. */
  @Column('jsonb')
  before!: BulkBefore[];

  @Column('integer')
  done!: number;

  @Column('integer')
  refused!: number;

  @ForeignKey('staff_user', { name: 'bulk_change_made_by_fkey' })
  @Column('uuid', { name: 'made_by', nullable: true })
  madeBy!: string | null;

  @Column('timestamptz')
  at!: Date;

  @Column('timestamptz', { name: 'undone_at', nullable: true })
  undoneAt!: Date | null;
}
