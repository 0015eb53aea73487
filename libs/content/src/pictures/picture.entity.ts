import { Column, CreateDateColumn, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** A picture for public pages. */
@Entity('content_picture')
export class PictureEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  /** What it shows, for who cannot see it. */
  @Column('text')
  alt!: string;

  /** Of its largest file, pixels. */
  @Column('integer')
  width!: number;

  @Column('integer')
  height!: number;

  @ForeignKey('staff_user', { name: 'content_picture_added_by_fkey' })
  @Column('uuid', { name: 'added_by', nullable: true })
  addedBy!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}

/** One width of a picture, as WebP. */
@Entity('content_picture_file')
export class PictureFileEntity {
  @ForeignKey(() => PictureEntity, { name: 'content_picture_file_picture_id_fkey' })
  @PrimaryColumn('uuid', { name: 'picture_id' })
  pictureId!: string;

  /** Pixels. */
  @PrimaryColumn('integer')
  width!: number;

  @Column('bytea')
  body!: Buffer;
}
