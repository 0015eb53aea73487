import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
} from 'typeorm';

/** A way people come to us. */
@Entity('source')
export class SourceEntity {
  @PrimaryColumn('uuid')
  id!: string;

  /** A code of SOURCES, or one of an administrator's own. */
  @Column('text', { unique: true })
  code!: string;

  @Column('text')
  name!: string;

  @Column('text')
  kind!: string;

  @Column('boolean', { default: true })
  active!: boolean;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}

/** A number of ours that tells by itself where a caller saw it. */
@Entity('tracking_number')
@Index('tracking_number_default', { synchronize: false })
export class TrackingNumberEntity {
  @PrimaryColumn('uuid')
  id!: string;

  /** E.164. */
  @Column('text', { unique: true })
  phone!: string;

  @Column('text')
  label!: string;

  @ForeignKey(() => SourceEntity, { name: 'tracking_number_source_id_fkey' })
  @Column('uuid', { name: 'source_id' })
  sourceId!: string;

  @Column('text', { nullable: true })
  campaign!: string | null;

  /** Shown to visitors who came with this `utm_source`. */
  @Column('text', { name: 'utm_source', nullable: true })
  utmSource!: string | null;

  /** … and with this `utm_campaign`. */
  @Column('text', { name: 'utm_campaign', nullable: true })
  utmCampaign!: string | null;

  /** … and from this site, `google.com`. */
  @Column('text', { name: 'referrer_host', nullable: true })
  referrerHost!: string | null;

  /** … on these pages, `/articles`. */
  @Column('text', { name: 'path_prefix', nullable: true })
  pathPrefix!: string | null;

  /** Where it stands outside the site. */
  @Column('text', { nullable: true })
  places!: string | null;

  @Column('boolean', { default: true })
  active!: boolean;

  /** Shown to everybody else; one at most. */
  @Column('boolean', { name: 'is_default', default: false })
  isDefault!: boolean;

  /** Whose phones ring; null: the group for every number, else the duty phone. */
  @ForeignKey('ring_group', { name: 'tracking_number_ring_group_id_fkey' })
  @Column('uuid', { name: 'ring_group_id', nullable: true })
  ringGroupId!: string | null;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
