import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  PrimaryColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';
import { type MessageChannel, type Language } from '#contract';

/** A text that is sent again and again; its words are rows of their own. */
@Entity('template')
@Unique('template_code_key', ['code'])
export class TemplateEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  code!: string;

  @Column('text')
  name!: string;

  @Column('text')
  channel!: MessageChannel;

  @Column('boolean', { default: true })
  active!: boolean;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}

/** One version of a template's words in one language. Written once; messages keep the one they were made from. */
@Entity('template_text')
@Unique('template_text_once', ['templateId', 'language', 'number'])
export class TemplateTextEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => TemplateEntity, { name: 'template_text_template_id_fkey' })
  @Column('uuid', { name: 'template_id' })
  templateId!: string;

  @Column('text')
  language!: Language;

  @Column('integer')
  number!: number;

  @Column('text', { nullable: true })
  subject!: string | null;

  @Column('text')
  body!: string;

  @ForeignKey('staff_user', { name: 'template_text_written_by_fkey' })
  @Column('uuid', { name: 'written_by', nullable: true })
  writtenBy!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
