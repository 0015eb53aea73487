import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
} from 'typeorm';
import type { SpendField, SpendImportState, SpendLineState } from '#contract';
import { SourceEntity } from '../source.entity.js';
import { asNumber } from './spend.entity.js';

/** One table of spend that was handed in. */
@Entity('spend_import')
@Index('spend_import_latest', { synchronize: false })
export class SpendImportEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { name: 'file_name_enc' })
  fileNameEnc!: string;

  /** The file; up to megabytes, so that it is read only by who asks for it. */
  @Column('bytea', { name: 'content_enc', select: false })
  contentEnc!: Buffer;

  @Column('text')
  state!: SpendImportState;

  @ForeignKey(() => SourceEntity, { name: 'spend_import_source_id_fkey' })
  @Column('uuid', { name: 'source_id', nullable: true })
  sourceId!: string | null;

  /** Column → what it is taken to hold. */
  @Column('jsonb', { default: {} })
  mapping!: Record<string, SpendField | null>;

  /** Columns and their first values. */
  @Column('text', { name: 'columns_enc', nullable: true })
  columnsEnc!: string | null;

  @Column('jsonb', { default: {} })
  counts!: Partial<Record<SpendLineState, number>>;

  @Column('bigint', { name: 'total_cents', default: 0, transformer: asNumber })
  totalCents!: number;

  @Column('text', { nullable: true })
  problem!: string | null;

  @ForeignKey('staff_user', { name: 'spend_import_started_by_fkey' })
  @Column('uuid', { name: 'started_by', nullable: true })
  startedBy!: string | null;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null;

  @Column('jsonb', { nullable: true })
  undone!: { takenBack: number; left: number } | null;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}

/** What a line did to the table of spend, so that it can be taken back. */
export interface SpendLineDid {
  spendId: string;
  /** Null: the line made it. */
  before: { cents: number; importId: string | null } | null;
}

/** One line of an import's preview. */
@Entity('spend_import_line')
export class SpendImportLineEntity {
  @ForeignKey(() => SpendImportEntity, { name: 'spend_import_line_import_id_fkey' })
  @PrimaryColumn('uuid', { name: 'import_id' })
  importId!: string;

  @PrimaryColumn('integer', { name: 'line_no' })
  line!: number;

  @Column('text')
  state!: SpendLineState;

  @Column('text', { name: 'data_enc' })
  dataEnc!: string;

  @Column('jsonb', { nullable: true })
  did!: SpendLineDid | null;

  @Column('text', { name: 'left_because', nullable: true })
  leftBecause!: string | null;
}
