import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
} from 'typeorm';

/** An insurance or a public payer. */
@Entity('payer')
@Index('payer_name', { synchronize: false })
@Index('payer_name_trigram', { synchronize: false })
export class PayerEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  /** One of PAYER_KINDS. */
  @Column('text')
  kind!: string;

  @ForeignKey('payer', { name: 'payer_parent_id_fkey' })
  @Column('uuid', { name: 'parent_id', nullable: true })
  parentId!: string | null;

  @Column('text', { name: 'electronic_id', nullable: true })
  electronicId!: string | null;

  /** Ids it goes by at other clearinghouses. */
  @Column('text', { name: 'other_electronic_ids', array: true, default: () => "'{}'" })
  otherElectronicIds!: string[];

  /** Who handles behavioral health for it. */
  @ForeignKey('payer', { name: 'payer_carved_out_to_id_fkey' })
  @Column('uuid', { name: 'carved_out_to_id', nullable: true })
  carvedOutToId!: string | null;

  /** The payer it turned out to be. */
  @ForeignKey('payer', { name: 'payer_merged_into_id_fkey' })
  @Column('uuid', { name: 'merged_into_id', nullable: true })
  mergedIntoId!: string | null;

  @Column('boolean', { name: 'self_funded', default: false })
  selfFunded!: boolean;

  @Column('text', { nullable: true })
  state!: string | null;

  /** What the desk should know of this payer, in a sentence. */
  @Column('text', { nullable: true })
  fact!: string | null;

  @Column('boolean', { default: true })
  active!: boolean;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}

/** Another name people use for a payer; unique without regard to case. */
@Entity('payer_alias')
@Index('payer_alias_once', { synchronize: false })
@Index('payer_alias_trigram', { synchronize: false })
export class PayerAliasEntity {
  @ForeignKey(() => PayerEntity, { name: 'payer_alias_payer_id_fkey' })
  @PrimaryColumn('uuid', { name: 'payer_id' })
  payerId!: string;

  @PrimaryColumn('text')
  alias!: string;
}
