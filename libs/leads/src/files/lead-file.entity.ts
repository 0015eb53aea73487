import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { FileType } from '#contract';
import { LeadEntity } from '../lead.entity.js';

/** A file of a lead, its name and content encrypted. Removed ones are hidden and kept. */
@Entity('lead_file')
@Index('lead_file_lead', { synchronize: false })
export class LeadFileEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => LeadEntity, { name: 'lead_file_lead_id_fkey' })
  @Column('uuid', { name: 'lead_id' })
  leadId!: string;

  @Column('text', { name: 'name_enc' })
  nameEnc!: string;

  @Column('text', { name: 'media_type' })
  mediaType!: FileType;

  /** Of the content as it was given. */
  @Column('integer')
  bytes!: number;

  @Column('bytea', { name: 'content_enc', select: false })
  contentEnc!: Buffer;

  @Column('timestamptz', { name: 'removed_at', nullable: true })
  removedAt!: Date | null;

  @ForeignKey('staff_user', { name: 'lead_file_removed_by_fkey' })
  @Column('uuid', { name: 'removed_by', nullable: true })
  removedBy!: string | null;

  @ForeignKey('staff_user', { name: 'lead_file_uploaded_by_fkey' })
  @Column('uuid', { name: 'uploaded_by', nullable: true })
  uploadedBy!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
