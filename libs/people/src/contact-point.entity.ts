import {
  Column,
  CreateDateColumn,
  Entity,
  ForeignKey,
  Index,
  PrimaryColumn,
  Unique,
} from 'typeorm';
import { PersonEntity } from './person.entity.js';

export type ContactKind = 'phone' | 'email';

/** A phone number (E.164) or e-mail address; one row each, whoever uses it. */
@Entity('contact_point')
export class ContactPointEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: ContactKind;

  @Column('text', { name: 'value_enc' })
  valueEnc!: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}

/** The keyed digest a contact point is found by; unique, so a value has one row. */
@Entity('contact_point_digest')
@Index('contact_point_digest_point', ['contactPointId'])
export class ContactPointDigestEntity {
  @PrimaryColumn('text', { name: 'key_id' })
  keyId!: string;

  @PrimaryColumn('bytea')
  digest!: Buffer;

  @ForeignKey(() => ContactPointEntity, { name: 'contact_point_digest_contact_point_id_fkey' })
  @Column('uuid', { name: 'contact_point_id' })
  contactPointId!: string;
}

/** That a person is reached at a contact point, and what they wish there. A shared phone has several. */
@Entity('person_contact')
@Unique('person_contact_once', ['personId', 'contactPointId'])
@Index('person_contact_point', ['contactPointId'])
export class PersonContactEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => PersonEntity, { name: 'person_contact_person_id_fkey' })
  @Column('uuid', { name: 'person_id' })
  personId!: string;

  @ForeignKey(() => ContactPointEntity, { name: 'person_contact_contact_point_id_fkey' })
  @Column('uuid', { name: 'contact_point_id' })
  contactPointId!: string;

  /** Null: they were not asked. */
  @Column('boolean', { name: 'safe_to_voicemail', nullable: true })
  safeToVoicemail!: boolean | null;

  @Column('boolean', { name: 'safe_to_text', nullable: true })
  safeToText!: boolean | null;

  @Column('text', { name: 'preferred_time_enc', nullable: true })
  preferredTimeEnc!: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
