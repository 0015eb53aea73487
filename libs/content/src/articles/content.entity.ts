import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  Unique,
  UpdateDateColumn,
} from 'typeorm';
import type { ContentKind, ContentLanguage, ContentSource } from '#contract';

/** A public page that staff may write: an article, a question, a payer's page. Its words are rows of their own. */
@Entity('content_page')
@Unique('content_page_slug_key', ['kind', 'slug'])
@Unique('content_page_payer_key', ['payerId'])
@Check('content_page_kind_check', `kind IN ('article', 'faq', 'payer', 'page')`)
@Check('content_page_payer_check', `(kind = 'payer') = (payer_id IS NOT NULL)`)
export class ContentPageEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: ContentKind;

  @Column('text')
  slug!: string;

  @ForeignKey('payer', { name: 'content_page_payer_id_fkey' })
  @Column('uuid', { name: 'payer_id', nullable: true })
  payerId!: string | null;

  @Column('integer', { default: 100 })
  position!: number;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}

/** One version of a page's words in one language. Written once. */
@Entity('content_text')
@Unique('content_text_once', ['pageId', 'language', 'number'])
export class ContentTextEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => ContentPageEntity, { name: 'content_text_page_id_fkey' })
  @Column('uuid', { name: 'page_id' })
  pageId!: string;

  @Column('text')
  language!: ContentLanguage;

  @Column('integer')
  number!: number;

  @Column('text')
  title!: string;

  @Column('text')
  teaser!: string;

  /** Markdown, as it was typed. */
  @Column('text')
  body!: string;

  @Column('text')
  author!: string;

  @Column('jsonb', { default: [] })
  sources!: ContentSource[];

  @ForeignKey('content_picture', { name: 'content_text_picture_id_fkey' })
  @Column('uuid', { name: 'picture_id', nullable: true })
  pictureId!: string | null;

  /** null: it came with Bridgeline. */
  @ForeignKey('staff_user', { name: 'content_text_written_by_fkey' })
  @Column('uuid', { name: 'written_by', nullable: true })
  writtenBy!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}

/** A decision on what the public reads from a time on. The latest whose time has come holds; one dropped never comes. */
@Entity('content_release')
@Index('content_release_page', { synchronize: false })
export class ContentReleaseEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => ContentPageEntity, { name: 'content_release_page_id_fkey' })
  @Column('uuid', { name: 'page_id' })
  pageId!: string;

  @Column('text')
  language!: ContentLanguage;

  /** null: nothing, it is taken off. */
  @ForeignKey(() => ContentTextEntity, { name: 'content_release_text_id_fkey' })
  @Column('uuid', { name: 'text_id', nullable: true })
  textId!: string | null;

  @Column('timestamptz', { name: 'public_from' })
  publicFrom!: Date;

  /** Planned, and then not wanted any more. */
  @Column('timestamptz', { name: 'dropped_at', nullable: true })
  droppedAt!: Date | null;

  @ForeignKey('staff_user', { name: 'content_release_decided_by_fkey' })
  @Column('uuid', { name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}

/** Somebody looked at a text and stands for it. */
@Entity('content_review')
@Index('content_review_text', { synchronize: false })
export class ContentReviewEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => ContentTextEntity, { name: 'content_review_text_id_fkey' })
  @Column('uuid', { name: 'text_id' })
  textId!: string;

  @Column('text')
  reviewer!: string;

  /** "MD", "LCSW"; null: none were given. */
  @Column('text', { nullable: true })
  credentials!: string | null;

  /** ISO date. */
  @Column('date', { name: 'reviewed_on' })
  reviewedOn!: string;

  @ForeignKey('staff_user', { name: 'content_review_recorded_by_fkey' })
  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
