import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  UpdateDateColumn,
} from 'typeorm';

/** Somebody known by contact points, maybe without a name yet. */
@Entity('person')
@Index('person_recent', { synchronize: false })
@Index('person_merged', { synchronize: false })
export class PersonEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { name: 'name_enc', nullable: true })
  nameEnc!: string | null;

  /** ISO date, encrypted. */
  @Column('text', { name: 'birth_date_enc', nullable: true })
  birthDateEnc!: string | null;

  @Column('text', { default: 'en' })
  language!: string;

  @ForeignKey('person', { name: 'person_merged_into_id_fkey' })
  @Column('uuid', { name: 'merged_into_id', nullable: true })
  mergedIntoId!: string | null;

  @Column('integer', { default: 1 })
  version!: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}

/** What a person's name is found by: whole words and three-letter beginnings, as keyed digests. */
@Entity('person_name_digest')
@Index('person_name_digest_person', ['personId'])
export class PersonNameDigestEntity {
  @PrimaryColumn('text', { name: 'key_id' })
  keyId!: string;

  @PrimaryColumn('bytea')
  digest!: Buffer;

  @ForeignKey(() => PersonEntity, { name: 'person_name_digest_person_id_fkey' })
  @PrimaryColumn('uuid', { name: 'person_id' })
  personId!: string;
}
