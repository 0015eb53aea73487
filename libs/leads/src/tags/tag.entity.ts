import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
} from 'typeorm';
import { LeadEntity } from '../lead.entity.js';

/** A word that leads are marked with. */
@Entity('tag')
@Index('tag_name', { synchronize: false })
export class TagEntity {
  @PrimaryColumn('uuid')
  id!: string;

  /** Unique, whatever the case of its letters. */
  @Column('text')
  name!: string;

  @Column('text', { default: 'grey' })
  colour!: string;

  /** False: retired, and not given any more. */
  @Column('boolean', { default: true })
  active!: boolean;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}

/** That a lead has a tag now; the timeline tells since when and until when. */
@Entity('lead_tag')
@Index('lead_tag_tag', ['tagId', 'leadId'])
export class LeadTagEntity {
  @ForeignKey(() => LeadEntity, { name: 'lead_tag_lead_id_fkey' })
  @PrimaryColumn('uuid', { name: 'lead_id' })
  leadId!: string;

  @ForeignKey(() => TagEntity, { name: 'lead_tag_tag_id_fkey' })
  @PrimaryColumn('uuid', { name: 'tag_id' })
  tagId!: string;

  @ForeignKey('staff_user', { name: 'lead_tag_added_by_fkey' })
  @Column('uuid', { name: 'added_by', nullable: true })
  addedBy!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
