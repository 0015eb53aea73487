import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
} from 'typeorm';
import type { ImportField, ImportKind, ImportRowState, ImportSide, ImportState } from '#contract';
import type { RowDid, RowShown } from './deciding/row-plan.js';

/** One file that is, or was, taken into the directory. */
@Entity('directory_import')
@Index('directory_import_latest', { synchronize: false })
export class DirectoryImportEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { name: 'file_name_enc' })
  fileNameEnc!: string;

  @Column('text', { nullable: true })
  kind!: ImportKind | null;

  @Column('text', { default: 'reading' })
  state!: ImportState;

  @Column('timestamptz', { name: 'as_of' })
  asOf!: Date;

  @Column('jsonb', { default: [] })
  columns!: { name: string; samples: string[] }[];

  @Column('jsonb', { nullable: true })
  mapping!: Record<string, ImportField | null> | null;

  /** Whose value counts where the file contradicts what was said since, unless a row says otherwise. */
  @Column('text', { default: 'ours' })
  conflicts!: ImportSide;

  @Column('integer', { nullable: true })
  total!: number | null;

  @Column('integer', { default: 0 })
  done!: number;

  @Column('jsonb', { default: {} })
  counts!: Partial<Record<ImportRowState, number>>;

  @Column('text', { nullable: true })
  problem!: string | null;

  @ForeignKey('staff_user', { name: 'directory_import_started_by_fkey' })
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

/** One stretch of the file, encrypted for its place. */
@Entity('directory_import_part')
export class DirectoryImportPartEntity {
  @ForeignKey(() => DirectoryImportEntity, { name: 'directory_import_part_import_id_fkey' })
  @PrimaryColumn('uuid', { name: 'import_id' })
  importId!: string;

  @PrimaryColumn('integer')
  part!: number;

  @Column('bytea', { name: 'content_enc', select: false })
  contentEnc!: Buffer;
}

/** One row: what was found, what it would do, and what it did. */
@Entity('directory_import_row')
@Index('directory_import_row_state', ['importId', 'state', 'rowNo'])
@Index('directory_import_row_facility', { synchronize: false })
export class DirectoryImportRowEntity {
  @ForeignKey(() => DirectoryImportEntity, { name: 'directory_import_row_import_id_fkey' })
  @PrimaryColumn('uuid', { name: 'import_id' })
  importId!: string;

  @PrimaryColumn('integer', { name: 'row_no' })
  rowNo!: number;

  @Column('text')
  state!: ImportRowState;

  @ForeignKey('facility', { name: 'directory_import_row_facility_id_fkey' })
  @Column('uuid', { name: 'facility_id', nullable: true })
  facilityId!: string | null;

  /** The facility as it was found. */
  @Column('text', { name: 'data_enc', nullable: true })
  dataEnc!: string | null;

  @Column('jsonb', { default: {} })
  shown!: RowShown;

  /** Whose value counts, by `conflictKey`; what is not named follows the import. */
  @Column('jsonb', { default: {} })
  choices!: Record<string, ImportSide>;

  @Column('jsonb', { nullable: true })
  did!: RowDid | null;

  @Column('timestamptz', { name: 'done_at', nullable: true })
  doneAt!: Date | null;

  @Column('timestamptz', { name: 'undone_at', nullable: true })
  undoneAt!: Date | null;

  @Column('text', { name: 'left_because', nullable: true })
  leftBecause!: string | null;
}
